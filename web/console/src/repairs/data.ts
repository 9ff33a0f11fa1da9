import { api } from '@aftercare/contract';
import type { CallInput, RouteSpec } from '@aftercare/contract';
import type { Repair } from '@aftercare/contract/repairs';
import type { ReturnOrder } from '@aftercare/contract/returns';
import { type Call, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';

export type { Repair, RepairRow, RepairState, TestResult, WorkLine } from '@aftercare/contract/repairs';
export type { Grade, ReturnOrder, ReturnRow } from '@aftercare/contract/returns';
export type { Shipment } from '@aftercare/contract/shipments';
export interface BenchFilter { readonly state?: Repair['state'] | undefined; readonly mine?: boolean; readonly open?: boolean; readonly q?: string }

function repairQueries(call: Call) {
  return {
    ofTicket: (id: number) => queryOptions({ queryKey: ['repairs', 'ticket', id], queryFn: ({ signal }) => call(api.repairs.ofTicket, { params: { id } }, { signal }), staleTime: 5000 }),
    one: (id: number) => queryOptions({ queryKey: ['repairs', 'one', id], queryFn: ({ signal }) => call(api.repairs.get, { params: { id } }, { signal }), staleTime: 5000 }),
    returnsOf: (id: number) => queryOptions({ queryKey: ['returns', 'ticket', id], queryFn: ({ signal }) => call(api.returns.ofTicket, { params: { id } }, { signal }), staleTime: 5000 }),
    parcels: (id: number) => queryOptions({ queryKey: ['parcels', id], queryFn: ({ signal }) => call(api.shipments.ofTicket, { params: { id } }, { signal }), staleTime: 5000 }),
    counts: () => queryOptions({ queryKey: ['repairs', 'counts'], queryFn: ({ signal }) => call(api.repairs.counts, {}, { signal }), staleTime: 10_000 }),
    bench: (f: BenchFilter) => infiniteQueryOptions({
      queryKey: ['repairs', 'bench', f],
      queryFn: ({ pageParam, signal }) => call(api.repairs.list, { query: { limit: 50, open: f.open === false ? 'false' : 'true', ...(f.state ? { state: f.state } : {}), ...(f.mine ? { technicianId: 'me' as const } : {}), ...(f.q ? { q: f.q } : {}), ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
      initialPageParam: '', getNextPageParam: (last) => last.next, staleTime: 10_000,
    }),
    returns: (open: boolean) => infiniteQueryOptions({
      queryKey: ['returns', 'list', open],
      queryFn: ({ pageParam, signal }) => call(api.returns.list, { query: { limit: 50, open: open ? 'true' : 'false', ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
      initialPageParam: '', getNextPageParam: (last) => last.next, staleTime: 10_000,
    }),
    faults: (modelId: number) => queryOptions({ queryKey: ['model-faults', modelId], queryFn: async ({ signal }) => (await call(api.products.model, { params: { id: modelId } }, { signal })).faults, staleTime: 300_000 }),
    parts: (q: string) => queryOptions({ queryKey: ['parts-found', q], enabled: q.trim().length > 1, queryFn: ({ signal }) => call(api.parts.list, { query: { q, limit: 8, active: 'true' } }, { signal }), staleTime: 30_000 }),
  };
}
/** What the cards and pages of repairs and returns ask for. */
export function useRepairQueries(): ReturnType<typeof repairQueries> {
  const { call } = useApi();
  return useMemo(() => repairQueries(call), [call]);
}

/** One act on a repair or return; the answer is its new state, and everything that shows it is renewed. */
export function useAct<R extends RouteSpec>(route: R, ticketId: number, after?: () => void) {
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (input: CallInput<R>) => call(route, input),
    onSuccess: () => after?.(),
    onError: (error: unknown) => toasts.show({ kind: 'fault', text: faultSentence(error) }),
    onSettled: () => { for (const key of [['repairs'], ['returns'], ['parcels', ticketId], ['steps', ticketId], ['ticket', ticketId], ['charges', ticketId]]) void client.invalidateQueries({ queryKey: key }); },
  });
}
export type AnyOrder = Repair | ReturnOrder;
