import type { Principal } from '../../platform/auth/index.ts';
import type { ContractWrite, VendorWrite } from '@aftercare/contract/vendors';
import { newToken } from '../../platform/auth/index.ts';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import { createClaims } from './claims.ts';
import { type Wanted, covers } from './matching.ts';
import type { VendorPorts } from './ports.ts';
import { createSettlements } from './settlements.ts';
import * as store from './store.ts';
import { countMine, seesFile } from './store-desk.ts';
import * as jobs from './store-jobs.ts';
import { type ScoreRow, scores } from './store-money.ts';
import { createWork } from './work.ts';

/** Scorecards look back so far. */
const scoreDays = 90;

/** Companies that work for us: who they are, what was agreed, how they do. Their work itself is in `work`, money in `settlements`. */
export function createVendors(platform: Platform, org: Org, ports: VendorPorts) {
  const { db, clock, secrets } = platform;
  const load = async (handle: Handle, id: number) => {
    const row = await store.findVendor(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const contract = async (handle: Handle, id: number) => {
    const row = await store.findContract(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const scoresOf = async (ids: readonly number[], handle: Handle = db): Promise<Map<number, Omit<ScoreRow, 'vendorId'>>> => {
    const now = clock.now();
    const rows = await scores(handle, ids, new Date(now.getTime() - scoreDays * 86_400_000), now);
    return new Map(rows.map(({ vendorId, ...score }) => [vendorId, score]));
  };
  const scoreOf = async (id: number, handle: Handle = db) => {
    const score = (await scoresOf([id], handle)).get(id);
    if (!score) throw new Refusal('not-found');
    return score;
  };
  /** Contracts that cover a job, one per vendor, in the order they are asked. */
  const candidates = async (handle: Handle, wanted: Omit<Wanted, 'today'>) => {
    const today = await store.todayAt(handle, clock.now());
    const seen = new Set<number>();
    return (await store.offeredContracts(handle)).filter((c) => covers(c, { ...wanted, today }) && !seen.has(c.vendorId) && Boolean(seen.add(c.vendorId)));
  };
  const work = createWork(platform, ports, candidates);

  return {
    load,
    work,
    claims: createClaims(platform, work),
    settlements: createSettlements(platform),
    candidates,
    scoresOf,
    scoreOf,
    list: (handle: Handle = db) => store.listVendors(handle),
    /** Those the caller works with. */
    listFor: (principal: Principal, handle: Handle = db) => store.listVendors(handle, store.visibleTo(principal, ports.visible(principal))),
    /** The vendor when the caller works with them; `not-found` otherwise. */
    async loadFor(handle: Handle, principal: Principal, id: number): Promise<store.VendorRow> {
      const row = await store.findVendor(handle, id, store.visibleTo(principal, ports.visible(principal)));
      if (!row) throw new Refusal('not-found');
      return row;
    },
    contract: (id: number, handle: Handle = db) => store.findContract(handle, id),
    users: (id: number, handle: Handle = db) => store.usersOf(handle, id),
    /** Where they are rung up; null when they have no telephone or do not work with us now. */
    async phone(handle: Handle, id: number): Promise<string | null> {
      const row = await store.findVendor(handle, id);
      return row?.state === 'active' && row.phone !== '' ? row.phone : null;
    },
    contracts: (id: number, handle: Handle = db) => store.contractsOf(handle, id),
    counts: (id: number) => countMine(db, id, clock.now()),
    /** Whom somebody who signed in works for; undefined for our own people. */
    ofAgent: (agentId: number, handle: Handle = db) => store.vendorOfAgent(handle, agentId),
    seesFile: (vendorId: number, fileId: number) => seesFile(db, vendorId, fileId),

    async create(tx: Tx, input: VendorWrite) {
      const row = await store.insertVendor(tx, input);
      if (!row) throw new Refusal('conflict', { key: 'vendors.key-taken' });
      return load(tx, row.id);
    },
    async update(tx: Tx, id: number, input: VendorWrite) {
      const moved = await store.saveVendor(tx, id, input).catch((error: { code?: string }) => {
        throw error.code === '23505' ? new Refusal('conflict', { key: 'vendors.key-taken' }) : error;
      });
      if (moved === 0) throw new Refusal('not-found');
      return load(tx, id);
    },
    /** Key and secret of the signed API; the secret is in the answer and, encrypted, in the row. */
    async makeKey(tx: Tx, id: number) {
      await load(tx, id);
      const apiKey = `vk_${newToken(9)}`;
      const secret = `vs_${newToken(32)}`;
      await store.saveKey(tx, id, apiKey, secrets.encrypt(secret));
      return { apiKey, secret };
    },
    /** Vendor and secret of a key; undefined for unknown ones. */
    async ofKey(apiKey: string) {
      const row = await store.secretOfKey(db, apiKey);
      return row ? { id: row.id, name: row.name, secret: secrets.decrypt(row.secret) } : undefined;
    },
    /** Somebody of theirs gets a way in. @throws Refusal `conflict` when the address is somebody's already */
    async addUser(tx: Tx, id: number, person: { name: string; email: string; language: 'zh-CN' | 'en' }, actor: Actor = systemActor) {
      await load(tx, id);
      const added = await org.addAgent(tx, { ...person, roles: ['vendor'], capacity: 0 }, actor);
      await store.addUser(tx, id, added.id);
      return added;
    },
    /** An agent that exists works for this vendor. */
    linkUser: (tx: Tx, id: number, agentId: number) => store.addUser(tx, id, agentId),
    async addContract(tx: Tx, vendorId: number, input: ContractWrite) {
      await load(tx, vendorId);
      const row = await store.insertContract(tx, vendorId, input);
      return contract(tx, row?.id ?? 0);
    },
    async saveContract(tx: Tx, id: number, input: ContractWrite) {
      if ((await store.saveContract(tx, id, input)) === 0) throw new Refusal('not-found');
      return contract(tx, id);
    },
    /** The ticket came back, or its customer gave a mark: the last work that was checked on it answers for that. */
    reopened: (tx: Handle, ticketId: number) => jobs.markReopened(tx, ticketId),
    rated: (tx: Handle, ticketId: number, overall: number) => jobs.rate(tx, ticketId, overall),
  };
}
export type Vendors = ReturnType<typeof createVendors>;
