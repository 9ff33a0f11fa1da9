import { api } from '@aftercare/contract';
import { outsideDesks } from '@aftercare/contract/channels';
import { Chip, Section, channelIcons, useApi } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, Clock3, ExternalLink, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useQueries } from '../data/useQueries.ts';
import { isTalk } from '../data/renewal.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { Conflict } from './Conflict.tsx';
import { loadMirrorWords } from './words.ts';

await loadMirrorWords();

/** A ticket in outside desks: where to find it there, and what both sides differ in. Nothing where there is no such desk. */
export function TwinsCard({ ticketId }: { readonly ticketId: number }) {
  const { t } = useTranslation('mirror');
  const { call } = useApi();
  const channels = useQuery({ ...useQueries().channels(), staleTime: 300_000 });
  const any = (channels.data?.items ?? []).some((one) => outsideDesks.includes(one.kind));
  useRenewal(`ticket:${ticketId}`, [['twins', ticketId]], 2000, isTalk);
  const twins = useQuery({ queryKey: ['twins', ticketId], queryFn: ({ signal }) => call(api.mirror.twins, { params: { id: ticketId } }, { signal }), enabled: any, staleTime: 5000 });
  const items = twins.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('card')}>
      {items.map((one) => {
        const Icon = channelIcons[one.kind];
        return (
          <div key={one.linkId} className="ac-stack-tight">
            <div className="mi-twin">
              <Icon size={16} aria-hidden="true" />
              {one.remoteUrl ? <a href={one.remoteUrl} target="_blank" rel="noreferrer" aria-label={t('openThere', { desk: one.deskName })}>{one.deskName} #{one.remoteId} <ExternalLink size={12} aria-hidden="true" /></a> : <span>{one.deskName}{one.remoteId ? ` #${one.remoteId}` : ''}</span>}
              {one.error ? <Chip tone="late" icon={<TriangleAlert size={14} aria-hidden="true" />}>{t('failing')}</Chip> : one.conflicts.length > 0 ? null : one.levelAt ? <Chip tone="done" icon={<CircleCheck size={14} aria-hidden="true" />}>{t('isLevel')}</Chip> : <Chip icon={<Clock3 size={14} aria-hidden="true" />}>{t('waiting')}</Chip>}
            </div>
            {one.error ? <p className="st-row__fault ac-small">{one.error}</p> : null}
            {one.conflicts.map((conflict) => <Conflict key={conflict.id} conflict={conflict} desk={one.deskName} keys={[['twins', ticketId], ['ticket', ticketId]]} />)}
          </div>
        );
      })}
    </Section>
  );
}
