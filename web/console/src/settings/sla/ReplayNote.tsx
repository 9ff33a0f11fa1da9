import { Notice, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

/** While clocks are read anew after a change: how far it is. Says nothing when nothing goes on. */
export function ReplayNote() {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const replays = useQuery({ queryKey: ['sla-replays'], queryFn: ({ signal }) => call(api.sla.replays, {}, { signal }), refetchInterval: (query) => (query.state.data?.items.some((one) => one.endedAt === null) ? 1000 : 15_000) });
  const going = replays.data?.items.find((one) => one.endedAt === null);
  if (!going) return null;
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Notice role="status">
      <strong>{going.cause === 'calendar' ? t('sla.replay.calendar', { name: going.name }) : t('sla.replay.policy')}</strong><br />
      <span className="st-replay"><progress max={Math.max(1, going.total)} value={going.done} aria-label={t('sla.replay.progress')} /> {t('sla.replay.sum', { done: number.format(going.done), total: number.format(going.total) })}</span>
    </Notice>
  );
}
