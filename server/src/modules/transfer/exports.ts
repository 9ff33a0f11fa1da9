import type { ExportForm, ExportRun, ExportWhat } from '@aftercare/contract/exports';
import { type Principal, actorOf, need } from '../../platform/auth/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { signFileUrl } from '../../platform/files/index.ts';
import { type Loose, Refusal } from '../../platform/http/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Audit } from '../audit/index.ts';
import { askerOf, principalOf } from './asker.ts';
import { type GatherNeeds, type Gathered, gather } from './gather.ts';
import * as store from './store-exports.ts';
import { writeArchive } from './write-archive.ts';
import { writeLines, writeTable } from './write-table.ts';

const jobName = 'transfer.export';
const keptMs = 7 * 86_400_000;
const linkMs = 5 * 60_000;
const largest = 64 * 1024 ** 3;
const atOnce = 3;
class Stopped extends Error {}
const view = (r: store.ExportRow): Loose<ExportRun> => ({ id: r.id, at: r.at, by: r.actor.name, what: r.what, form: r.form, view: r.view, state: r.state, done: r.done, total: r.total, counts: r.counts, size: r.size, error: r.error, finishedAt: r.finishedAt, expiresAt: r.expiresAt, ready: r.fileId !== null });

/** What somebody sees, written into one file in the background: within their rows, with what is masked for them masked; who asked and who fetched it is in the audit trail. */
export function createExports(platform: Platform, audit: Audit, needs: Omit<GatherNeeds, 'db' | 'files'>, version: string) {
  const { db, work, clock, jobs, files, secrets, log } = platform;
  const own = async (who: Principal, id: number) => {
    const row = await store.findMine(db, who, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };

  /** Counts what passes by and tells it, at most twice a second. */
  async function* counted(pieces: AsyncIterable<Gathered>, run: store.ExportRow): AsyncGenerator<Gathered> {
    const counts: Record<string, number> = {};
    let [total, told] = [0, 0];
    const main = run.what === 'customers' ? 'customer' : 'ticket';
    for await (const piece of pieces) {
      if (piece.kind === 'total') total = piece.total;
      if (piece.kind === 'records') counts[piece.of] = (counts[piece.of] ?? 0) + piece.list.length;
      if (piece.kind === 'bytes') counts['file'] = (counts['file'] ?? 0) + 1;
      if (performance.now() - told > 500) { told = performance.now(); if (!(await store.progress(work, run.id, { done: Math.min(counts[main] ?? 0, total), total, counts }))) throw new Stopped(); }
      yield piece;
    }
    if (!(await store.progress(work, run.id, { done: total, total, counts }))) throw new Stopped();
  }

  async function write(run: store.ExportRow): Promise<void> {
    const who = principalOf(run.principal);
    const isArchive = run.form === 'archive' || run.what === 'everything';
    const pieces = counted(gather({ ...needs, db: work, files }, who, { what: run.what, view: run.view, bytes: run.form === 'archive' }), run);
    const bytes = run.form === 'jsonl' ? writeLines(pieces) : isArchive ? writeArchive(pieces, { what: run.what, view: run.view, at: clock.now(), version, form: run.form === 'csv' ? 'csv' : 'jsonl', language: run.language }) : writeTable(pieces, run.what === 'customers' ? 'customer' : 'ticket', run.language);
    const ending = run.form === 'jsonl' ? 'jsonl' : isArchive ? 'tar.gz' : 'csv';
    const name = `aftercare-${run.what}-${clock.now().toISOString().slice(0, 10)}-${run.id}.${ending}`;
    const stored = await files.put(bytes, { name, declaredType: ending === 'csv' ? 'text/csv' : ending === 'jsonl' ? 'application/x-ndjson' : 'application/gzip', maxBytes: largest, owner: `export:${run.id}`, claimed: true });
    const done = await store.finish(work, run.id, { fileId: stored.id, size: stored.size, at: clock.now(), expiresAt: new Date(clock.now().getTime() + keptMs) });
    if (!done) await files.remove(stored.id);
  }

  const job: Job<{ id: number }> = {
    name: jobName, attempts: 5,
    async handle({ id }) {
      const run = await store.findExport(work, id);
      if (!run || (run.state !== 'waiting' && run.state !== 'running')) return;
      try { await write(run); } catch (error) {
        if (error instanceof Stopped) return;
        if (error instanceof Refusal) { await store.fail(work, id, 'failed', error.code, clock.now()); return; }
        throw error;
      }
    },
  };
  const sweep: Job<unknown> = {
    name: 'transfer.sweep', cron: '*/10 * * * *',
    async handle() {
      for (const old of await store.expired(work, clock.now())) {
        await store.forgetFile(work, old.id);
        await files.remove(old.fileId).catch((error: unknown) => log.warn({ err: error }, 'the file of an old export was not removed'));
      }
    },
  };

  return {
    jobs: [job as Job<never>, sweep as Job<never>],
    async start(tx: Tx, who: Principal, input: { what: ExportWhat; form: ExportForm; view: string | null }, language: 'zh-CN' | 'en') {
      if (input.what !== 'customers') need(who, 'tickets.read');
      if (input.what !== 'tickets') need(who, 'customers.read');
      if (input.view !== null && input.what !== 'tickets') throw new Refusal('invalid-input', { fields: [{ path: 'view', key: 'field.choice' }] });
      if ((await store.underWay(tx, who)) >= atOnce) throw new Refusal('conflict', { key: 'transfer.too-many' });
      if (input.view !== null) await needs.idsOfView(input.view, who);
      const id = await store.insertExport(tx, { at: clock.now(), principal: askerOf(who), actor: actorOf(who), language, ...input });
      await audit.record(tx, { actor: actorOf(who), action: 'export.asked', subject: `export:${id}`, after: { ...input } });
      await jobs.enqueue(tx, jobName, { id }, { key: `${jobName} ${id}`, attempts: 5 });
      return view((await store.findExport(tx, id)) as store.ExportRow);
    },
    get: async (who: Principal, id: number) => view(await own(who, id)),
    list: async (who: Principal, before: number | null, limit: number) => (await store.listMine(db, who, before, limit)).map(view),
    async stop(who: Principal, id: number) {
      await own(who, id);
      await store.fail(db, id, 'stopped', null, clock.now());
      return view(await own(who, id));
    },
    async link(tx: Tx, who: Principal, id: number) {
      const run = await own(who, id);
      const file = run.fileId === null ? undefined : await files.find(run.fileId);
      if (!file) throw new Refusal('not-found', { key: 'transfer.gone' });
      await audit.record(tx, { actor: actorOf(who), action: 'export.fetched', subject: `export:${id}`, after: { name: file.name, size: file.size } });
      return { url: signFileUrl(secrets.key('file-url'), file.key, new Date(clock.now().getTime() + linkMs)) };
    },
    async remove(tx: Tx, who: Principal, id: number): Promise<number | null> {
      const run = await own(who, id);
      await store.fail(tx, id, 'stopped', null, clock.now());
      await store.deleteExport(tx, id);
      return run.fileId;
    },
  };
}
export type Exports = ReturnType<typeof createExports>;
