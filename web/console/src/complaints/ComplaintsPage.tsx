import { Button, DetailPage, EmptyState, ErrorState, Loading, Moment, Section, Select, Skeleton, duration, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Complaints } from '@aftercare/contract/analytics';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MessageSquareWarning } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../shell/useTitle.ts';
import { useMay } from '../data/useQueries.ts';
import { useWork } from '../settings/frame/useWork.ts';
import { MiniTicket } from '../ticket/side/MiniTicket.tsx';
import { loadComplaintWords } from './words.ts';
import './complaints.css';

await loadComplaintWords();
const spans = [7, 30, 90, 365] as const;

/** Why people complain, and who had to do it twice. */
export function ComplaintsPage() {
  const { t } = useTranslation('complaints');
  const { call } = useApi();
  const [days, setDays] = useState('30');
  const told = useQuery({ queryKey: ['complaints', days], queryFn: ({ signal }) => call(api.analytics.complaints, { query: { days: Number(days) } }, { signal }), staleTime: 60_000, placeholderData: (old) => old });
  useTitle(t('title'));
  return (
    <DetailPage title={t('title')} width="wide" actions={<Select aria-label={t('span')} value={days} choices={spans.map((n) => ({ value: String(n), label: t('days', { count: n }) }))} onChange={setDays} />}>
      {told.isPending ? <Loading className="ac-stack"><Skeleton width="60%" height="4rem" /><Skeleton height="14rem" /></Loading> : null}
      {told.isError ? <ErrorState error={told.error} retry={() => void told.refetch()} /> : null}
      {told.data && told.data.total.complaints === 0 ? <EmptyState icon={<MessageSquareWarning size={22} />} title={t('emptyTitle')} text={t('emptyText')} /> : null}
      {told.data && told.data.total.complaints > 0 ? <Shown told={told.data} /> : null}
    </DetailPage>
  );
}

