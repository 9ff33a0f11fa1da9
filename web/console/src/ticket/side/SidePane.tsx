import { GatheredApi, IconButton, Loading, Section, Skeleton } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { Suspense, lazy, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketPage } from '../../data/types.ts';
import { useMay, useQueries } from '../../data/useQueries.ts';
import { useTicketActions } from '../useTicketActions.ts';
import { ClocksCard } from './ClocksCard.tsx';
import { CustomerCard } from './CustomerCard.tsx';
import { DesignedProps } from './DesignedProps.tsx';
import { Later } from './Later.tsx';
import { Links } from './Links.tsx';
import { PastTickets } from './PastTickets.tsx';
import { Properties } from './Properties.tsx';
import { Satisfaction } from './Satisfaction.tsx';
import { WhyThisPerson } from './WhyThisPerson.tsx';
import './side.css';

const RelationsCard = lazy(async () => ({ default: (await import('../../related/RelationsCard.tsx')).RelationsCard }));
const AsidesCard = lazy(async () => ({ default: (await import('../../related/AsidesCard.tsx')).AsidesCard }));
const TasksCard = lazy(async () => ({ default: (await import('../../related/TasksCard.tsx')).TasksCard }));
const VendorCard = lazy(async () => ({ default: (await import('../../vendors/side/VendorCard.tsx')).VendorCard }));
const UnitSideCard = lazy(async () => ({ default: (await import('../../products/UnitSideCard.tsx')).UnitSideCard }));
const StepsCard = lazy(async () => ({ default: (await import('../../steps/StepsCard.tsx')).StepsCard }));
const RepairCard = lazy(async () => ({ default: (await import('../../repairs/RepairCard.tsx')).RepairCard }));
const ReturnCard = lazy(async () => ({ default: (await import('../../returns/ReturnCard.tsx')).ReturnCard }));
const VisitsCard = lazy(async () => ({ default: (await import('../../dispatch/side/VisitsCard.tsx')).VisitsCard }));
const TwinsCard = lazy(async () => ({ default: (await import('../../mirror/TwinsCard.tsx')).TwinsCard }));
const ChargesCard = lazy(async () => ({ default: (await import('../../charges/ChargesCard.tsx')).ChargesCard }));

/** Beside a ticket: who the customer is, what the ticket is, what else there was. */
export const CustomerPane = memo(function CustomerPane({ id, stale, onBack }: { readonly id: number | null; /** Another ticket has opened: what stands here still goes in a moment and takes nothing any more. */ readonly stale: boolean; readonly onBack: () => void }) {
  return <div className="cs-beside" inert={stale}>{id === null ? null : <Beside key={id} id={id} onBack={onBack} />}</div>;
});

const Beside = memo(function Beside({ id, onBack }: { readonly id: number; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const ticket = useQuery(useQueries().ticket(id));
  const back = <div className="cs-side__back"><IconButton label={t('side.back')} icon={<ArrowLeft size={18} />} onClick={onBack} /><h1 className="ac-clip">{ticket.data?.ticket.subject ?? t('side.label')}</h1></div>;
  if (ticket.data) return <>{back}<GatheredApi><Loaded page={ticket.data} /></GatheredApi></>;
  if (ticket.isError) return back;
  return <>{back}<Loading className="cs-side"><Skeleton width="60%" height="1.25rem" />{[80, 65, 72, 50, 60].map((width, at) => <Skeleton key={at} width={`${width}%`} />)}</Loading></>;
});

function Loaded({ page }: { readonly page: TicketPage }) {
  const { t } = useTranslation();
  const actions = useTicketActions(page.ticket.id);
  const may = useMay();
  return (
    <div className="cs-side">
      <CustomerCard customer={page.customer} ticketId={page.ticket.id} />
      <ClocksCard page={page} />
      <Suspense fallback={null}><TwinsCard ticketId={page.ticket.id} /></Suspense>
      <Suspense fallback={null}><RelationsCard page={page} /></Suspense>
      <Suspense fallback={<StepBones />}><StepsCard page={page} /></Suspense>
      <Suspense fallback={null}><RepairCard ticketId={page.ticket.id} type={page.ticket.type} /></Suspense>
      <Suspense fallback={null}><ReturnCard ticketId={page.ticket.id} type={page.ticket.type} /></Suspense>
      <Suspense fallback={null}><VisitsCard ticketId={page.ticket.id} /></Suspense>
      <Suspense fallback={null}><UnitSideCard page={page} /></Suspense>
      <Section title={t('side.ticket')}><Properties page={page} actions={actions} /><DesignedProps page={page} actions={actions} /></Section>
      <WhyThisPerson ticketId={page.ticket.id} owned={page.ticket.owner !== null} />
      <Later>
        <Suspense fallback={null}><TasksCard page={page} /></Suspense>
        <Suspense fallback={null}><AsidesCard page={page} /></Suspense>
        <Suspense fallback={null}><ChargesCard page={page} /></Suspense>
        {may('vendors.read') ? <Suspense fallback={null}><VendorCard ticketId={page.ticket.id} /></Suspense> : null}
        {page.survey ? <Satisfaction survey={page.survey} /> : null}
        <Links page={page} />
        <PastTickets customerId={page.customer.id} except={page.ticket.id} />
      </Later>
    </div>
  );
}

const StepBones = () => <Loading className="ac-stack-tight">{[30, 70, 95, 60].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading>;
