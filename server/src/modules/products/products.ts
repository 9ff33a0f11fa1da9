import type { Entitlement } from '@aftercare/contract/entitlement';
import type { Principal } from '../../platform/auth/index.ts';
import type { Handle } from '../../platform/db/index.ts';
import { dayIn } from '../../platform/feel/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import { createCatalogue } from './catalogue.ts';
import { type EntitlementQuestion, createEntitlement } from './entitlement.ts';
import { identify } from './identify.ts';
import { createImports } from './imports.ts';
import type { Later } from './later.ts';
import { createPolicies } from './policies.ts';
import { createProofs } from './proofs.ts';
import { companyZone } from './store.ts';
import { type RateQuestion, faultRates } from './store-fault-rates.ts';
import { createUnits } from './units.ts';

/** What we make and sell, each piece in customers' hands, and what it is owed. */
export function createProducts(platform: Platform, customers: Customers, later: Later) {
  const { db, clock } = platform;
  const units = createUnits(platform, customers, later.ticketsVisible);
  const entitlements = createEntitlement(later.partFacts);
  return {
    ...createCatalogue(platform),
    ...units,
    ...createProofs(platform, units),
    ...createImports(platform, customers),
    policies: createPolicies(platform, entitlements),
    later,
    /** Refusal `not-found` where the caller may not see this customer. */
    assertCustomer: async (handle: Handle, principal: Principal, id: number): Promise<void> => { await customers.load(handle, principal, id); },
    /** What a number says by itself, and which units have it. */
    identify: (serial: string, handle: Handle = db) => identify(handle, serial),
    /**
     * What a unit is owed, until when, on what clause, and why not: the same at every door.
     * @throws Refusal `not-found`
     */
    entitlement: (handle: Handle, question: EntitlementQuestion): Promise<Entitlement> => entitlements.entitlement(handle, question),
    async faultRates(question: Omit<RateQuestion, 'today'>, handle: Handle = db) {
      const rows = await faultRates(handle, { ...question, today: dayIn(clock.now(), await companyZone(handle)) });
      return { by: question.by, items: rows.map((r) => ({ ...r, rate: r.units === 0 ? 0 : Math.round((r.faults / r.units) * 10_000) / 100 })) };
    },
  };
}
export type Products = ReturnType<typeof createProducts>;
