import { api } from '@aftercare/contract';
import { Button, Chip, ErrorState, Loading, Moment, Skeleton, useApi } from '@aftercare/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWork } from '../frame/useWork.ts';

/** What a door passed on last; what failed for good can be sent once more. */
export function ForwardList({ id }: { readonly id: number }) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const list = useInfiniteQuery({ queryKey: ['forwardings', id], queryFn: ({ pageParam, signal }) => call(api.mirror.forwardings, { params: { id }, query: { limit: 20, ...(pageParam ? { after: pageParam } : {}) } }, { signal }), initialPageParam: '', getNextPageParam: (last) => last.next, staleTime: 5000 });
  const again = useWork({ work: (messageId: number) => call(api.mirror.forwardAgain, { params: { messageId } }), keys: ['forwardings'], said: () => t('shops.retried'), loud: true });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="ac-stack-tight">
      <h3 className="st-sub">{t('mode.passed')}</h3>
      {list.isPending ? <Loading className="ac-stack">{[70, 82].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading> : null}
      {list.isError ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isSuccess && items.length === 0 ? <p className="ac-faint">{t('mode.nothingPassed')}</p> : null}
      {items.length > 0 ? (
        <ul className="st-deliveries">
          {items.map((one) => (
            <li key={one.messageId}>
              <span className="ac-grow">{one.from} · {one.preview} <span className="ac-faint"><Moment at={one.askedAt} /></span>{one.error ? <span className="st-row__fault st-deliveries__fault">{one.error}</span> : null}</span>
              {one.state === 'done' ? <Chip tone="done">{t('mode.done')}</Chip> : one.state === 'failed' ? <Button size="small" icon={<RotateCw size={14} aria-hidden="true" />} busy={again.isPending && again.variables === one.messageId} onClick={() => again.mutate(one.messageId)}>{t('shops.retry')}</Button> : <Chip>{t('shops.waiting')}</Chip>}
            </li>
          ))}
        </ul>
      ) : null}
      {list.hasNextPage ? <div><Button kind="quiet" size="small" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('shops.more')}</Button></div> : null}
    </div>
  );
}
