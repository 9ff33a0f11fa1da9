import { api } from '@aftercare/contract';
import type { Order } from '@aftercare/contract/orders';
import type { FaultRates } from '@aftercare/contract/products';
import type { Call } from '@aftercare/ui';
import { useApi } from '@aftercare/ui';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { useMemo } from 'react';

export type { Entitlement, Remedy } from '@aftercare/contract/entitlement';
export type { Order } from '@aftercare/contract/orders';
export type { FaultRates, ImportReport, ModelPage, ModelRow, ProofInQueue, Unit, UnitPage } from '@aftercare/contract/products';
export type { PolicyPage, PolicyRow } from '@aftercare/contract/warranty';

function productQueries(call: Call) {
  const { products: p, warranty: w, orders: o } = api;
  return {
    models: (q: string) => queryOptions({ queryKey: ['models', q], queryFn: ({ signal }) => call(p.models, { query: { limit: 100, ...(q ? { q } : {}) } }, { signal }), staleTime: 60_000 }),
    model: (id: number) => queryOptions({ queryKey: ['model', id], queryFn: ({ signal }) => call(p.model, { params: { id } }, { signal }), staleTime: 30_000 }),
    partsOf: (modelId: number) => queryOptions({ queryKey: ['parts', 'of-model', modelId], queryFn: ({ signal }) => call(api.parts.list, { query: { model: modelId, limit: 100 } }, { signal }), staleTime: 60_000, retry: false }),
    skills: () => queryOptions({ queryKey: ['skills'], queryFn: ({ signal }) => call(api.org.skills, {}, { signal }), staleTime: 60_000 }),
    brands: () => queryOptions({ queryKey: ['brands'], queryFn: ({ signal }) => call(p.brands, {}, { signal }), staleTime: 300_000 }),
    units: (q: string) => infiniteQueryOptions({
      queryKey: ['units', 'found', q], queryFn: ({ pageParam, signal }) => call(p.units, { query: { limit: 30, ...(q ? { q } : {}), ...(pageParam ? { after: pageParam } : {}) } }, { signal }), initialPageParam: '', getNextPageParam: (last) => last.next, staleTime: 10_000,
    }),
    unitsOf: (customerId: number) => queryOptions({ queryKey: ['units', 'of', customerId], queryFn: ({ signal }) => call(p.units, { query: { customerId, limit: 50 } }, { signal }), staleTime: 10_000 }),
    unit: (id: number, on: string) => queryOptions({ queryKey: ['unit', id, on], queryFn: ({ signal }) => call(p.unit, { params: { id }, query: on ? { on } : {} }, { signal }), staleTime: 5000 }),
    serial: (serial: string) => queryOptions({ queryKey: ['serial', serial], enabled: serial.trim().length >= 4, queryFn: ({ signal }) => call(p.checkSerial, { params: { serial: serial.trim() } }, { signal }), staleTime: 10_000 }),
    proofs: () => queryOptions({ queryKey: ['proofs'], queryFn: ({ signal }) => call(p.proofs, { query: { limit: 50 } }, { signal }), staleTime: 5000 }),
    plans: () => queryOptions({ queryKey: ['warranty-plans'], queryFn: ({ signal }) => call(p.plans, {}, { signal }), staleTime: 60_000 }),
    rates: (by: FaultRates['by'], modelId: number | null) => queryOptions({ queryKey: ['fault-rates', by, modelId], queryFn: ({ signal }) => call(p.faultRates, { query: { by, ...(modelId ? { modelId } : {}) } }, { signal }), staleTime: 60_000 }),
    policies: () => queryOptions({ queryKey: ['policies'], queryFn: ({ signal }) => call(w.policies, {}, { signal }), staleTime: 10_000 }),
    policy: (id: number, version: number | null) => queryOptions({ queryKey: ['policies', id, version], queryFn: ({ signal }) => call(w.policy, { params: { id }, query: version ? { version } : {} }, { signal }), staleTime: 5000 }),
    acceptRule: () => queryOptions({ queryKey: ['accept-rule'], queryFn: ({ signal }) => call(w.acceptRule, {}, { signal }), staleTime: 30_000 }),
    orders: (f: { q: string; shop: string; status: string }) => infiniteQueryOptions({
      queryKey: ['orders', 'found', f], queryFn: ({ pageParam, signal }) => call(o.list, { query: { limit: 30, ...(f.q ? { q: f.q } : {}), ...(f.shop ? { shop: f.shop } : {}), ...(f.status ? { status: f.status as Order['status'] } : {}), ...(pageParam ? { after: pageParam } : {}) } }, { signal }), initialPageParam: '', getNextPageParam: (last) => last.next, staleTime: 10_000,
    }),
    order: (id: number) => queryOptions({ queryKey: ['orders', id], queryFn: ({ signal }) => call(o.get, { params: { id } }, { signal }), staleTime: 5000 }),
    shops: () => queryOptions({ queryKey: ['shops'], queryFn: ({ signal }) => call(o.shops, {}, { signal }), staleTime: 10_000 }),
    ordersOf: (customerId: number) => queryOptions({ queryKey: ['orders', 'of', customerId], queryFn: ({ signal }) => call(o.list, { query: { customerId, limit: 20 } }, { signal }), staleTime: 10_000 }),
  };
}
/** What the pages of products, units and warranty ask for. */
export function useProductQueries(): ReturnType<typeof productQueries> {
  const { call } = useApi();
  return useMemo(() => productQueries(call), [call]);
}
