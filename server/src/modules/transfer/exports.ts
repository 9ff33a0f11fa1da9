import type { ExportForm, ExportRun, ExportWhat } from '@aftercare/contract/exports';
import { type Principal, actorOf, need } from '../../platform/auth/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { signFileUrl } from '../../platform/files/index.ts';
import { type Loose, Refusal } from '../../platform/http/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Audit } from '../audit/index.ts';
import { askerOf } from './asker.ts';
import type { GatherNeeds } from './gather.ts';
import { createPlans } from './shelves/plan.ts';
import { baseNames, shelfOf } from './shelves/shelves.ts';
import * as store from './store-exports.ts';
import { type PieceLimits, Stopped, createWriting } from './writing.ts';

const jobName = 'transfer.export';
const linkMs = 5 * 60_000;
const atOnce = 3;
const view = (r: store.ExportRow): Loose<ExportRun> => ({ id: r.id, at: r.at, by: r.actor.name, what: r.what, form: r.form, view: r.view, state: r.state, done: r.done, total: r.total, counts: r.counts, kinds: Object.keys({ ...r.counts, ...r.totals }).map((key) => ({ key, name: shelfOf.get(key)?.name ?? baseNames[key] ?? { zh: key, en: key }, done: r.counts[key] ?? 0, total: r.totals[key] ?? null })), size: r.size, error: r.error, finishedAt: r.finishedAt, expiresAt: r.expiresAt, ready: r.fileId !== null });

/** What somebody sees, written into one file in the background: within their rows, with what is masked for them masked; who asked and who fetched it is in the audit trail. */
export function createExports(platform: Platform, audit: Audit, needs: Omit<GatherNeeds, 'db' | 'files' | 'plans'>, version: string, limits?: PieceLimits) {
  const { db, work, clock, jobs, files, secrets, log } = platform;
  const own = async (who: Principal, id: number) => {
    const row = await store.findMine(db, who, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };

  const writing = createWriting(platform, { ...needs, plans: createPlans(work) }, version, limits);
  const job: Job<{ id: number }> = {
    name: jobName, attempts: 5,
    async handle({ id }) {
      const run = await store.findExport(work, id);
      if (!run || (run.state !== 'waiting' && run.state !== 'running')) return;
      try { await writing.write(run); } catch (error) {
        if (error instanceof Stopped) return;
        if (error instanceof Refusal) { await store.fail(work, id, 'failed', error.code, clock.now()); return; }
        throw error;
      }
    },
  };
  const sweep: Job<unknown> = {
    name: 'transfer.sweep', cron: '*/10 * * * *',
    async handle() {
      for (const { id } of await store.overWithParts(work)) await writing.clear(id);
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
