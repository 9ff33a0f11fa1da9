import { Badge, Button, ClockChip, DetailPage, EmptyState, ErrorState, Input, Loading, Select, Skeleton, Tabs, named } from '@aftercare/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PackageOpen, Search, Wrench } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { ReturnList } from '../returns/ReturnList.tsx';
import { useTitle } from '../shell/useTitle.ts';
import { type RepairRow, type RepairState, useRepairQueries } from './data.ts';
import { StateChip } from './marks.tsx';
import { loadRepairWords } from './words.ts';
import './repairs.css';

await loadRepairWords();
/** Where work is, in the order it is done; what nobody works on stands last. */
const stations: readonly RepairState[] = ['reported', 'confirmed', 'received', 'diagnosed', 'quoted', 'approved', 'waiting-parts', 'in-repair', 'testing', 'ready', 'replaced', 'declined'];

/** Shown only while something stands there. */
const seldom = new Set<RepairState>(['approved', 'replaced', 'declined']);

/** The bench: all repairs by where they stand, due first, and what comes back. */
export function BenchPage() {
  const { t } = useTranslation('repairs');
  const seesTickets = useMay()('tickets.read');
  const [open, setOpen] = useState('repairs');
  const counts = useQuery(useRepairQueries().counts());
  useRenewal('repairs', [['repairs'], ['returns', 'list']], 1500);
  useTitle(t('bench.title'));
  const late = counts.data?.items.reduce((sum, one) => sum + one.overdue, 0) ?? 0;
  const total = counts.data?.items.reduce((sum, one) => sum + one.count, 0) ?? 0;
  return (
    <DetailPage title={t('bench.title')} intro={counts.data ? (late > 0 ? t('bench.late', { count: late }) : t('bench.intro', { count: total })) : undefined} width="wide">
      <Tabs
        label={t('bench.title')} open={open} onOpen={setOpen}
        tabs={[
          { key: 'repairs', label: <span className="ac-row">{t('bench.repairs')}{total > 0 ? <Badge count={total} /> : null}</span>, content: () => <Bench counts={counts.data?.items ?? []} /> },
          // Returns are seen by their tickets; who sees none has them as steps.
          ...(seesTickets ? [{ key: 'returns', label: t('bench.returns'), content: () => <ReturnList open /> }] : []),
          { key: 'done', label: t('bench.done'), content: () => <Finished /> },
        ]}
      />
    </DetailPage>
  );
}

function Bench({ counts }: { readonly counts: readonly { readonly state: RepairState; readonly count: number; readonly overdue: number }[] }) {
  const { t } = useTranslation('repairs');
  const [state, setState] = useState<RepairState | undefined>();
  const [mine, setMine] = useState<'all' | 'mine'>('all');
  const [words, setWords] = useState('');
  const q = useDeferredValue(words.trim());
  return (
    <div className="rp-bench">
      <div className="rp-stations" role="group" aria-label={t('bench.where')}>
        {stations.filter((one) => !seldom.has(one) || state === one || counts.some((c) => c.state === one)).map((one) => {
          const found = counts.find((c) => c.state === one);
          return (
            <button key={one} type="button" className="rp-station" aria-pressed={state === one} disabled={!found && state !== one} onClick={() => setState(state === one ? undefined : one)}>
              <span className="rp-station__count" data-late={(found?.overdue ?? 0) > 0}>{found?.count ?? 0}</span>
              <span>{t(`state.${one}`)}</span>
              {found && found.overdue > 0 ? <span className="rp-station__late">{t('bench.overdue', { count: found.overdue })}</span> : null}
            </button>
          );
        })}
      </div>
      <div className="rp-bar">
        <Input type="search" icon={<Search size={16} aria-hidden="true" />} aria-label={t('bench.find')} placeholder={t('bench.find')} value={words} onChange={(event) => setWords(event.target.value)} />
        <Select aria-label={t('bench.whose')} value={mine} choices={[{ value: 'all', label: t('bench.all') }, { value: 'mine', label: t('bench.mine') }]} onChange={setMine} />
      </div>
      <Rows filter={{ state, mine: mine === 'mine', q }} />
    </div>
  );
}

const Finished = () => <Rows filter={{ open: false }} />;

function Rows({ filter }: { readonly filter: { state?: RepairState | undefined; mine?: boolean; open?: boolean; q?: string } }) {
  const { t } = useTranslation(['repairs', 'app']);
  const list = useInfiniteQuery(useRepairQueries().bench(filter));
  if (list.isPending) return <Loading className="ac-stack">{[92, 84, 88, 76, 81].map((width) => <Skeleton key={width} width={`${width}%`} height="1.5rem" />)}</Loading>;
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  const rows = list.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return filter.state || filter.q || filter.mine ? <EmptyState icon={<Search size={22} />} title={t('bench.noneFound')} text={t('bench.noneFoundText')} /> : <EmptyState icon={filter.open === false ? <PackageOpen size={22} /> : <Wrench size={22} />} title={t('bench.empty')} text={t('bench.emptyText')} />;
  return <div className="rp-rows">{rows.map((row) => <Row key={row.id} row={row} finished={filter.open === false} />)}{list.hasNextPage ? <Button kind="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app:more')}</Button> : null}</div>;
}

function Row({ row, finished }: { readonly row: RepairRow; readonly finished: boolean }) {
  const { t, i18n } = useTranslation('repairs');
  const seesTickets = useMay()('tickets.read');
  return (
    <Link className="rp-row" {...(seesTickets ? { to: '/tickets/$ticketId', params: { ticketId: String(row.ticketId) } } : { to: '/repairs/$repairId', params: { repairId: String(row.id) } })}>
      <span className="rp-row__due">{finished ? null : <ClockChip clock={{ state: 'running', dueAt: row.dueAt, startedAt: row.openedAt }} />}</span>
      <span className="rp-row__state"><StateChip state={row.state} /></span>
      <span className="rp-row__what"><span className="ac-clip">{row.model || row.subject}</span>{row.serial ? <span className="rp-mono ac-faint ac-clip">{row.serial}</span> : null}</span>
      <span className="rp-row__who ac-clip">{row.customerName} <span className="ac-faint">#{row.ticketId}</span></span>
      <span className="rp-row__where ac-clip">{[t(`how.${row.how}`), row.siteName ? named(row.siteName, i18n.language) : '', row.technicianName ?? ''].filter(Boolean).join(' · ')}{row.waitingParts > 0 ? ` · ${t('bench.waitingParts', { count: row.waitingParts })}` : ''}</span>
    </Link>
  );
}
