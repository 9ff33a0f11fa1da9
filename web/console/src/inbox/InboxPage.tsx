import { Panes, classes, useToasts } from '@aftercare/ui';
import { useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { startTransition, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../command/command.ts';
import { useCommands, useLatest } from '../command/CommandProvider.tsx';
import { useRenewal } from '../data/useRenewal.ts';
import { onWish } from '../designed/missing.ts';
import { CustomerPane } from '../ticket/side/SidePane.tsx';
import { TicketPane } from '../ticket/TicketPane.tsx';
import { rememberView } from './place.ts';
import { neighbour } from './rows.ts';
import { Stage } from './Stage.tsx';
import type { Ahead } from './Stage.tsx';
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
  const stepped = useRef<{ readonly to: number | undefined; readonly by: 1 | -1 }>(undefined);
  const step = useLatest((by: 1 | -1) => {
    const at = id === null ? -1 : order.indexOf(id);
    const next = order[at + by];
    stepped.current = { to: next, by };
    if (next === undefined) toasts.show({ text: t('list.noMore'), seconds: 3 });
    else open(next);
  });
  const [ahead, setAhead] = useState<Ahead | null>(null);
  const drawAhead = useLatest((next: number) => { if (id !== null && next !== id) startTransition(() => setAhead({ id: next, beside: id })); });
  const peek = usePeek();
  // The next one is fetched while this one is read. Drawing it as well, for whoever steps from one to the next, cost more than it saved.
  useEffect(() => {
    if (id === null || !order.includes(id)) return;
    const next = order[order.indexOf(id) + (stepped.current?.to === id ? stepped.current.by : 1)];
    if (next === undefined) return;
    const timer = setTimeout(() => void peek.now(next), 200);
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
        list={<TicketList key={key} view={key} openId={id} onOpen={open} onOrder={setOrder} onMeant={drawAhead} alone={alone} viewsShown={!folded} onUnfold={unfold} />}
        main={id === null ? undefined : <Stage id={id} ahead={ahead} draw={(one) => <TicketPane id={one} onBack={leave} onStep={step} onAdvance={advance} sideShown={side} onSide={turnSide} alone={alone} onAlone={widen} />} />}
        side={id === null ? undefined : <CustomerPane id={besides} stale={besides !== id} onBack={leaveSide} />}
      />
    </div>
  );
}
