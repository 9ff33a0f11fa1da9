import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Customers } from '../customers/index.ts';
import { type Part, closureOf } from './closure.ts';
import { erase } from './erase.ts';
import { exportZip } from './export.ts';
import * as store from './store.ts';

export type { RequestRow } from './store.ts';

const jobName = 'privacy.carry-out';
const largest = 2 * 1024 * 1024 * 1024;
/** Facts about a row stand in the log under these words. */
const streamWords: Readonly<Record<string, string>> = { customer: 'customer', conversation: 'conversation', ticket: 'ticket', product_unit: 'unit', shop_order: 'order', visit: 'visit', repair: 'repair', return_order: 'return', counter_item: 'item', quote: 'quote', invoice: 'invoice', shipment: 'shipment', vendor_job: 'job' };
/** Columns that name files. */
export const fileColumns = [['customer_contract', 'files'], ['ticket_note', 'files'], ['visit_photo', 'file_id'], ['purchase_proof', 'files'], ['counter_item', 'photos'], ['counter_item', 'signature'], ['shipment', 'label_file_id'], ['visit', 'signature_file_id'], ['hotline_recording', 'file_id'], ['counter_custody', 'files'], ['vendor_job', 'files'], ['vendor_progress', 'files'], ['vendor_claim', 'files']] as const;
const numbersIn = (value: unknown): number[] => (Array.isArray(value) ? value.flatMap(numbersIn) : typeof value === 'number' ? [value] : value !== null && typeof value === 'object' && 'fileId' in value ? numbersIn((value as { fileId: unknown }).fileId) : []);

/** What we hold of one person: handed out, or forgotten. Work of minutes, done in the background, told as it goes. */
export function createPrivacy(platform: Platform, customers: Customers) {
  const { db, work, jobs, clock, files, log } = platform;

  async function everything(handle: Handle, customerId: number) {
    const root = (await customers.merging.current(customerId, handle)) ?? customerId;
    const ids = await customers.merging.tree(root, handle);
    const parts = await closureOf(handle, ids);
    const streams: string[] = [];
    const fileIds = new Set<number>((await store.ownFiles(handle, ids.map((id) => `customer:${id}`))).map((f) => f.id));
    for (const part of parts) {
      const word = streamWords[part.table];
      if (word) for (const id of await store.valuesOf(handle, part, 'id')) streams.push(`${word}:${String(id)}`);
      if (part.table === 'message') for (const v of await store.valuesOf(handle, part, 'attachments')) for (const id of numbersIn(v)) fileIds.add(id);
      for (const [table, column] of fileColumns) if (table === part.table) for (const v of await store.valuesOf(handle, part, column)) for (const id of numbersIn(v)) fileIds.add(id);
    }
    const ticketIds = streams.filter((name) => name.startsWith('ticket:')).map((name) => Number(name.slice(7)));
    // Tied to the person without a foreign key.
    const byStream: Part[] = [{ table: 'draft', column: 'ticket_id', values: ticketIds }, ...['process_instance', 'process_message'].map((table) => ({ table, column: 'stream', values: streams }))];
    return { ids, parts: [...parts, ...byStream], streams, fileIds: [...fileIds] };
  }

  async function run(id: number): Promise<void> {
    const request = await store.findRequest(work, id);
    if (!request || request.state === 'done') return;
    // Told on a line of its own, so that screens see it while the work is not committed yet.
    const tell = async (progress: number, step: string) => void (await store.moveOn(db, id, Math.floor(progress), step));
    await tell(1, 'customer');
    if (request.kind === 'export') {
      const all = await everything(work, request.customerId);
      const { zip, ...counts } = await exportZip(work, files, all.parts, all.fileIds, tell);
      const stored = await files.put(zip, { name: `customer-${request.customerId}.zip`, declaredType: 'application/zip', maxBytes: largest, owner: `privacy:${id}`, claimed: true });
      await store.finish(work, id, { at: clock.now(), counts, fileId: stored.id });
      return;
    }
    const { fileIds, counts } = await work.tx(async (tx) => {
      const all = await everything(tx, request.customerId);
      const { rows } = await erase(tx, { ...all, mask: `#${request.customerId}` }, tell);
      return { fileIds: all.fileIds, counts: { rows, tables: new Set(all.parts.map((p) => p.table)).size, files: all.fileIds.length } };
    });
    // What was handed out before is a copy of it all.
    const earlier = (await store.requestsOf(work, await customers.merging.tree(request.customerId, work))).flatMap((r) => (r.fileId ? [r.fileId] : []));
    await tell(96, 'file');
    for (const r of await store.requestsOf(work, [request.customerId])) if (r.fileId) await store.finish(work, r.id, { at: r.doneAt ?? clock.now(), counts: r.counts, fileId: null });
    for (const fileId of [...fileIds, ...earlier]) await files.remove(fileId);
    await store.finish(work, id, { at: clock.now(), counts, fileId: null });
  }

  const job: Job<{ id: number }> = {
    name: jobName, attempts: 3,
    handle: async ({ id }) => run(id).catch(async (error: unknown) => { log.error({ err: error, id }, 'a privacy request failed'); await store.fail(db, id, (error as Error).message); throw error; }),
  };

  return {
    job: job as Job<never>,
    /** Does what was asked, now. */
    carryOut: run,
    /** Starts it; refusal `conflict` while something is still owed to them that needs their name. */
    async ask(tx: Tx, customerId: number, kind: 'export' | 'erase', actor: Actor): Promise<store.RequestRow> {
      const root = await customers.merging.current(customerId, tx);
      if (root === undefined) throw new Refusal('not-found');
      if (kind === 'erase' && (await store.openTickets(tx, await customers.merging.tree(root, tx))) > 0) throw new Refusal('conflict', { key: 'privacy.open-tickets' });
      const id = await store.insertRequest(tx, { customerId: root, kind, askedBy: actor, at: clock.now() });
      await jobs.enqueue(tx, jobName, { id }, { key: `${jobName}:${id}` });
      return (await store.findRequest(tx, id)) as store.RequestRow;
    },
    find: (id: number) => store.findRequest(db, id),
    async of(customerId: number) { return store.requestsOf(db, await customers.merging.tree(customerId, db)); },
  };
}
export type Privacy = ReturnType<typeof createPrivacy>;
