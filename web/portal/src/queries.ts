import { dispatch } from '@aftercare/contract/dispatch';
import { type PortalTicket, portal } from '@aftercare/contract/portal';
import { portalHome } from '@aftercare/contract/portal-home';
import { repairs } from '@aftercare/contract/repairs';
import { ticketFields } from '@aftercare/contract/ticket-fields';
import type { CallOutput } from '@aftercare/contract';
import { ApiError } from '@aftercare/contract/client';
import { useApi } from '@aftercare/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { knownVisitor } from './account/visitor.ts';
import { nextPromise } from './ticket/journey.ts';

/** While a ticket's page is in front, it looks for news this often. The browser revalidates by ETag, so most looks cost nothing. */
const lookEvery = 10_000;
/** Where something has just happened, more follows soon: it looks more often then. */
const lively = { every: 3_000, forMs: 120_000 };
const newest = (ticket: PortalTicket): number => Math.max(...[...ticket.steps, ...ticket.messages].map((one) => (one.at ? Date.parse(one.at) : 0)));
/** A new ticket gets its promise within moments; until then it looks more often, for a while. */
const lookSoon = { every: 1_000, times: 8 };

/** What the portal shows to everybody. */
export function useCompany() {
  const { call } = useApi();
  return useQuery({ queryKey: ['company'], queryFn: ({ signal }) => call(portal.company, {}, { signal }), staleTime: 60_000 });
}

/** What the form for a type asks, by what is filled in so far. */
export function useForm(type: string, fields: Readonly<Record<string, string | number | boolean | null>>) {
  const { call } = useApi();
  return useQuery({ queryKey: ['form', type, fields], queryFn: ({ signal }) => call(ticketFields.customerForm, { body: { type, fields: { ...fields } } }, { signal }), enabled: type !== '', staleTime: 60_000, placeholderData: (before) => before });
}

/** The customer's page of a ticket; names in it depend on the language. */
export function useTicket(id: number, token: string | undefined) {
  const { call } = useApi();
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: ['ticket', id, token ?? null, i18n.language],
    queryFn: ({ signal }) => call(portal.ticket, { params: { id }, query: token ? { token } : {} }, { signal }),
    refetchInterval: ({ state }) => {
      if (state.error instanceof ApiError && state.error.problem.status < 500) return false;
      return state.data?.status === 'new' && nextPromise(state.data.steps) === null && state.dataUpdateCount < lookSoon.times ? lookSoon.every : state.data && Date.now() - newest(state.data) < lively.forMs ? lively.every : lookEvery;
    },
    enabled: Number.isInteger(id) && id > 0,
  });
}

/** My tickets; asks only where somebody has signed in on this device. */
export function useMine(enabled = knownVisitor() !== null) {
  const { call } = useApi();
  return useOwn(['mine'], (signal) => call(portal.mine, {}, { signal }), { enabled });
}

export type GuideAnswer = CallOutput<typeof repairs.guide>;
/** Troubleshooting for a product and what its unit is owed; asked once both stand still. */
export function useGuide(product: string, serial: string) {
  const { call } = useApi();
  const { i18n } = useTranslation();
  return useQuery({ queryKey: ['guide', product, serial, i18n.language], enabled: product.trim().length > 1 || serial.trim().length > 4, staleTime: 300_000, queryFn: ({ signal }) => call(repairs.guide, { query: { product: product.trim(), serial: serial.trim() } }, { signal }) });
}

/** What asks with the session of whoever signed in here. */
function useOwn<T>(key: readonly unknown[], ask: (signal: AbortSignal) => Promise<T>, more: { readonly enabled?: boolean; readonly every?: number } = {}) {
  return useQuery({ queryKey: key, enabled: more.enabled ?? true, ...(more.every ? { refetchInterval: more.every } : {}), queryFn: ({ signal }) => ask(signal) });
}
/** Everything of mine at a glance. */
export function useHome(enabled = true) {
  const { call } = useApi();
  return useOwn(['home'], (signal) => call(portalHome.home, {}, { signal }), { enabled, every: 30_000 });
}
export function useUnit(id: number) {
  const { call } = useApi();
  return useOwn(['unit', id], (signal) => call(portalHome.unit, { params: { id } }, { signal }), { enabled: Number.isInteger(id) && id > 0 });
}
/** Lists that may be long, a page at a time. */
export function useUnits() {
  const { call } = useApi();
  return useInfiniteQuery({ queryKey: ['units'], initialPageParam: undefined as string | undefined, queryFn: ({ pageParam, signal }) => call(portalHome.units, { query: { after: pageParam } }, { signal }), getNextPageParam: (page) => page.next ?? undefined });
}
export function usePapers() {
  const { call } = useApi();
  return useInfiniteQuery({ queryKey: ['papers'], initialPageParam: undefined as string | undefined, queryFn: ({ pageParam, signal }) => call(portalHome.papers, { query: { after: pageParam, limit: 30 } }, { signal }), getNextPageParam: (page) => page.next ?? undefined });
}
/** Visits of one request, for its customer. */
export function useVisitsOf(ticketId: number, token: string | undefined) {
  const { call } = useApi();
  return useQuery({ queryKey: ['visits', ticketId, token ?? null], refetchInterval: 20_000, queryFn: ({ signal }) => call(dispatch.customerVisits, { params: { id: ticketId }, query: token ? { token } : {} }, { signal }) });
}
