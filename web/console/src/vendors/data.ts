import { api } from '@aftercare/contract';
import { type Currency, formatMoney } from '@aftercare/contract/money';
import { useApi } from '@aftercare/ui';
import type { Tone } from '@aftercare/ui';
import { useMemo } from 'react';

/** What pages of vendors ask the server. */
export function useVendors() {
  const { call } = useApi();
  return useMemo(() => ({
    list: { queryKey: ['vendors'], queryFn: () => call(api.vendors.list, {}) },
    one: (id: number) => ({ queryKey: ['vendors', id], queryFn: () => call(api.vendors.get, { params: { id } }) }),
    jobs: (filter: { vendorId?: number; state?: 'open' }) => ({ queryKey: ['vendors', 'jobs', filter], queryFn: () => call(api.vendors.jobs, { query: { limit: 100, ...filter } }) }),
    job: (id: number) => ({ queryKey: ['vendors', 'job', id], queryFn: () => call(api.vendors.job, { params: { id } }) }),
    ofTicket: (id: number) => ({ queryKey: ['ticket-vendors', id], queryFn: () => call(api.vendors.ofTicket, { params: { id } }) }),
    settlements: (vendorId?: number) => ({ queryKey: ['vendors', 'settlements', vendorId ?? 0], queryFn: () => call(api.vendors.settlements, { query: vendorId ? { vendorId } : {} }) }),
    me: { queryKey: ['my-vendor'], queryFn: () => call(api.vendorDesk.me, {}) },
    mine: (part: 'offers' | 'open' | 'done') => ({ queryKey: ['my-vendor', part], queryFn: () => call(api.vendorDesk.jobs, { query: { part, limit: 100 } }) }),
    myJob: (id: number) => ({ queryKey: ['my-vendor', 'job', id], queryFn: () => call(api.vendorDesk.job, { params: { id } }) }),
    mySettlements: { queryKey: ['my-vendor', 'settlements'], queryFn: () => call(api.vendorDesk.settlements, {}) },
  }), [call]);
}
export const kinds = ['on-site', 'depot-repair', 'installation', 'inspection', 'maintenance', 'refurbish'] as const;
export const money = (amountMinor: number | null, currency: string, language: string): string => (amountMinor === null ? '–' : formatMoney(amountMinor, currency as Currency, language));
export const percent = (share: number | null, language: string): string => (share === null ? '–' : new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share));
/** How a state looks; the word stands beside it. */
export const jobTones: Readonly<Record<string, Tone>> = { offered: 'wait', accepted: 'accent', working: 'accent', done: 'due', checked: 'done', disputed: 'late', cancelled: 'plain', nobody: 'late' };
export const settlementTones: Readonly<Record<string, Tone>> = { draft: 'plain', approved: 'wait', paid: 'done' };
