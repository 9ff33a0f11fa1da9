import { Button, EmptyState, ErrorState, IconButton, ListPage, Loading, Menu, PaneHead, buttonClass, figure } from '@aftercare/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDownWideNarrow, ArrowUp, ChevronDown, Inbox, PanelLeftOpen } from 'lucide-react';
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLatest } from '../command/CommandProvider.tsx';
import type { Density } from '@aftercare/contract/session';
import type { ViewSort } from '../data/types.ts';
import { useMe, useQueries } from '../data/useQueries.ts';
import { useTitle } from '../shell/useTitle.ts';
import { usePeek } from '../ticket/usePeek.ts';
import { BulkBar } from './BulkBar.tsx';
import { PeekDialog } from './PeekDialog.tsx';
import { rowsOf } from './rows.ts';
import { RowSkeletons } from './RowSkeletons.tsx';
import { everything, extend, nothingSelected, pruned, toggle } from './selection.ts';
import { TicketItem } from './TicketItem.tsx';
import { useBeginning } from './useBeginning.ts';
import { useListRenewal } from './useListRenewal.ts';
import { useRowLayout } from './useRowLayout.ts';
import type { RowLayout } from './useRowLayout.ts';
import { useListCommands } from './useListCommands.tsx';
import { viewIcon, viewName } from './viewWords.tsx';

interface Props {
  readonly view: string;
  readonly openId: number | null;
  readonly onOpen: (id: number) => void;
  /** Tells the order of the rows, for stepping from ticket to ticket. */
  readonly onOrder: (order: readonly number[]) => void;
  /** This one is pointed at, and is here to be drawn. */
  readonly onMeant: (id: number) => void;
  /** The open ticket has the room to itself. */
  readonly alone: boolean;
  readonly viewsShown: boolean;
  readonly onUnfold: () => void;
}
const rowHeights: Record<Density, Record<RowLayout, number>> = { comfortable: { table: 40, pair: 64, card: 84 }, compact: { table: 32, pair: 52, card: 84 } };

/** A view's tickets: any number of them, only those in sight are drawn. */
export const TicketList = memo(function TicketList({ view, openId, onOpen, onOrder, onMeant, alone, viewsShown, onUnfold }: Props) {
  const { t } = useTranslation();
  const [sort, setSort] = useState<ViewSort>();
  const asked = useQueries().list(view, sort);
  const list = useInfiniteQuery(asked);
  const { behind, catchUp } = useListRenewal(asked.queryKey);
  const rows = useMemo(() => rowsOf(list.data), [list.data]);
  const order = useSame(useMemo(() => rows.map((row) => row.id), [rows]));
  const [selection, setSelection] = useState(nothingSelected);
  const [at, setAt] = useState(0);
  const [looking, setLooking] = useState(false);
  const scroll = useRef<HTMLDivElement>(null);
  const layout = useRowLayout(openId !== null && !alone);
  const { density } = useMe();
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroll.current, estimateSize: () => rowHeights[density][layout], overscan: 8, getItemKey: (index) => rows[index]?.id ?? index });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;

  // Rolling a box makes the browser lay everything out at once: only where the row is out of sight, and with the next frame, which does it anyway.
  const bring = useLatest((index: number) => {
    const [top, bottom] = [index * rowHeights[density][layout], (index + 1) * rowHeights[density][layout]];
    const from = virtual.scrollOffset ?? 0;
    const seen = virtual.scrollRect?.height ?? 0;
    if (top >= from && bottom <= from + seen) return;
    requestAnimationFrame(() => { if (scroll.current) scroll.current.scrollTop = top < from ? top : bottom - seen; });
  });
  const focusCurrent = useLatest(() => { requestAnimationFrame(() => scroll.current?.querySelector<HTMLElement>('.cs-item--current a')?.focus({ preventScroll: true })); });
  useLayoutEffect(() => {
    virtual.measure();
    virtual.scrollToIndex(at, { align: 'auto' });
  }, [layout, density]);
  useEffect(() => onOrder(order), [order, onOrder]);
  useEffect(() => setSelection((now) => pruned(now, order)), [order]);
  useEffect(() => {
    if (list.hasNextPage && !list.isFetching && lastShown >= rows.length - 15) void list.fetchNextPage();
  }, [lastShown, rows.length, list.hasNextPage, list.isFetching]);
  useEffect(() => {
    const index = openId === null ? -1 : order.indexOf(openId);
    if (index < 0) return;
    setAt(index);
    bring(index);
    // Stepping from ticket to ticket takes the focus along where it stands in the list.
    if (scroll.current?.contains(document.activeElement)) focusCurrent();
  }, [openId, order.length === 0]);

  const select = useLatest((id: number, range: boolean) => setSelection((now) => (range ? extend(now, id, order) : toggle(now, id))));
  const move = useLatest((by: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, at + by));
    setAt(next);
    bring(next);
    focusCurrent();
  });
  const peek = usePeek(onMeant);
  const current = rows[at];
  const total = useQuery(useQueries().views()).data?.items.find((one) => one.key === view)?.count ?? null;
  useListCommands({ current, openId, selection, onMove: move, onOpen, onSelect: select, onSelectAll: () => setSelection(everything(order)), onClear: () => setSelection(nothingSelected), onPeek: () => setLooking(true) });
  return (
    <ListPage
      head={<ListHead view={view} openId={openId} sort={sort} onSort={setSort} viewsShown={viewsShown} onUnfold={onUnfold} />}
      bar={selection.ids.size > 0 ? <BulkBar ids={[...selection.ids]} view={view} loaded={rows.length} goesOn={list.hasNextPage} total={total} onDone={() => setSelection(nothingSelected)} /> : null}
    >
      {looking && current ? <PeekDialog row={current} onStep={move} onOpen={() => { setLooking(false); onOpen(current.id); }} onClose={() => { setLooking(false); focusCurrent(); }} /> : null}
      <div ref={scroll} className="cs-list" aria-busy={list.isFetching} onKeyDown={(event) => { if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); move(event.key === 'ArrowDown' ? 1 : -1); } }}>
        {behind ? <div className="cs-list__news" role="status"><Button kind="primary" size="small" icon={<ArrowUp size={14} />} onClick={() => { catchUp(); setAt(0); scroll.current?.scrollTo({ top: 0 }); }}>{t('list.behind')}</Button></div> : null}
        {list.isPending || (rows.length === 0 && list.hasNextPage) ? <Loading><RowSkeletons layout={layout} /></Loading> : null}
        {list.isError && rows.length === 0 ? <ErrorState error={list.error} safe={t('list.safe')} retry={() => void list.refetch()} /> : null}
        {list.isSuccess && rows.length === 0 && !list.hasNextPage ? <EmptyList view={view} /> : null}
        <div className="cs-list__all" {...(rows.length > 0 ? { role: 'list', 'aria-label': t('list.label') } : {})} style={{ blockSize: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <div key={item.key} role="listitem" aria-posinset={item.index + 1} aria-setsize={list.hasNextPage ? (total ?? -1) : rows.length} className="cs-list__slot" style={{ transform: `translateY(${item.start}px)` }}>
                <TicketItem row={row} layout={layout} view={view} open={row.id === openId} current={item.index === at} selected={selection.ids.has(row.id)} selecting={selection.ids.size > 0} onSelect={select} peek={peek} />
              </div>
            );
          })}
        </div>
        {list.isError && rows.length > 0 ? <p className="cs-list__end" role="alert">{t('list.partial')} <Button kind="link" onClick={() => void (list.hasNextPage ? list.fetchNextPage() : list.refetch())}>{t('ui:retry')}</Button></p> : null}
        {list.isSuccess && rows.length > 12 && !list.hasNextPage ? <p className="cs-list__end">{t('list.end')}</p> : null}
      </div>
    </ListPage>
  );
});

