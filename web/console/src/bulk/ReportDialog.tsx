import { Button, Dialog, ErrorState, Loading, Skeleton, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** What could not be done, ticket by ticket, with the reason. */
export function ReportDialog({ runId, onClose }: { readonly runId: number; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const report = useInfiniteQuery({ queryKey: ['bulk-failures', runId], initialPageParam: '', queryFn: ({ pageParam, signal }) => call(api.automation.bulkFailures, { params: { id: runId }, query: { limit: 50, ...(pageParam ? { after: pageParam } : {}) } }, { signal }), getNextPageParam: (last) => last.next });
  const items = report.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Dialog open onClose={onClose} title={t('bulk.reportTitle')} foot={<Button kind="primary" onClick={onClose}>{t('bulk.close')}</Button>}>
      {report.isPending ? <Loading><Skeleton height="6rem" /></Loading> : null}
      {report.isError ? <ErrorState error={report.error} retry={() => void report.refetch()} /> : null}
      <ul className="cs-report">
        {items.map((one) => (
          <li key={one.ticketId}>
            {one.subject ? <Link to="/tickets/$ticketId" params={{ ticketId: String(one.ticketId) }} onClick={onClose}>#{one.ticketId} {one.subject}</Link> : <span>#{one.ticketId}</span>}
            <span className="ac-soft">{one.detail}</span>
          </li>
        ))}
      </ul>
      {report.hasNextPage ? <Button wide kind="quiet" busy={report.isFetchingNextPage} onClick={() => void report.fetchNextPage()}>{t('bulk.more')}</Button> : null}
    </Dialog>
  );
}
