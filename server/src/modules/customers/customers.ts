import type { IdentityKind } from '@aftercare/contract/customers';
import type { Principal } from '../../platform/auth/index.ts';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { createConsent } from './consent.ts';
import { createCountries } from './countries/countries.ts';
import { createContracts } from './contracts/contracts.ts';
import { CustomerChanged } from './events.ts';
import { findOrCreateMany } from './many.ts';
import { type Proof, type Reason, createMerging } from './merge.ts';
import { normalNumber, normalizeIdentity } from './normalize.ts';
import { createProposals } from './proposals.ts';
import { type BroughtTraits, companiesNamed, fillTraits } from './store-bring-in.ts';
import * as store from './store.ts';

export type CustomerRow = store.CustomerRow;
export interface Address { readonly kind: IdentityKind; readonly value: string; readonly verified?: boolean }
export interface Person { readonly name: string; readonly language: 'zh-CN' | 'en'; readonly addresses: readonly Address[] }

/** People and companies we serve, and the addresses by which we know them. */
export function createCustomers(platform: Pick<Platform, 'db' | 'work' | 'bus' | 'clock' | 'files'>, zone: (handle: Handle) => Promise<string> = () => Promise.resolve('Asia/Shanghai')) {
  const { db, bus } = platform;
  const countries = createCountries(platform);
  const merging = createMerging(platform);
  const proposals = createProposals(platform, merging);
  const contracts = createContracts(platform, zone);
  merging.useServing((tx, ids) => contracts.serve(tx, ids));
  const changed = (tx: Tx, id: number, fields: string[], actor: Actor) => bus.publish(tx, CustomerChanged, { stream: `customer:${id}`, payload: { customerId: id, fields }, actor });
  // Told by tickets, which stand above: who sees a request sees whose it is.
  let askers: (principal: Principal) => Sql = store.nobody;
  const visible = (principal: Principal) => store.visibleTo(principal, askers);
  const load = async (handle: Handle, principal: Principal, id: number): Promise<CustomerRow> => {
    const row = await store.findCustomer(handle, id, visible(principal));
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const found = async (handle: Handle, id: number) => {
    const row = await store.findCustomer(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const clean = (addresses: readonly Address[]) => {
    const seen = new Map<string, store.NewIdentity>();
    for (const a of addresses) {
      const value = normalizeIdentity(a.kind, a.value);
      if (value) seen.set(`${a.kind}:${value}`, { kind: a.kind, value, verified: a.verified ?? false });
    }
    return [...seen.values()];
  };

  return {
    get: (id: number, handle: Handle = db) => store.findCustomer(handle, id),
    list: (principal: Principal, options: { q?: string | undefined; kind?: 'person' | 'company' | undefined; before: number | null; limit: number; within?: Sql }) => store.listCustomers(db, { ...options, visible: visible(principal), whole: principal.masked?.has('phone') ?? false }),
    /** In the order of these ids. */
    many: (handle: Handle, ids: readonly number[]) => store.findCustomers(handle, ids),
    /** Tags set and taken away; tells when something changed. */
    async tagging(tx: Tx, id: number, add: readonly string[], remove: readonly string[], actor: Actor): Promise<void> { if ((await store.retag(tx, id, add, remove)) > 0) await changed(tx, id, ['tags'], actor); },
    /** The customer when this caller may see them; `not-found` otherwise. */
    load,
    /** Condition on alias `c` for lists. */
    visible,
    /** Condition on `c`: has a ticket that the caller sees. */
    seenBy(condition: (principal: Principal) => Sql): void { askers = condition; },

    /** Id of the customer with this address; undefined when nobody has it. */
    async byAddress(address: Address, handle: Handle = db): Promise<number | undefined> {
      const identities = clean([address]);
      return identities.length > 0 ? (await store.findByIdentities(handle, identities))[0]?.customerId : undefined;
    },
    /**
     * The customer with one of these addresses (mail before phone before others), or a new one; addresses nobody has yet are
     * added. Ten callers with the same address at the same moment get the same customer.
     */
    async findOrCreate(tx: Tx, person: Person): Promise<{ id: number; isNew: boolean }> {
      return (await findOrCreateMany(tx, [person], clean, merging))[0] ?? { id: 0, isNew: false };
    },
    /** As `findOrCreate`, for many in a constant number of statements; see `many.ts` for what they may share. */
    findOrCreateMany: (tx: Tx, people: readonly Person[]) => findOrCreateMany(tx, people, clean, merging),

    /** Companies by their very name, where that is all that is known of them. */
    companiesNamed: async (tx: Tx, names: readonly string[]) => new Map(names.length === 0 ? [] : (await companiesNamed(tx, names)).map((c) => [c.name, c.id])),
    /** What was known elsewhere of people who have just been made. */
    fillTraits: async (tx: Tx, list: readonly BroughtTraits[]) => { if (list.length > 0) await fillTraits(tx, list); },

    /** They have shown that this address is theirs. */
    confirm: (tx: Tx, id: number, address: Address) => store.insertIdentities(tx, id, clean([{ ...address, verified: true }])),

    async create(tx: Tx, input: { name: string; identities: readonly Address[] } & store.CustomerPatch): Promise<CustomerRow> {
      const { id, isNew } = await this.findOrCreate(tx, { name: input.name, language: (input.language as 'zh-CN' | 'en' | undefined) ?? 'zh-CN', addresses: input.identities });
      const number = typeof input.number === 'string' ? normalNumber(input.number) : undefined;
      if (isNew && number && (await store.numberTaken(tx, number, id))) throw new Refusal('invalid-input', { fields: [{ path: 'number', key: 'field.number-taken' }] });
      if (isNew) await store.patchCustomer(tx, id, { ...input, ...(number === undefined ? {} : { number }) }, null);
      if (isNew) await changed(tx, id, ['created'], systemActor);
      if (isNew && input.companyId) await contracts.serve(tx, [id]);
      return found(tx, id);
    },
    async update(tx: Tx, id: number, patch: store.CustomerPatch, version: number | null, actor: Actor): Promise<CustomerRow> {
      await found(tx, id);
      const number = typeof patch.number === 'string' ? normalNumber(patch.number) : undefined;
      if (number && (await store.numberTaken(tx, number, id))) throw new Refusal('invalid-input', { fields: [{ path: 'number', key: 'field.number-taken' }] });
      if (patch.companyId !== undefined) await contracts.assertAbove(tx, id, patch.companyId as number | null);
      if (!(await store.patchCustomer(tx, id, { ...patch, ...(number === undefined ? {} : { number }) }, version))) throw new Refusal('stale-version');
      await changed(tx, id, Object.keys(patch), actor);
      if (patch.companyId !== undefined || patch.tier !== undefined) await contracts.serve(tx, [id], actor);
      return found(tx, id);
    },
    async addIdentity(tx: Tx, id: number, address: Address, actor: Actor): Promise<CustomerRow> {
      await found(tx, id);
      const [identity] = clean([address]);
      if (!identity) throw new Refusal('invalid-input', { fields: [{ path: 'value', key: 'field.invalid', params: { message: address.kind } }] });
      await store.lockIdentities(tx, [`${identity.kind}:${identity.value}`]);
      const owner = (await store.findByIdentities(tx, [identity]))[0]?.customerId;
      if (owner && owner !== id) throw new Refusal('conflict', { key: 'field.identity-taken' });
      await store.insertIdentities(tx, id, [identity]);
      await changed(tx, id, ['identities'], actor);
      return found(tx, id);
    },
    merging,
    proposals,
    contracts,
    countries,
    consent: createConsent(platform, countries),
    /** Addresses that one act proved to be one person's (an order paid with both, a code read there): their customers become one. Returns who it is now. */
    async prove(tx: Tx, addresses: readonly Address[], proof: Proof, reasons: readonly Reason[], actor: Actor): Promise<number | undefined> {
      const identities = clean(addresses);
      if (identities.length === 0) return undefined;
      await store.lockIdentities(tx, identities.map((i) => `${i.kind}:${i.value}`).sort());
      return merging.prove(tx, (await store.findByIdentities(tx, identities)).map((h) => h.customerId), proof, reasons, actor);
    },
    /** Something ties these two: with the same name they are one, otherwise a person is asked. */
    async sameOrLikely(tx: Tx, aId: number, bId: number, proof: Proof, value: string): Promise<void> {
      const reasons: Reason[] = [{ code: proof, value }];
      if (await store.sameName(tx, aId, bId)) await merging.prove(tx, [aId, bId], proof, reasons);
      else await proposals.propose(tx, [{ aId, bId, score: 70, reasons }]);
    },
    async removeIdentity(tx: Tx, id: number, identityId: number, actor: Actor): Promise<void> {
      if ((await store.deleteIdentity(tx, id, identityId)) === 0) throw new Refusal('not-found');
      await changed(tx, id, ['identities'], actor);
    },
  };
}
export type Customers = ReturnType<typeof createCustomers>;
