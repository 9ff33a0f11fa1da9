import { api } from '@aftercare/contract';
import type { WebhookDelivery } from '@aftercare/contract/webhooks';
import { Button, Chip, Dialog, ErrorState, Loading, Moment, Skeleton, useApi } from '@aftercare/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyBox } from '../frame/CopyBox.tsx';
import { Group } from '../frame/FormPage.tsx';
import { useWork } from '../frame/useWork.ts';

const tones = { delivered: 'done', waiting: 'plain', 'given-up': 'late' } as const;

/** What was sent and what became of it, newest first; each with both bodies. */
export function WebhookLog({ id, act }: { readonly id: number; readonly act: ReactNode }) {
  const { t } = useTranslation('settings');
  const aboutWhat = (stream: string) => { const [kind = '', id = ''] = stream.split(':'); return t(`webhooks.about.${kind}`, { id, defaultValue: `${kind} ${id}` }); };
  const { call } = useApi();
  const [shown, setShown] = useState<WebhookDelivery | null>(null);
  const list = useInfiniteQuery({ queryKey: ['webhooks', id, 'log'], queryFn: ({ pageParam, signal }) => call(api.webhooks.deliveries, { params: { id }, query: { limit: 20, ...(pageParam ? { after: pageParam } : {}) } }, { signal }), initialPageParam: '', getNextPageParam: (last) => last.next, staleTime: 2000, refetchInterval: 10_000 });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Group title={t('webhooks.log')} hint={t('webhooks.logHint')}>
      <div>{act}</div>
      {list.isPending ? <Loading className="ac-stack">{[70, 82, 64].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading> : null}
      {list.isError ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isSuccess && items.length === 0 ? <p className="ac-faint">{t('webhooks.nothingSent')}</p> : null}
      {items.length > 0 ? (
        <ul className="st-deliveries">
          {items.map((one) => (
            <li key={one.id}>
              <span className="ac-grow"><code>{one.type}</code> <span className="ac-faint">{aboutWhat(one.stream)} · <Moment at={one.madeAt} />{one.tries > 1 ? ` · ${t('webhooks.tries', { count: one.tries })}` : ''}{one.status !== null ? ` · HTTP ${one.status}` : ''}{one.ms !== null ? ` · ${one.ms} ms` : ''}</span></span>
              {one.replayed ? <Chip>{t('webhooks.replayed')}</Chip> : null}
              <Chip tone={tones[one.state]}>{t(`webhooks.state.${one.state}`)}</Chip>
              <Button kind="quiet" size="small" onClick={() => setShown(one)}>{t('webhooks.look')}</Button>
            </li>
          ))}
        </ul>
      ) : null}
      {list.hasNextPage ? <div><Button kind="quiet" size="small" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('shops.more')}</Button></div> : null}
      {shown ? <Bodies delivery={shown} onClose={() => setShown(null)} /> : null}
    </Group>
  );
}

function Bodies({ delivery, onClose }: { readonly delivery: WebhookDelivery; readonly onClose: () => void }) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const full = useQuery({ queryKey: ['webhook-delivery', delivery.id], queryFn: ({ signal }) => call(api.webhooks.delivery, { params: { id: delivery.id } }, { signal }) });
  const again = useWork({ work: (_: undefined) => call(api.webhooks.again, { params: { id: delivery.id } }), keys: ['webhooks'], said: () => t('shops.retried'), after: onClose, loud: true });
  return (
    <Dialog open onClose={onClose} title={delivery.type} foot={<Button kind="primary" icon={<RotateCw size={16} aria-hidden="true" />} busy={again.isPending} onClick={() => again.mutate(undefined)}>{t('webhooks.again')}</Button>}>
      {full.isPending ? <Loading className="ac-stack"><Skeleton width="80%" /><Skeleton width="60%" /></Loading> : null}
      {full.isError ? <ErrorState error={full.error} retry={() => void full.refetch()} /> : null}
      {full.data ? (
        <div className="ac-stack">
          <CopyBox lines label={t('webhooks.sent')} text={JSON.stringify(JSON.parse(full.data.body), null, 2)} />
          {full.data.answer ? <CopyBox lines label={t('webhooks.answer', { status: full.data.status ?? '–' })} text={full.data.answer} /> : <p className="ac-faint">{t('webhooks.noAnswer')}</p>}
        </div>
      ) : null}
    </Dialog>
  );
}
