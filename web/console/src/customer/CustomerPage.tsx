import { Avatar, Button, ChannelMark, DetailPage, EmptyState, ErrorState, Loading, Moment, Notice, PriorityMark, Skeleton, StatusMark } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Inbox, Pencil } from 'lucide-react';
import { Suspense, lazy, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketRow } from '../data/types.ts';
import { useMay, useQueries } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { useTitle } from '../shell/useTitle.ts';
import { CustomerCard } from '../ticket/side/CustomerCard.tsx';
import '../ticket/side/side.css';
import { EditCustomerDialog } from './EditCustomerDialog.tsx';
import { Likely } from './same/Likely.tsx';
import { Merges } from './same/Merges.tsx';
import { MergeWith } from './same/MergeWith.tsx';
import { PrivacyPart } from './privacy/PrivacyPart.tsx';
import { Wishes } from './wishes/Wishes.tsx';
import './customer.css';

const profile = () => import('../profile/index.ts');
const ValueFigure = lazy(async () => ({ default: (await profile()).ValueFigure }));
const Mood = lazy(async () => ({ default: (await profile()).Mood }));
const Contracts = lazy(async () => ({ default: (await profile()).Contracts }));
const Company = lazy(async () => ({ default: (await profile()).Company }));
const CustomerTimeline = lazy(async () => ({ default: (await profile()).CustomerTimeline }));
const Belonging = lazy(async () => ({ default: (await profile()).Belonging }));
const CustomerThings = lazy(async () => ({ default: (await import('../products/CustomerThings.tsx')).CustomerThings }));

/** One customer: who they are, how it stands, everything they ever asked. */
export function CustomerPage() {
  const { t, i18n } = useTranslation();
  const { customerId } = useParams({ from: '/shell/customers/$customerId' });
  const id = Number(customerId);
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const page = useQuery(useQueries().customer(id));
  useTitle(page.data?.customer.name);
  useRenewal(`customer:${id}`, [['customer', id], ['likely', id], ['merges', id], ['wishes', id]]);
  if (page.isPending) return <DetailPage title="…" width="wide"><Loading className="ac-stack"><Skeleton width="30%" height="1.5rem" />{[90, 80, 85, 70].map((width) => <Skeleton key={width} width={`${width}%`} height="2rem" />)}</Loading></DetailPage>;
  if (page.isError) return <div className="cs-alone"><ErrorState error={page.error} retry={() => void page.refetch()} /></div>;
  const { customer, tickets, open, total, satisfaction, lastContactAt, value, mood, segments } = page.data;
  const isCompany = customer.kind === 'company';
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (
    <DetailPage
      title={customer.name} width="wide" intro={customer.companyName}
      actions={may('customers.write') ? <><MergeWith customer={customer} /><Button icon={<Pencil size={16} />} onClick={() => setEditing(true)}>{t('customers.edit')}</Button></> : null}
    >
      <div className="cs-profile">
        <div className="ac-stack">
          {customer.joinedInto ? <Notice tone="wait">{t('same.isNow')} <Link to="/customers/$customerId" params={{ customerId: String(customer.joinedInto) }}>{t('same.openNow')}</Link></Notice> : null}
          <Likely customerId={id} />
          <div className="cs-profile__numbers">
            <Figure value={number.format(open)} name={t('customers.open')} />
            <Figure value={number.format(total)} name={t('customers.total')} />
            <Figure value={satisfaction === null ? '–' : `${number.format(satisfaction)} / 5`} name={t('customers.satisfaction')} />
            <Figure value={lastContactAt ? <Moment at={lastContactAt} /> : '–'} name={t('customers.last')} />
            <Suspense fallback={null}>{value ? <ValueFigure value={value} /> : null}<Mood points={mood} /></Suspense>
          </div>
          {tickets.length === 0 ? isCompany ? null : <EmptyState icon={<Inbox size={22} />} title={t('customers.noTickets')} text={t('customers.noTicketsText')} /> : <Tickets tickets={tickets} />}
          {tickets.length > 0 && tickets.length < total ? <p className="ac-faint ac-small">{t('customers.newest', { count: tickets.length })}</p> : null}
          <Suspense fallback={null}><Contracts customerId={customer.id} />{isCompany ? <Company customerId={customer.id} /> : null}</Suspense>
          <Suspense fallback={null}><CustomerTimeline key={customer.id} customerId={customer.id} /></Suspense>
          <Suspense fallback={null}><CustomerThings customerId={customer.id} /></Suspense>
          <Wishes customerId={id} />
          <Merges customerId={id} />
          <PrivacyPart customerId={id} name={customer.name} />
        </div>
        <aside className="ac-panel cs-profile__side"><CustomerCard customer={customer} /><Suspense fallback={null}><Belonging customer={customer} segments={segments} /></Suspense></aside>
      </div>
      <EditCustomerDialog customer={customer} open={editing} onClose={() => setEditing(false)} />
    </DetailPage>
  );
}

function Figure({ value, name }: { readonly value: ReactNode; readonly name: string }) {
  return <div className="cs-number"><span className="cs-number__value">{value}</span><span className="ac-faint ac-small">{name}</span></div>;
}

function Tickets({ tickets }: { readonly tickets: readonly TicketRow[] }) {
  const { t } = useTranslation();
  return (
    <table className="cs-table">
      <thead><tr><th>{t('field.status')}</th><th>{t('field.subject')}</th><th className="cs-wide">{t('field.channel')}</th><th className="cs-wide">{t('field.ownerId')}</th><th>{t('field.openedAt')}</th></tr></thead>
      <tbody>
        {tickets.map((ticket) => (
          <tr key={ticket.id}>
            <td><StatusMark status={ticket.status} /></td>
            <td><span className="ac-row"><Link to="/tickets/$ticketId" params={{ ticketId: String(ticket.id) }}>{ticket.subject}</Link>{ticket.priority === 'high' || ticket.priority === 'urgent' ? <PriorityMark priority={ticket.priority} /> : null}</span></td>
            <td className="cs-wide"><ChannelMark channel={ticket.channel} words size={14} /></td>
            <td className="cs-wide">{ticket.ownerName ? <span className="ac-mark"><Avatar name={ticket.ownerName} size="small" ours />{ticket.ownerName}</span> : <span className="ac-faint">{t('list.nobody')}</span>}</td>
            <td><Moment at={ticket.openedAt} as="compact" className="ac-soft" /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