function Shown({ told }: { readonly told: Complaints }) {
  const { t, i18n } = useTranslation('complaints');
  const number = new Intl.NumberFormat(i18n.language);
  const share = (part: number, of: number) => new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 }).format(of > 0 ? part / of : 0);
  const { total } = told;
  const most = Math.max(1, ...told.byCause.map((c) => c.complaints));
  return (
    <div className="ac-stack cs-complaints">
      <p className="cs-complaints__finding">{total.repeated > 0 ? t('finding', { share: share(total.repeated, total.complaints) }) : t('findingNone')}</p>
      <dl className="cs-complaints__figures">
        <div><dt>{t('complaints')}</dt><dd>{number.format(total.complaints)}<span className="ac-faint ac-small">{t('before', { count: told.before.complaints })}</span></dd></div>
        <div><dt>{t('again')}</dt><dd>{number.format(total.repeated)}<span className="ac-faint ac-small">{t('before', { count: told.before.repeated })}</span></dd></div>
        <div><dt>{t('open')}</dt><dd>{number.format(total.open)}</dd></div>
        <div><dt>{t('median')}</dt><dd>{told.solutionMedian === null ? '–' : duration(told.solutionMedian, i18n.language)}</dd></div>
      </dl>
      <Section title={told.byCause[0] ? t('byCause', { cause: named(told.byCause[0].name, i18n.language) }) : t('byCauseNone')}>
        <table className="cs-complaints__table">
          <thead><tr><th scope="col">{t('cause')}</th><th scope="col" className="cs-complaints__wide"><span className="ac-unseen">{t('complaints')}</span></th><th scope="col">{t('complaints')}</th><th scope="col">{t('again')}</th><th scope="col">{t('open')}</th></tr></thead>
          <tbody>{told.byCause.map((c) => <tr key={c.key}><th scope="row">{named(c.name, i18n.language)}</th><td className="cs-complaints__wide"><span className="cs-complaints__bar" aria-hidden="true" style={{ inlineSize: `${(c.complaints / most) * 100}%` }}><i style={{ inlineSize: `${(c.repeated / c.complaints) * 100}%` }} /></span></td><td>{number.format(c.complaints)}</td><td>{number.format(c.repeated)}</td><td>{number.format(c.open)}</td></tr>)}</tbody>
        </table>
        <AskCause uncaused={told.uncaused} />
      </Section>
      <div className="cs-complaints__pair">
        {told.byProduct.length > 0 ? <Section title={t('byProduct')}><table className="cs-complaints__table"><thead><tr><th scope="col">{t('product')}</th><th scope="col">{t('complaints')}</th><th scope="col">{t('again')}</th><th scope="col">{t('commonest')}</th></tr></thead><tbody>{told.byProduct.map((p) => <tr key={p.product}><th scope="row">{p.product}</th><td>{number.format(p.complaints)}</td><td>{number.format(p.repeated)}</td><td>{p.cause ? named(p.cause, i18n.language) : '–'}</td></tr>)}</tbody></table></Section> : null}
        {told.byTeam.length > 0 ? <Section title={t('byTeam')}><table className="cs-complaints__table"><thead><tr><th scope="col">{t('team')}</th><th scope="col">{t('complaints')}</th><th scope="col">{t('again')}</th><th scope="col">{t('open')}</th></tr></thead><tbody>{told.byTeam.map((g) => <tr key={g.team}><th scope="row">{g.team}</th><td>{number.format(g.complaints)}</td><td>{number.format(g.repeated)}</td><td>{number.format(g.open)}</td></tr>)}</tbody></table></Section> : null}
      </div>
      <Section title={t('chains')}>
        {told.chains.length === 0 ? <p className="ac-soft">{t('chainsNone')}</p> : (
          <ul className="cs-complaints__chains">
            {told.chains.map((c) => (
              <li key={c.customer.id}>
                <p><Link to="/customers/$customerId" params={{ customerId: String(c.customer.id) }} className="ac-link">{c.customer.name}</Link> <span className="ac-soft">{[t('times', { count: c.count }), c.product].filter(Boolean).join(' · ')}</span> <span className="ac-faint ac-small"><Moment at={c.lastAt} /></span></p>
                <div className="cs-mini">{c.tickets.map((one) => <MiniTicket key={one.id} id={one.id} subject={one.subject} status={one.status} end={one.cause ? named(one.cause, i18n.language) : t('noCause')} />)}</div>
              </li>
            ))}
          </ul>
        )}
        <p className="ac-faint ac-small">{t('rule')}</p>
      </Section>
    </div>
  );
}

/** How many have no cause yet; who designs tickets may have it asked before a complaint is solved. */
function AskCause({ uncaused }: { readonly uncaused: number }) {
  const { t } = useTranslation('complaints');
  const { call } = useApi();
  const may = useMay()('tickets.design');
  const fields = useQuery({ queryKey: ['ticket-fields'], queryFn: ({ signal }) => call(api.ticketFields.list, {}, { signal }), enabled: may, staleTime: 60_000 });
  const field = fields.data?.items.find((one) => one.key === 'complaintCause' && one.active);
  const asked = field?.requiredAt.includes('solved') ?? false;
  const put = (requiredAt: string[]) => { const { key, position: _, ...rest } = field as NonNullable<typeof field>; return call(api.ticketFields.save, { params: { key }, body: { ...rest, requiredAt } }); };
  const ask = useWork({ work: () => put([...(field?.requiredAt ?? []), 'solved']), keys: ['ticket-fields', 'ticket-form'], said: () => t('nowAsked'), undo: () => { const before = field?.requiredAt ?? []; return () => put([...before]); }, loud: true });
  if (uncaused === 0 && (!field || asked)) return null;
  return (
    <p className="ac-row ac-small">
      {uncaused > 0 ? <span className="ac-faint">{t('uncaused', { count: uncaused })}</span> : null}
      {field ? asked ? <span className="ac-faint">{t('asked')}</span> : <Button kind="link" size="small" busy={ask.isPending} onClick={() => ask.mutate(undefined)}>{t('ask')}</Button> : null}
    </p>
  );
}
