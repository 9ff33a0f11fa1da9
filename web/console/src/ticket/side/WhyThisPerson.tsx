import { Avatar, Button, ErrorState, Loading, Moment, Popover, Section, Select, Skeleton, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { HelpCircle } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoutingExplanation } from '../../data/types.ts';
import { useMe, useQueries } from '../../data/useQueries.ts';

/** Says on demand why this person has the ticket, or nobody yet, and why others have not. */
export function WhyThisPerson({ ticketId, owned }: { readonly ticketId: number; readonly owned: boolean }) {
  const { t } = useTranslation();
  const title = t(owned ? 'why.title' : 'why.titleNobody');
  return (
    <Popover label={title} trigger={(props) => <Button {...props} kind="quiet" size="small" icon={<HelpCircle size={14} />} className="cs-why-button">{title}</Button>}>
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
  return <Section title={latest.outcome === 'waiting' ? t('why.waiting') : latest.outcome === 'manual' ? t('why.manual') : t('why.assigned', { name: latest.agent?.name ?? '' })}><One explanation={latest} /><Somebody ticketId={ticketId} told={latest.candidates.map((one) => one.id)} /></Section>;
}

function One({ explanation }: { readonly explanation: RoutingExplanation }) {
  const { t } = useTranslation();
  const sorted = explanation.candidates.toSorted((a, b) => Number(b.chosen) - Number(a.chosen)).slice(0, 8);
  return (
    <>
      <p className="ac-faint ac-small">{explanation.queue ? t('why.queue', { queue: explanation.queue }) : explanation.outcome === 'manual' ? null : t('why.noQueue')} <Moment at={explanation.at} />{explanation.rule ? <><br />{t('why.rule', { rule: explanation.rule.rule, version: explanation.rule.version, note: explanation.rule.note })}</> : null}</p>
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

/** Why not me, or anybody else of the house: as it was, or by what holds at this moment. */
function Somebody({ ticketId, told }: { readonly ticketId: number; readonly told: readonly number[] }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const me = useMe();
  const everyone = useQuery(useQueries().agents());
  const [agentId, setAgentId] = useState<number | null>(null);
  const answer = useQuery({ queryKey: ['routing', ticketId, 'person', agentId], enabled: agentId !== null, queryFn: ({ signal }) => call(api.routing.explainPerson, { params: { id: ticketId, agentId: agentId ?? 0 } }, { signal }), retry: false, staleTime: 5000 });
  const others = (everyone.data?.items ?? []).filter((one) => one.status === 'active' && (one.id === me.id || !told.slice(0, 8).includes(one.id))).toSorted((a, b) => Number(b.id === me.id) - Number(a.id === me.id) || a.name.localeCompare(b.name));
  if (others.length === 0) return null;
  return (
    <div className="cs-why__else">
      <Select aria-label={t('why.else')} value={agentId === null ? '' : String(agentId)} choices={[{ value: '', label: t('why.else') }, ...others.map((one) => ({ value: String(one.id), label: one.id === me.id ? t('why.me') : one.name }))]} onChange={(id) => setAgentId(id ? Number(id) : null)} />
      {answer.isError ? <ErrorState error={answer.error} /> : null}
      {answer.data ? <p className="cs-why__reasons" role="status"><span translate="no">{answer.data.candidate.name}</span>{t('why.colon')}{answer.data.candidate.reasons.map((reason) => reason.detail).join(' · ')} <span className="ac-faint">{t(answer.data.asOf === 'then' ? 'why.then' : 'why.now')}</span></p> : null}
    </div>
  );
}
