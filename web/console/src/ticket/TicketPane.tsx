import { EmptyState, ErrorState, GatheredApi, IconButton, Loading, Skeleton, usePeopleOn } from '@aftercare/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, MessagesSquare } from 'lucide-react';
import { Suspense, lazy, memo, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Keys } from '../command/Keys.tsx';
import type { TicketPage } from '../data/types.ts';
import { rememberOpened } from '../data/recent.ts';
import { useMe, useQueries } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { useTitle } from '../shell/useTitle.ts';
import { Composer } from './composer/Composer.tsx';
import type { Waiting } from './wait/WaitDialog.tsx';
import type { ComposerHandle } from './composer/Composer.tsx';
import { markRead } from './optimistic.ts';
import { EscalationBanner } from './clocks/EscalationBanner.tsx';
import { OfferBanner } from './OfferBanner.tsx';
import { TicketHead } from './TicketHead.tsx';
import { TicketTimeline } from './timeline/TicketTimeline.tsx';
import { useLookedAt } from './usePeek.ts';
import { useTicketActions } from './useTicketActions.ts';
import { waitsOf } from './wait/waits-of.ts';
import { useTicketCommands } from './useTicketCommands.tsx';
import './ticket.css';

const WaitDialog = lazy(async () => ({ default: (await import('./wait/WaitDialog.tsx')).WaitDialog }));
const RelationsBanner = lazy(async () => ({ default: (await import('../related/RelationsBanner.tsx')).RelationsBanner }));

interface Props {
  readonly id: number | null;
  readonly onBack: () => void;
  readonly onStep: (by: 1 | -1) => void;
  /** To the next ticket, after this one is done. */
  readonly onAdvance: () => void;
  readonly sideShown: boolean;
  readonly onSide: () => void;
  /** Without the list beside it. */
  readonly alone: boolean;
  readonly onAlone: () => void;
}

/** The middle pane: one ticket, or a word on how to choose one. */
export const TicketPane = memo(function TicketPane({ id, ...rest }: Props) {
  const { t } = useTranslation();
  if (id === null) {
    return (
      <EmptyState icon={<MessagesSquare size={22} />} title={t('ticket.none')} text={t('ticket.noneText')}>
        <span className="cs-hints"><span><Keys keys="j" /> <Keys keys="k" /> {t('ticket.hintMove')}</span><span><Keys keys="enter" /> {t('command.open')}</span><span><Keys keys="mod+k" /> {t('command.palette')}</span></span>
      </EmptyState>
    );
  }
  return <OneTicket id={id} {...rest} />;
});

function OneTicket({ id, ...rest }: Props & { readonly id: number }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const ticket = useQuery(useQueries().ticket(id));
  useLookedAt(id);
  useRenewal(`ticket:${id}`, [['ticket', id], ['clocks', id], ['routing', id]], 600);
  useEffect(() => { if (ticket.isSuccess) markRead(client, id); }, [client, id, ticket.isSuccess]);
  const back = <div className="cs-thead cs-back"><IconButton label={t('ticket.back')} icon={<ArrowLeft size={18} />} onClick={rest.onBack} /></div>;
  if (ticket.isPending) return <div className="cs-ticket">{back}<TicketSkeleton /></div>;
  if (ticket.isError && !ticket.data) return <div className="cs-ticket">{back}<ErrorState error={ticket.error} safe={t('ticket.safe')} retry={() => void ticket.refetch()} /></div>;
  return <GatheredApi><Loaded page={ticket.data} {...rest} /></GatheredApi>;
}

function Loaded({ page, onBack, onStep, onAdvance, sideShown, onSide, alone, onAlone }: Omit<Props, 'id'> & { readonly page: TicketPage }) {
  const { t } = useTranslation();
  const { ticket } = page;
  useTitle(`#${ticket.id} ${ticket.subject}`);
  const actions = useTicketActions(ticket.id);
  const me = useMe();
  useEffect(() => rememberOpened(me.id, { id: ticket.id, subject: ticket.subject, customer: page.customer.name }, localStorage), [me.id, ticket.id, ticket.subject, page.customer.name]);
  const { people: everyone, typing } = usePeopleOn(ticket.id);
  const people = useMemo(() => everyone.filter((one) => !(one.who === 'agent' && one.id === me.id)), [everyone, me.id]);
  const composer = useRef<ComposerHandle>(null);
  const [linking, setLinking] = useState(false);
  const [wait, setWait] = useState<Waiting | null>(null);
  const solve = () => {
    actions.change({ changes: { status: 'solved' }, said: t('ticket.solved', { id: ticket.id }) });
    onAdvance();
  };
  const menu = useTicketCommands({ page, actions, onSolve: solve, onStep, onBack, onSide, onWait: setWait, onReply: (kind) => composer.current?.write(kind), onLink: () => setLinking(true), linking, onLinked: () => setLinking(false), onUnread: onBack });
  return (
    <div className="cs-ticket">
      <TicketHead page={page} actions={actions} people={people} menu={menu.items} onBack={onBack} onStep={onStep} onSolve={solve} onWait={setWait} sideShown={sideShown} onSide={onSide} alone={alone} onAlone={onAlone} />
      <OfferBanner ticketId={ticket.id} mine={ticket.owner?.id === me.id} />
      <Suspense fallback={null}><RelationsBanner page={page} sideShown={sideShown} /></Suspense>
      <EscalationBanner page={page} />
      <TicketTimeline page={page} people={people} onUndo={actions.undo} onReply={() => composer.current?.write('reply')} />
      <Composer ref={composer} page={page} people={people} onTyping={typing} onDone={onAdvance} />
      {menu.dialogs}
      {wait ? <Suspense fallback={null}><WaitDialog ticket={ticket} first={wait} allowed={waitsOf(page)} actions={actions} onClose={() => setWait(null)} /></Suspense> : null}
    </div>
  );
}

/** The shape of a ticket: head, three messages, a place to write. */
function TicketSkeleton() {
  return (
    <Loading className="cs-ticket__wait">
      <div className="cs-thead"><div className="cs-thead__row"><Skeleton width="45%" height="1.125rem" /></div><div className="cs-thead__row"><Skeleton width="30%" /></div></div>
      <div className="cs-stream"><div className="cs-stream__in ac-stack">
        {[70, 45, 85].map((width) => <div key={width} className="cs-bone-event"><Skeleton width="var(--ac-8)" height="var(--ac-8)" round /><div className="ac-stack-tight ac-grow"><Skeleton width="8rem" /><Skeleton width={`${width}%`} height="4rem" /></div></div>)}
      </div></div>
    </Loading>
  );
}
