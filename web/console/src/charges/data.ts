import { faultSentence, useApi, useToasts, type Call } from '@aftercare/ui';
import { api, type CallOutput } from '@aftercare/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';

export type Quote = CallOutput<typeof api.charges.quote>;
export type Invoice = CallOutput<typeof api.charges.invoice>;

function chargeQueries(call: Call) {
  return {
    ofTicket: (id: number) => queryOptions({ queryKey: ['charges', id], queryFn: ({ signal }) => call(api.charges.ofTicket, { params: { id } }, { signal }), staleTime: 5_000 }),
    settings: () => queryOptions({ queryKey: ['charge-settings'], queryFn: ({ signal }) => call(api.charges.settings, {}, { signal }), staleTime: 60_000 }),
    parts: (q: string) => queryOptions({ queryKey: ['stock', 'find', q], queryFn: ({ signal }) => call(api.parts.list, { query: { q, limit: 8, active: 'true' } }, { signal }), staleTime: 30_000, enabled: q.trim() !== '' }),
  };
}
export function useChargeQueries(): ReturnType<typeof chargeQueries> {
  const { call } = useApi();
  return useMemo(() => chargeQueries(call), [call]);
}

/** Something done with money on a ticket: says so, and the card and the ticket look again. `quiet`: the caller shows the fault itself. */
export function useChargeWork<In, Out>(ticketId: number, o: { readonly work: (input: In) => Promise<Out>; readonly said?: (out: Out) => string; readonly after?: (out: Out) => void; readonly quiet?: boolean }) {
  const client = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: o.work,
    onError: (error) => { if (!o.quiet) toasts.show({ kind: 'fault', text: faultSentence(error) }); },
    onSuccess: async (out) => {
      if (o.said) toasts.show({ text: o.said(out), seconds: 4 });
      o.after?.(out);
      await Promise.all([client.invalidateQueries({ queryKey: ['charges', ticketId] }), client.invalidateQueries({ queryKey: ['ticket', ticketId] })]);
    },
  });
}
