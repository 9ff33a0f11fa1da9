import { Chip, Moment } from '@aftercare/ui';
import type { ChannelAccount } from '@aftercare/contract/channels';
import { CircleCheck, CircleDashed, CirclePause, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** How a door is: works, fails, nothing yet, switched off – by shape and word. */
export function HealthChip({ account }: { readonly account: ChannelAccount }) {
  const { t } = useTranslation('settings');
  const { state } = account.health;
  if (state === 'off') return <Chip icon={<CirclePause size={14} aria-hidden="true" />}>{t('off')}</Chip>;
  if (state === 'failing') return <Chip tone="late" icon={<TriangleAlert size={14} aria-hidden="true" />}>{t('channels.failing')}</Chip>;
  if (state === 'ok') return <Chip tone="done" icon={<CircleCheck size={14} aria-hidden="true" />}>{t('channels.ok')}</Chip>;
  return <Chip icon={<CircleDashed size={14} aria-hidden="true" />}>{t('channels.idle')}</Chip>;
}

/** The same in a sentence, with the last fault and the last success. */
export function HealthLine({ account }: { readonly account: ChannelAccount }) {
  const { t } = useTranslation('settings');
  const { state, error, lastOkAt } = account.health;
  return (
    <p className="st-health">
      <HealthChip account={account} />
      {state === 'failing' && error ? <span>{error}</span> : null}
      {lastOkAt ? <span className="ac-soft">{t('channels.lastOk')} <Moment at={lastOkAt} /></span> : state === 'idle' ? <span className="ac-soft">{t('channels.idleText')}</span> : null}
    </p>
  );
}
