import { Moment, Section, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { loadTelephoneWords } from './words.ts';
import './telephone.css';

await loadTelephoneWords();
const length = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;

/** Calls of a ticket, with what was recorded. Nothing where nobody rang. */
export function CallsCard({ ticketId }: { readonly ticketId: number }) {
  const { t } = useTranslation('telephone');
  const { call } = useApi();
  const allowed = useMay()('hotline.answer');
  useRenewal(`ticket:${ticketId}`, [['calls', ticketId]], 1500);
  const calls = useQuery({ queryKey: ['calls', ticketId], queryFn: ({ signal }) => call(api.hotline.calls, { query: { ticketId, limit: 20 } }, { signal }), staleTime: 15_000, enabled: allowed });
  const items = calls.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('calls')}>
      <ul className="tp-calls">
        {items.map((one) => {
          const talked = one.answeredAt && one.endedAt ? (new Date(one.endedAt).getTime() - new Date(one.answeredAt).getTime()) / 1000 : 0;
          return (
            <li key={one.id}>
              <div>{t(`outcome.${one.outcome ?? 'open'}`, { agent: one.agent?.name ?? '', length: length(talked) })}</div>
              <div className="ac-small ac-faint">{one.caller} · <Moment at={one.startedAt} /></div>
              {one.note ? <p className="tp-note">{one.note}</p> : null}
              {one.recordings.map((recording) => {
                const name = t(recording.kind === 'call' ? 'recording' : 'voicemail', { length: length(recording.seconds) });
                return <figure key={recording.id} className="tp-sound"><figcaption className="ac-small">{name}</figcaption><audio controls preload="none" aria-label={name} src={`/api/v1/hotline/recordings/${recording.id}`} />{recording.transcript ? <p className="ac-small">{recording.transcript}</p> : null}</figure>;
              })}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
