import { type BulkRun, type BulkWork, bulkMost } from '@aftercare/contract/automation';
import { type Principal, actorOf, askerOf, may, principalOfAsker } from '../../platform/auth/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { type Loose, Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Org } from '../org/index.ts';
import { type Tickets, fillTemplate, wordsIn } from '../tickets/index.ts';
import { type Macros, changesFor } from './macros.ts';
import * as store from './store-bulk.ts';

const jobName = 'automation.bulk';
const chunk = 50;
/** What a run sends waits so long, so that stopping or undoing still helps. */
const undoSeconds = 60;
/** Ids of a view as its list shows them, most first. Answered by whoever knows views. */
export type IdsOfView = (principal: Principal, view: string, most: number) => Promise<number[]>;

const view = (b: store.BulkRow): Loose<BulkRun> => ({ id: b.id, at: b.at, by: b.principal.name, work: b.work, state: b.state, total: b.total, done: b.done, failed: b.failed, finishedAt: b.finishedAt, undoOf: b.undoOf, undoneBy: b.undoneBy });

/** One thing done with many tickets: in the background, a chunk per transaction, each ticket on its own; with a report and a way back. */
export function createBulk({ work: db, clock, jobs }: Pick<Platform, 'work' | 'clock' | 'jobs'>, org: Pick<Org, 'company'>, tickets: Tickets, conversations: Conversations, macros: Macros) {
  let idsOfView: IdsOfView = () => Promise.resolve([]);
  const own = async (handle: Handle, who: Principal, id: number): Promise<store.BulkRow> => {
    const row = await store.findBulk(handle, id);
    if (!row || row.principal.kind !== who.kind || row.principal.id !== who.id) throw new Refusal('not-found');
    return row;
  };

  async function start(tx: Tx, who: Principal, input: { work: BulkWork; ids?: readonly number[] | undefined; view?: string | undefined; childrenOf?: number | undefined }): Promise<Loose<BulkRun>> {
    const { work } = input;
    if (work.kind === 'reply' && !may(who, 'tickets.reply')) throw new Refusal('not-allowed', { params: { right: 'tickets.reply' } });
    if (work.kind === 'reply' && work.text.zh.trim() === '' && work.text.en.trim() === '') throw new Refusal('invalid-input', { fields: [{ path: 'work.text', key: 'field.required' }] });
    const undone = work.kind === 'undo' ? await own(tx, who, work.runId) : null;
    if (undone && ((await store.lockBulk(tx, undone.id))?.undoneBy || undone.work.kind === 'undo' || !['done', 'stopped'].includes(undone.state))) throw new Refusal('conflict', { key: 'tickets.not-undoable' });
    if (input.childrenOf) await tickets.load(tx, who, input.childrenOf);
    const ids = input.childrenOf ? await tickets.relations.openChildren(tx, input.childrenOf, tickets.visible(who), bulkMost) : input.ids ? [...new Set(input.ids)] : null;
    if (!undone && !input.view && (ids === null || ids.length === 0)) throw new Refusal('invalid-input', { fields: [{ path: 'ids', key: 'field.required' }] });
    const id = await store.insertBulk(tx, { at: clock.now(), agentId: who.kind === 'agent' ? who.id : null, principal: askerOf(who), work, view: ids ? null : (input.view ?? null), undoOf: undone?.id ?? null });
    if (undone) await store.copyDone(tx, id, undone.id);
    else if (ids) await store.addItems(tx, id, ids);
    await jobs.enqueue(tx, jobName, { runId: id });
    return view((await store.findBulk(tx, id)) as store.BulkRow);
  }

  /** One ticket of a run. @throws Refusal what stands in the way */
  async function one(tx: Tx, who: Principal, work: BulkWork, item: store.ItemRow, fill: (ticketId: number, text: { zh: string; en: string }) => Promise<string>): Promise<Pick<store.ItemDone, 'changeIds' | 'messageId'> & { refused?: Refusal }> {
    const options = { actor: actorOf(who), visible: tickets.visible(who) };
    const { ticketId } = item;
    if (work.kind === 'change') {
      const { addTags, removeTags, ...plain } = work.changes;
      const ticket = addTags || removeTags ? await tickets.load(tx, who, ticketId) : { tags: [] };
      const { changeId } = await tickets.change(tx, ticketId, { ...plain, ...changesFor({ ...(addTags ? { addTags } : {}), ...(removeTags ? { removeTags } : {}) }, ticket, who, clock.now()) }, options);
      return { changeIds: changeId ? [changeId] : [], messageId: null };
    }
    if (work.kind === 'macro') {
      const done = await macros.apply(tx, who, ticketId, work.macroId, undoSeconds);
      // A text for the composer has no composer here: it is a draft for whoever opens the ticket.
      if (done.text !== null && who.kind === 'agent') await conversations.saveDraft(who.id, ticketId, { text: done.text, kind: 'reply', files: [] }, tx);
      return { changeIds: done.changeIds, messageId: done.messageId };
    }
    if (work.kind === 'reply') {
      const before = await tickets.lastChangeId(tx, ticketId);
      const message = await tickets.reply(tx, who, ticketId, { text: await fill(ticketId, work.text), files: [], undoSeconds, then: work.after });
      return { changeIds: await tickets.changesSince(tx, ticketId, before), messageId: message.id };
    }
    for (const changeId of item.changeIds.toReversed()) await tickets.undo(tx, ticketId, changeId, options);
    const { messageId } = item;
    // What has left stays with the customer, and the report says so; the fields go back all the same.
    const refused = messageId ? await tx.nested(() => conversations.recall(tx, messageId, options.actor)).then(() => undefined, (error: unknown) => { if (error instanceof Refusal) return error; throw error; }) : undefined;
    return { changeIds: item.changeIds, messageId, ...(refused ? { refused } : {}) };
  }

  const job: Job<{ runId: number }> = {
    name: jobName, attempts: 25,
    async handle({ runId }) {
      const row = await store.findBulk(db, runId);
      if (!row) return;
      const who = principalOfAsker(row.principal);
      if (row.state === 'gathering') {
        // A view that is gone meanwhile has no tickets.
        const ids = await idsOfView(who, row.view ?? '', bulkMost).catch((error: unknown) => { if (error instanceof Refusal) return [] as number[]; throw error; });
        await db.tx(async (tx) => {
          const now = await store.lockBulk(tx, runId);
          if (now?.state !== 'gathering') return;
          await store.addItems(tx, runId, ids);
          if (ids.length === 0) await store.setBulkState(tx, runId, 'done', clock.now());
        });
      }
      for (let goesOn = true; goesOn; ) {
        goesOn = await db.tx(async (tx) => {
          // Twice at once would be twice done: whoever comes second finds the next chunk, or nothing.
          const run = await store.lockBulk(tx, runId);
          if (!run || run.state === 'stopped' || run.state === 'done' || run.state === 'gathering') return false;
          const items = await store.nextItems(tx, runId, chunk);
          if (items.length === 0) { await store.setBulkState(tx, runId, 'done', clock.now()); return false; }
          const company = await org.company(tx);
          const fill = async (ticketId: number, text: { zh: string; en: string }) => {
            const ticket = await tickets.load(tx, who, ticketId);
            return fillTemplate(wordsIn(text, ticket.language), { ticket, agentName: who.name, company, link: tickets.customerUrl(ticketId), now: clock.now() }).text;
          };
          const done: store.ItemDone[] = [];
          for (const item of items) {
            try {
              const { refused, ...came } = await tx.nested(() => one(tx, who, run.work, item, fill));
              done.push({ n: item.n, state: refused ? 'failed' : 'done', code: refused?.code ?? null, key: refused?.detail.key ?? null, params: refused?.detail.params ?? null, ...came });
            } catch (error) {
              if (!(error instanceof Refusal)) throw error;
              done.push({ n: item.n, state: 'failed', code: error.code, key: error.detail.key ?? null, params: error.detail.params ?? null, changeIds: item.changeIds, messageId: item.messageId });
            }
          }
          await store.saveItems(tx, runId, done, clock.now());
          return true;
        });
      }
    },
  };

  return {
    start, job,
    /** Called once by the composition root. */
    useViews(of: IdsOfView) { idsOfView = of; },
    find: async (handle: Handle, who: Principal, id: number) => view(await own(handle, who, id)),
    latest: async (handle: Handle, who: Principal) => (who.kind === 'agent' ? (await store.bulksOf(handle, who.id)).map(view) : []),
    async stop(tx: Tx, who: Principal, id: number) {
      await own(tx, who, id);
      await store.lockBulk(tx, id);
      await store.setBulkState(tx, id, 'stopped', clock.now());
      return view((await store.findBulk(tx, id)) as store.BulkRow);
    },
    async failures(handle: Handle, who: Principal, id: number, after: number, limit: number, language: string) {
      await own(handle, who, id);
      return (await store.failuresOf(handle, id, tickets.visible(who), after, limit)).map((f) => ({ n: f.n, ticketId: f.ticketId, subject: f.subject, code: f.code, detail: say(language, f.key ?? `problem.${f.code}`, f.params ?? {}) }));
    },
  };
}
export type Bulk = ReturnType<typeof createBulk>;