/** The same order stays the same list: what is read or renamed in a row moves nothing. */
function useSame(order: readonly number[]): readonly number[] {
  const kept = useRef(order);
  if (kept.current.length !== order.length || kept.current.some((id, at) => id !== order[at])) kept.current = order;
  return kept.current;
}

/** The view's name; where the views are folded it is also the way to another one. Rolling the list draws it no second time. */
const ListHead = memo(function ListHead({ view: key, openId, sort, onSort, viewsShown, onUnfold }: { readonly view: string; readonly openId: number | null; readonly sort: ViewSort | undefined; readonly onSort: (sort: ViewSort) => void; readonly viewsShown: boolean; readonly onUnfold: () => void }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const views = useQuery(useQueries().views());
  const view = views.data?.items.find((one) => one.key === key);
  const name = view ? viewName(view, i18n.language) : '';
  useTitle(openId === null ? name : undefined);
  const count = view?.count === null || view?.count === undefined ? '' : figure(view.count, i18n.language);
  const choices = (views.data?.items ?? []).map((one) => {
    const Icon = viewIcon(one);
    return { key: one.key, label: viewName(one, i18n.language), hint: one.count === null ? undefined : String(one.count), icon: <Icon size={16} />, checked: one.key === key, perform: () => void navigate({ to: '/inbox/$view', params: { view: one.key } }) };
  });
  const shown = sort ?? view?.sort ?? 'updated';
  return (
    <PaneHead
      title={<Menu label={t('views.label')} items={choices} trigger={(props) => <button type="button" {...props} className="ac-button ac-button--quiet cs-viewname"><span className="ac-clip">{name}</span><span className="ac-head__count">{count}</span><ChevronDown size={16} aria-hidden="true" /></button>} />}
      before={viewsShown ? null : <span className="cs-unfold"><IconButton size="small" label={t('views.unfold')} icon={<PanelLeftOpen size={16} />} onClick={onUnfold} /></span>}
    >
      <Menu
        label={t('list.sort')} side="below-end"
        items={(['updated', 'opened', 'due', 'priority'] as const).map((one) => ({ key: one, label: t(`sort.${one}`), checked: one === shown, perform: () => onSort(one) }))}
        trigger={(props) => <IconButton {...props} size="small" label={t('list.sortBy', { by: t(`sort.${shown}`) })} icon={<ArrowDownWideNarrow size={16} />} />}
      />
    </PaneHead>
  );
});

function EmptyList({ view }: { readonly view: string }) {
  const { t, i18n } = useTranslation();
  const kind = i18n.exists(`empty.${view}.title`, { ns: 'app' }) ? view : 'other';
  const waiting = useQuery(useQueries().views()).data?.items.find((one) => one.key === 'unassigned')?.count ?? 0;
  const beginning = useBeginning();
  if (beginning && !beginning.arrived) return <EmptyState icon={<Inbox size={22} />} title={t('beginning.nobody')} text={t('beginning.text')}><Link to="/settings" className={buttonClass('primary')}>{t('beginning.steps')}</Link></EmptyState>;
  return (
    <EmptyState icon={<Inbox size={22} />} title={t(`empty.${kind}.title`)} text={t(`empty.${kind}.text`)}>
      {view === 'mine' && waiting > 0 ? <Link to="/inbox/$view" params={{ view: 'unassigned' }} className={buttonClass('primary')}>{t('empty.take', { count: waiting })}</Link> : null}
    </EmptyState>
  );
}
