import { api } from '@aftercare/contract';
import type { Call } from '@aftercare/ui';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ViewSort } from './types.ts';

/** What the console asks for, each with its key. Keys begin with the thing, so that live facts can renew it by name. */
export function queries(call: Call) {
  return {
    me: () => queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => call(api.session.me, {}, { signal }), staleTime: Infinity }),
    views: () => queryOptions({ queryKey: ['views'], queryFn: ({ signal }) => call(api.desk.views, {}, { signal }), staleTime: 30_000 }),
    /** Asked until the first answer has left; then it stays as it is. */
    beginning: () => queryOptions({ queryKey: ['beginning'], queryFn: ({ signal }) => call(api.desk.beginning, {}, { signal }), staleTime: 5000 }),
    list: (key: string, sort: ViewSort | undefined) => infiniteQueryOptions({
      queryKey: ['list', key, sort ?? 'own'],
      queryFn: ({ pageParam, signal }) => call(api.desk.list, { params: { key }, query: { limit: 50, sort, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
      initialPageParam: '', getNextPageParam: (last) => last.next, staleTime: 15_000,
    }),
    ticket: (id: number) => queryOptions({ queryKey: ['ticket', id], queryFn: ({ signal }) => call(api.desk.ticketPage, { params: { id } }, { signal }), staleTime: 10_000 }),
    clocks: (id: number) => queryOptions({ queryKey: ['clocks', id], queryFn: ({ signal }) => call(api.sla.clocks, { params: { id } }, { signal }), staleTime: 5000 }),
    offers: () => queryOptions({ queryKey: ['offers'], queryFn: ({ signal }) => call(api.routing.offers, {}, { signal }), staleTime: 5000 }),
    routing: (id: number) => queryOptions({ queryKey: ['routing', id], queryFn: ({ signal }) => call(api.routing.explain, { params: { id } }, { signal }), staleTime: 5000 }),
    draft: (id: number) => queryOptions({ queryKey: ['draft', id], queryFn: ({ signal }) => call(api.conversations.getDraft, { params: { id } }, { signal }), staleTime: Infinity, gcTime: 0, retry: 1 }),
    customer: (id: number) => queryOptions({ queryKey: ['customer', id], queryFn: ({ signal }) => call(api.desk.customerPage, { params: { id } }, { signal }), staleTime: 30_000 }),
    customers: (q: string, only: { kind?: 'company' | undefined; segment?: number | undefined } = {}) => infiniteQueryOptions({
      queryKey: ['customers', q, only.kind ?? '', only.segment ?? 0],
      queryFn: ({ pageParam, signal }) => { const query = { ...(q ? { q } : {}), ...(pageParam ? { after: pageParam } : {}) }; return only.segment ? call(api.segments.members, { params: { id: only.segment }, query }, { signal }) : call(api.customers.list, { query: { ...query, ...(only.kind ? { kind: only.kind } : {}) } }, { signal }); },
      initialPageParam: '', getNextPageParam: (last) => last.next, staleTime: 30_000,
    }),
    search: (q: string) => infiniteQueryOptions({
      queryKey: ['search', q], enabled: q.trim() !== '',
      queryFn: ({ pageParam, signal }) => call(api.desk.search, { query: { q, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
      initialPageParam: '', getNextPageParam: (last) => last.next, staleTime: 15_000,
    }),
    agents: () => queryOptions({ queryKey: ['agents'], queryFn: ({ signal }) => call(api.org.agents, {}, { signal }), staleTime: 60_000 }),
    teams: () => queryOptions({ queryKey: ['teams'], queryFn: ({ signal }) => call(api.org.teams, {}, { signal }), staleTime: 300_000 }),
    channels: () => queryOptions({ queryKey: ['channels'], queryFn: ({ signal }) => call(api.channels.list, {}, { signal }), staleTime: 10_000 }),
    types: () => queryOptions({ queryKey: ['types'], queryFn: ({ signal }) => call(api.tickets.types, {}, { signal }), staleTime: 300_000 }),
    macros: () => queryOptions({ queryKey: ['macros'], queryFn: ({ signal }) => call(api.automation.macros, {}, { signal }), staleTime: 60_000 }),
    templates: () => queryOptions({ queryKey: ['templates'], queryFn: ({ signal }) => call(api.conversations.templates, {}, { signal }), staleTime: 60_000 }),
  };
}
