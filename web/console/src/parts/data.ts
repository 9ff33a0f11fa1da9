import { useApi, type Call } from '@aftercare/ui';
import { api, type CallOutput } from '@aftercare/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { useMemo } from 'react';

export type StockRow = CallOutput<typeof api.parts.stock>['items'][number];
export type PartFile = CallOutput<typeof api.parts.get>;
export type PurchaseOrder = CallOutput<typeof api.parts.order>;
export type SiteRow = CallOutput<typeof api.sites.list>['items'][number];
export type Transfer = CallOutput<typeof api.parts.transfers>['items'][number];

function partQueries(call: Call) {
  return {
    sites: () => queryOptions({ queryKey: ['sites'], queryFn: ({ signal }) => call(api.sites.list, { query: { active: 'true' } }, { signal }), staleTime: 60_000 }),
    value: () => queryOptions({ queryKey: ['stock', 'value'], queryFn: ({ signal }) => call(api.parts.value, {}, { signal }), staleTime: 10_000 }),
    stock: (f: { siteId: number | null; q: string; low: boolean }) => infiniteQueryOptions({
      queryKey: ['stock', 'list', f], initialPageParam: '', getNextPageParam: (last) => last.next ?? undefined, staleTime: 5_000,
      queryFn: ({ signal, pageParam }: { signal: AbortSignal; pageParam: string }) => call(api.parts.stock, { query: { limit: 60, ...(f.siteId ? { siteId: f.siteId } : {}), ...(f.q ? { q: f.q } : {}), ...(f.low ? { low: 'true' as const } : {}), ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    }),
    part: (id: number) => queryOptions({ queryKey: ['stock', 'part', id], queryFn: ({ signal }) => call(api.parts.get, { params: { id } }, { signal }), staleTime: 5_000 }),
    moves: (id: number) => infiniteQueryOptions({
      queryKey: ['stock', 'moves', id], initialPageParam: '', getNextPageParam: (last) => last.next ?? undefined, staleTime: 5_000,
      queryFn: ({ signal, pageParam }: { signal: AbortSignal; pageParam: string }) => call(api.parts.moves, { params: { id }, query: { limit: 30, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    }),
    restock: () => queryOptions({ queryKey: ['stock', 'restock'], queryFn: ({ signal }) => call(api.parts.restock, {}, { signal }), staleTime: 10_000 }),
    goods: (f: { q: string; siteId: number | null; state: string }) => infiniteQueryOptions({
      queryKey: ['stock', 'goods', f], initialPageParam: '', getNextPageParam: (last) => last.next ?? undefined, staleTime: 5_000,
      queryFn: ({ signal, pageParam }: { signal: AbortSignal; pageParam: string }) => call(api.goods.list, { query: { limit: 50, ...(f.q ? { q: f.q } : {}), ...(f.siteId ? { siteId: f.siteId } : {}), ...(f.state ? { state: f.state as 'ready' | 'refurbishing' } : {}), ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    }),
    goodsStock: (siteId: number | null) => queryOptions({ queryKey: ['stock', 'goods', 'sums', siteId], queryFn: ({ signal }) => call(api.goods.stock, { query: siteId ? { siteId } : {} }, { signal }), staleTime: 5_000 }),
    models: () => queryOptions({ queryKey: ['models', ''], queryFn: ({ signal }) => call(api.products.models, { query: { limit: 100 } }, { signal }), staleTime: 60_000 }),
    orders: () => queryOptions({ queryKey: ['stock', 'orders'], queryFn: ({ signal }) => call(api.parts.orders, { query: { limit: 100 } }, { signal }), staleTime: 5_000 }),
    order: (id: number) => queryOptions({ queryKey: ['stock', 'order', id], queryFn: ({ signal }) => call(api.parts.order, { params: { id } }, { signal }), staleTime: 5_000 }),
    transfers: () => queryOptions({ queryKey: ['stock', 'transfers'], queryFn: ({ signal }) => call(api.parts.transfers, { query: {} }, { signal }), staleTime: 5_000 }),
  };
}
/** What these pages ask for. All keys but the sites' begin with `stock`, so that one move renews everything it may show in. */
export function usePartQueries(): ReturnType<typeof partQueries> {
  const { call } = useApi();
  return useMemo(() => partQueries(call), [call]);
}
