import { api } from '@aftercare/contract';
import { type CustomerItem, type CustomerItemKind, customerItemKinds } from '@aftercare/contract/customer-page';
import { Button, ErrorState, Input, Loading, Section, Select, Skeleton, useApi } from '@aftercare/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelKind } from '../data/types.ts';
import { Item } from './TimelineItem.tsx';

const channels = ['mail', 'chat', 'portal', 'phone', 'sms', 'wechat', 'wecom', 'weibo', 'whatsapp', 'telegram', 'line', 'review', 'webhook'] as const;

/** Everything that happened with one customer: by kind, channel and day, and by words. */
export function CustomerTimeline({ customerId }: { readonly customerId: number }) {
  const { t } = useTranslation(['profile', 'ui']);
  const { call } = useApi();
  const [kind, setKind] = useState<CustomerItemKind | ''>('');
  const [channel, setChannel] = useState<ChannelKind | ''>('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [words, setWords] = useState('');
  const q = useDeferredValue(words.trim());
  const filter = { ...(kind ? { kinds: kind } : {}), ...(channel ? { channel } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}), ...(q ? { q } : {}) };
  const found = useInfiniteQuery({
    queryKey: ['customer', customerId, 'timeline', filter], initialPageParam: '', staleTime: 15_000, placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => call(api.desk.customerTimeline, { params: { id: customerId }, query: { limit: 20, ...filter, ...(pageParam ? { after: pageParam } : {}) } }, { signal }), getNextPageParam: (last) => last.next,
  });
  const items: CustomerItem[] = found.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = Object.keys(filter).length > 0;
  return (
    <Section title={t('timeline.title')} action={filtered ? <Button kind="link" size="small" onClick={() => { setKind(''); setChannel(''); setFrom(''); setTo(''); setWords(''); }}>{t('timeline.clear')}</Button> : null}>
      <div className="pf-filter" role="search" aria-label={t('timeline.find')}>
        <Input type="search" aria-label={t('timeline.words')} placeholder={t('timeline.words')} icon={<Search size={16} aria-hidden="true" />} value={words} maxLength={200} onChange={(event) => setWords(event.target.value)} />
        <Select aria-label={t('timeline.kind')} value={kind} choices={[{ value: '', label: t('timeline.allKinds') }, ...customerItemKinds.map((one) => ({ value: one, label: t(`timeline.kinds.${one}`) }))]} onChange={setKind} />
        <Select aria-label={t('timeline.channel')} value={channel} choices={[{ value: '', label: t('timeline.allChannels') }, ...channels.map((one) => ({ value: one, label: t(`ui:channel.${one}`) }))]} onChange={setChannel} />
        <Input type="date" aria-label={t('timeline.from')} title={t('timeline.from')} value={from} max={to || undefined} onChange={(event) => setFrom(event.target.value)} />
        <Input type="date" aria-label={t('timeline.to')} title={t('timeline.to')} value={to} min={from || undefined} onChange={(event) => setTo(event.target.value)} />
      </div>
      {found.isPending ? <Loading className="ac-stack">{[60, 80, 70].map((width) => <Skeleton key={width} width={`${width}%`} height="1.5rem" />)}</Loading> : null}
      {found.isError ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isSuccess && items.length === 0 ? <p className="ac-faint" role="status">{t(filtered ? 'timeline.none' : 'timeline.empty')}</p> : null}
      <ol className="pf-items">{items.map((item) => <Item key={`${item.kind}${item.id}`} item={item} words={q ? q.split(/\s+/) : []} />)}</ol>
      {found.hasNextPage ? <Button kind="quiet" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t('more')}</Button> : null}
    </Section>
  );
}
