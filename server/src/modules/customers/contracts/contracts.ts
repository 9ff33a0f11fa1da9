import type { Contract } from '@aftercare/contract/customers';
import { type Principal, actorOf } from '../../../platform/auth/index.ts';
import { type Actor, systemActor } from '../../../platform/bus/index.ts';
import type { Handle, Tx } from '../../../platform/db/index.ts';
import { dayIn } from '../../../platform/feel/index.ts';
import { fileInfo, filePath } from '../../../platform/files/index.ts';
import { type Loose, Refusal } from '../../../platform/http/index.ts';
import type { Job } from '../../../platform/jobs/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import { CustomerChanged } from '../events.ts';
import * as store from './store-contracts.ts';

interface ContractWrite extends Omit<store.ContractWrite, 'files'> { readonly fileIds: readonly number[] }

/** What companies were promised, from when until when; kept on everybody below them as tier and service level, which policies and queues look at. */
export function createContracts({ work, bus, clock, files }: Pick<Platform, 'work' | 'bus' | 'clock' | 'files'>, zone: (handle: Handle) => Promise<string>) {
  const today = async (handle: Handle) => dayIn(clock.now(), await zone(handle));
  /** Works out anew what contracts give to these and all below them. */
  async function serve(tx: Tx, ids: readonly number[], actor: Actor = systemActor): Promise<void> {
    if (ids.length === 0 || !(await store.anyContract(tx))) return;
    const changed = await store.serve(tx, ids);
    await bus.publishAll(tx, changed.map((c) => ({ type: CustomerChanged, stream: `customer:${c.id}`, payload: { customerId: c.id, fields: ['contract', ...(c.tierChanged ? ['tier'] : [])] }, actor })));
  }
  const view = async ({ files: ids, ...row }: store.ContractRow): Promise<Loose<Contract>> => ({ ...row, files: (await Promise.all(ids.map((id) => files.find(id)))).flatMap((f) => (f ? [fileInfo(f, filePath(f.key))] : [])) });
  const found = async (handle: Handle, id: number) => { const row = await store.findContract(handle, id); if (!row) throw new Refusal('not-found'); return row; };
  async function settle(tx: Tx, id: number, actor: Actor) {
    const { customerId } = await found(tx, id);
    await store.turnContracts(tx, await today(tx), id);
    await serve(tx, [customerId], actor);
    return view(await found(tx, id));
  }
  /** New papers become the contract's; those it has stay. */
  async function papers(tx: Tx, principal: Principal, ids: readonly number[], had: readonly number[]): Promise<number[]> {
    const fresh = await Promise.all(ids.filter((id) => !had.includes(id)).map((id) => files.find(id)));
    if (fresh.some((f) => !f)) throw new Refusal('not-found');
    if (fresh.length > 0) await files.claim(tx, fresh.flatMap((f) => (f ? [f.key] : [])), `${principal.kind}:${principal.id}`);
    return [...ids];
  }
  const assertSpan = (w: ContractWrite) => { if (w.endsOn !== null && w.endsOn < w.startsOn) throw new Refusal('invalid-input', { fields: [{ path: 'endsOn', key: 'customers.ends-before' }] }); };
  const taken = () => new Refusal('invalid-input', { fields: [{ path: 'number', key: 'customers.contract-number-taken' }] });

  const job: Job<unknown> = {
    name: 'customers.contracts', cron: '7 * * * *',
    handle: () => work.tx(async (tx) => { await serve(tx, [...new Set((await store.turnContracts(tx, await today(tx), null)).map((c) => c.customerId))]); }),
  };
  return {
    job, serve, found,
    of: async (handle: Handle, customerId: number) => Promise.all((await store.contractsOf(handle, customerId)).map(view)),
    async create(tx: Tx, principal: Principal, customerId: number, { fileIds, ...w }: ContractWrite) {
      assertSpan({ fileIds, ...w });
      const id = await store.insertContract(tx, customerId, { ...w, files: await papers(tx, principal, fileIds, []) });
      if (id === undefined) throw taken();
      return settle(tx, id, actorOf(principal));
    },
    async update(tx: Tx, principal: Principal, id: number, { fileIds, ...w }: ContractWrite, version: number | null) {
      assertSpan({ fileIds, ...w });
      const before = await found(tx, id);
      if (await tx.nested(() => papers(tx, principal, fileIds, before.files).then((ids) => store.updateContract(tx, id, { ...w, files: ids }, version))).catch((error: unknown) => { if ((error as { code?: string }).code === '23505') throw taken(); throw error; }) === 0) throw new Refusal('stale-version');
      return settle(tx, id, actorOf(principal));
    },
    async end(tx: Tx, principal: Principal, id: number) {
      await store.endContract(tx, id, clock.now());
      return settle(tx, id, actorOf(principal));
    },
    members: store.membersOf, above: store.above, treeBelow: store.treeBelow, isPaper: store.isPaper,
    /** Refuses a company above itself. */
    async assertAbove(tx: Tx, id: number, companyId: number | null): Promise<void> {
      if (companyId !== null && (await store.isBelow(tx, companyId, id))) throw new Refusal('invalid-input', { fields: [{ path: 'companyId', key: 'customers.company-circle' }] });
    },
  };
}
export type Contracts = ReturnType<typeof createContracts>;
