import { Avatar, Button, ErrorState, Loading, Moment, Popover, Section, Skeleton } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { HelpCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RoutingExplanation } from '../../data/types.ts';
import { useQueries } from '../../data/useQueries.ts';

/** Says on demand why this person has the ticket, and why others have not. */
export function WhyThisPerson({ ticketId }: { readonly ticketId: number }) {
  const { t } = useTranslation();
  return (
    <Popover label={t('why.title')} trigger={(props) => <Button {...props} kind="quiet" size="small" icon={<HelpCircle size={14} />} className="cs-why-button">{t('why.title')}</Button>}>
      {() => <Explained ticketId={ticketId} />}
    </Popover>
  );
}

function Explained({ ticketId }: { readonly ticketId: number }) {
  const { t } = useTranslation();
  const routing = useQuery(useQueries().routing(ticketId));
  if (routing.isPending) return <Loading className="ac-stack-tight">{[70, 90, 60].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading>;
  if (routing.isError) return <ErrorState error={routing.error} retry={() => void routing.refetch()} />;
  const [latest] = routing.data.items;
  if (!latest) return <p className="ac-soft">{t('why.never')}</p>;
  return <Section title={latest.outcome === 'waiting' ? t('why.waiting') : latest.outcome === 'manual' ? t('why.manual') : t('why.assigned', { name: latest.agent?.name ?? '' })}><One explanation={latest} /></Section>;
}

function One({ explanation }: { readonly explanation: RoutingExplanation }) {
  const { t } = useTranslation();
  const sorted = explanation.candidates.toSorted((a, b) => Number(b.chosen) - Number(a.chosen)).slice(0, 8);
  return (
    <>
      <p className="ac-faint ac-small">{explanation.queue ? t('why.queue', { queue: explanation.queue }) : null} <Moment at={explanation.at} /></p>
      <ul className="cs-why">
        {sorted.map((one) => (
          <li key={one.id} className="cs-why__one">
            <Avatar name={one.name} size="small" ours={one.chosen} />
            <span>
              <span className={one.chosen ? undefined : 'ac-soft'}>{one.name}{one.chosen ? ` · ${t('why.chosen')}` : ''}</span><br />
              <span className="cs-why__reasons">{one.reasons.map((reason) => reason.detail || t(`why.reason.${reason.code}`)).join(' · ')}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
