import { api } from '@aftercare/contract';
import { useApi } from '@aftercare/ui';
import { useMemo } from 'react';

/** What the counter asks the server. */
export function useCounter() {
  const { call } = useApi();
  return useMemo(() => ({
    sites: { queryKey: ['counter', 'sites'], queryFn: () => call(api.counter.sites, {}), staleTime: 60_000 },
    board: (id: number) => ({ queryKey: ['counter', id, 'board'], queryFn: () => call(api.counter.board, { params: { id } }), enabled: id > 0, refetchInterval: 30_000 }),
    items: (id: number, part: 'here' | 'coming' | 'away' | 'returned') => ({ queryKey: ['counter', id, 'items', part], queryFn: () => call(api.counter.items, { params: { id }, query: { part, limit: 100 } }), enabled: id > 0 }),
    item: (id: number) => ({ queryKey: ['counter-item', id], queryFn: () => call(api.counter.item, { params: { id } }) }),
    next: (id: number, desk: string) => call(api.counter.next, { params: { id }, body: { desk } }),
    move: (id: number, act: 'recall' | 'start' | 'done' | 'no-show' | 'back') => call(api.counter.move, { params: { id, act } }),
    give: (id: number, serviceId: number) => call(api.counter.give, { params: { id }, body: { serviceId } }),
    lookup: (id: number, text: string) => call(api.counter.lookup, { params: { id }, body: { text } }),
  }), [call]);
}
export const receiptUrl = (id: number, form: '80mm' | 'a5') => `/api/v1/counter/items/${id}/receipt?form=${form}`;
