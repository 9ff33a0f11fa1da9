import { Button, ClockChip, EmptyState, ErrorState, Loading, Skeleton } from '@aftercare/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type ReturnRow, useRepairQueries } from '../repairs/data.ts';
import { StateChip } from '../repairs/marks.tsx';
import { formatMoney } from '../repairs/money.ts';

/** Returns and exchanges, first due first. */
export function ReturnList({ open }: { readonly open: boolean }) {
  const { t } = useTranslation(['repairs', 'app']);
  const list = useInfiniteQuery(useRepairQueries().returns(open));
  if (list.isPending) return <Loading className="ac-stack">{[88, 80, 84].map((width) => <Skeleton key={width} width={`${width}%`} height="1.5rem" />)}</Loading>;
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  const rows = list.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <EmptyState icon={<Undo2 size={22} />} title={t('returnsEmpty')} text={t('returnsEmptyText')} />;
  return <div className="rp-rows">{rows.map((row) => <Row key={row.id} row={row} />)}{list.hasNextPage ? <Button kind="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app:more')}</Button> : null}</div>;
}

function Row({ row }: { readonly row: ReturnRow }) {
  const { t, i18n } = useTranslation('repairs');
  return (
    <Link className="rp-row" to="/tickets/$ticketId" params={{ ticketId: String(row.ticketId) }}>
      <span className="rp-row__due"><ClockChip clock={{ state: 'running', dueAt: row.dueAt, startedAt: row.openedAt }} /></span>
      <span className="rp-row__state"><StateChip state={row.state} kind="return" /></span>
      <span className="rp-row__what"><span className="ac-clip">{row.model || row.subject}</span>{row.serial ? <span className="rp-mono ac-faint ac-clip">{row.serial}</span> : null}</span>
      <span className="rp-row__who ac-clip">{row.customerName} <span className="ac-faint">#{row.ticketId}</span></span>
      <span className="rp-row__where ac-clip">{[t(`kind.${row.kind}`), t(`returnReason.${row.reason}`), row.grade ?? '', row.refundMinor === null ? '' : formatMoney(row.refundMinor, row.currency, i18n.language)].filter(Boolean).join(' · ')}</span>
    </Link>
  );
}
