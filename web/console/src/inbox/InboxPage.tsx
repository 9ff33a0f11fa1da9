import { Panes, classes, useToasts } from '@aftercare/ui';
import { useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../command/command.ts';
import { useCommands, useLatest } from '../command/CommandProvider.tsx';
import { useRenewal } from '../data/useRenewal.ts';
import { onWish } from '../designed/missing.ts';
import { CustomerPane } from '../ticket/side/SidePane.tsx';
import { TicketPane } from '../ticket/TicketPane.tsx';
import { rememberView } from './place.ts';
import { neighbour } from './rows.ts';
import { TicketList } from './TicketList.tsx';
import { usePeek } from '../ticket/usePeek.ts';
import { useAlone, useFolded } from './useFolded.ts';
import { ViewsPane } from './ViewsPane.tsx';
import './inbox.css';

/** Views, list, ticket, customer: one screen. The list stays mounted while tickets open beside it, so neither loses its place. */
export function InboxPage() {
  const { t } = useTranslation();
  const { view, ticketId } = useParams({ strict: false });
  const id = ticketId && /^\d+$/.test(ticketId) ? Number(ticketId) : null;
  const key = view ?? 'mine';
  const navigate = useNavigate();
  const toasts = useToasts();
  const [folded, setFolded] = useFolded();
  const [alone, setAlone] = useAlone();
  const [side, setSide] = useState(false);
  const [order, setOrder] = useState<readonly number[]>([]);
  useEffect(() => rememberView(key), [key]);
  // On a phone whoever comes for a step or a field, not for the talk, begins at the side.
  const hash = useLocation({ select: (at) => at.hash });
  useEffect(() => setSide(hash === 'side'), [id, hash]);
  useRenewal('counts', [['views']]);
  const open = useLatest((next: number | null) => void (next === null ? navigate({ to: '/inbox/$view', params: { view: key } }) : navigate({ to: '/inbox/$view/$ticketId', params: { view: key, ticketId: String(next) } })));
  const step = useLatest((by: 1 | -1) => {
    const at = id === null ? -1 : order.indexOf(id);
    const next = order[at + by];
    if (next === undefined) toasts.show({ text: t('list.noMore'), seconds: 3 });
    else open(next);
  });
  const peek = usePeek();
  // The next one is fetched while this one is read.
  useEffect(() => {
    const next = id === null ? undefined : order[order.indexOf(id) + 1];
    if (next === undefined || !order.includes(id ?? 0)) return;
    const timer = setTimeout(() => peek.now(next), 400);
    return () => clearTimeout(timer);
  }, [id, order, peek]);
  const fold = useLatest(() => setFolded(!folded));
  const foldAway = useLatest(() => setFolded(true));
  const unfold = useLatest(() => setFolded(false));
  const widen = useLatest(() => setAlone(!alone));
  useEffect(() => onWish(() => setSide(true)), []);
  // Whatever of this page changes, only those draw anew who are told something else.
  const leaveSide = useLatest(() => setSide(false));
  const turnSide = useLatest(() => setSide(!side));
  const leave = useLatest(() => open(null));
  useCommands(useMemo((): Command[] => [
    { id: 'full-view', group: 'ticket', label: t('command.fullView'), keys: '\\', words: 'full split 全屏', allowed: id !== null, perform: widen },
    { id: 'fold-views', group: 'list', label: t('command.foldViews'), keys: '[', allowed: true, perform: fold },
  ], [t, id, fold, widen]));
  // What stands beside a ticket is drawn once the ticket is painted, and not at all for one that is only passed through.
  const besides = useDeferredValue(id, null);
  const advance = useLatest(() => { if (id !== null) open(neighbour(order, id)); });
  return (
    <div className={classes('cs-inbox', folded ? 'cs-inbox--folded' : 'cs-inbox--unfolded')}>
      {folded ? null : <ViewsPane current={key} onFold={foldAway} />}
      <Panes
        labels={{ list: t('list.label'), main: t('ticket.label'), side: t('side.label') }}
        focus={id === null ? 'list' : side ? 'side' : 'main'} sideShown={side} mainAlone={alone && id !== null}
        list={<TicketList key={key} view={key} openId={id} onOpen={open} onOrder={setOrder} alone={alone} viewsShown={!folded} onUnfold={unfold} />}
        main={id === null ? undefined : <TicketPane key={id} id={id} onBack={leave} onStep={step} onAdvance={advance} sideShown={side} onSide={turnSide} alone={alone} onAlone={widen} />}
        side={id === null ? undefined : <CustomerPane id={besides} stale={besides !== id} onBack={leaveSide} />}
      />
    </div>
  );
}
