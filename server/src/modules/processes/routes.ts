import type { Principal } from '../../platform/auth/index.ts';
import { actorOf } from '../../platform/auth/index.ts';
import type { Handle } from '../../platform/db/index.ts';
import { Refusal, implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { processes as contract } from '@aftercare/contract/processes';
import { checkForm } from './forms.ts';
import type { ProcessEngine } from './processes.ts';

/** Who may see a subject: throws `not-found` for who may not. Given by the composition root, which knows tickets. */
export type MayRead = (handle: Handle, principal: Principal, stream: string) => Promise<void>;

/** Instances, steps and what tickets show of them. */
export function instanceRoutes({ db }: Pick<Platform, 'db'>, engine: ProcessEngine, mayRead: MayRead) {
  const summary = async (id: number) => {
    const row = await engine.stories.summary(db, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  /** Those of a page whose subject somebody may see. */
  const seen = async <T extends { readonly stream: string }>(principal: Principal, items: readonly T[]): Promise<T[]> => {
    const may = await Promise.all(items.map((i) => mayRead(db, principal, i.stream).then(() => true, (error: unknown) => { if (error instanceof Refusal) return false; throw error; })));
    return items.filter((_, i) => may[i]);
  };
  const readable = async (principal: Principal, id: number) => {
    const task = await engine.task(db, id);
    if (!task) throw new Refusal('not-found');
    await mayRead(db, principal, task.stream);
    return task;
  };
  return [
    implement(contract.ofTicket, async ({ params, principal }) => {
      await mayRead(db, principal, `ticket:${params.id}`);
      return { items: await engine.storiesOf(db, `ticket:${params.id}`) };
    }),
    implement(contract.instances, async ({ query, principal }) => {
      const [before] = readCursor(query.after, 1);
      const rows = await engine.stories.list(db, { key: query.key ?? null, state: query.state ?? null, element: query.element ?? null, before: before === undefined ? null : Number(before), limit: query.limit + 1 });
      const page = toPage(rows, query.limit, (r) => [r.id]);
      return { ...page, items: await seen(principal, page.items) };
    }),
    implement(contract.instance, async ({ params, principal }) => {
      const story = await engine.stories.one(db, params.id);
      if (!story) throw new Refusal('not-found');
      await mayRead(db, principal, String(story.stream));
      return story;
    }),
    implement(contract.retry, async ({ params, principal }) => {
      await mayRead(db, principal, String((await summary(params.id)).stream));
      await db.tx((tx) => engine.retry(tx, params.id));
      return summary(params.id);
    }),
    implement(contract.cancel, async ({ params, body, principal }) => {
      await mayRead(db, principal, String((await summary(params.id)).stream));
      await db.tx((tx) => engine.cancel(tx, params.id, body.reason, actorOf(principal)));
      return summary(params.id);
    }),
    implement(contract.message, async ({ params, body, principal }) => {
      await mayRead(db, principal, `ticket:${params.id}`);
      return { delivered: await db.tx((tx) => engine.message(tx, { stream: `ticket:${params.id}`, name: body.name, payload: body.payload, actor: actorOf(principal) })) };
    }),
    implement(contract.tasks, async ({ query, principal }) => {
      const after = readCursor(query.after, 2);
      if (query.ticketId) await mayRead(db, principal, `ticket:${query.ticketId}`);
      const rows = await engine.tasksOf(db, {
        state: query.state, limit: query.limit + 1, ...(after.length > 0 ? { after } : {}), ...(query.ticketId ? { stream: `ticket:${query.ticketId}` } : {}),
        ...(query.role ? { role: query.role } : {}), ...(query.teamId ? { teamId: query.teamId } : {}), ...(query.mine && principal.kind === 'agent' ? { agentId: principal.id } : {}),
      });
      const page = toPage(rows, query.limit, (t) => [t.dueAt, t.id]);
      return { ...page, items: await seen(principal, page.items) };
    }),
    implement(contract.task, ({ params, principal }) => readable(principal, params.id)),
    implement(contract.claim, async ({ params, body, principal }) => {
      await readable(principal, params.id);
      const agentId = body.agentId === undefined ? (principal.kind === 'agent' ? principal.id : null) : body.agentId;
      return db.tx((tx) => engine.assignTask(tx, params.id, agentId, actorOf(principal)));
    }),
    implement(contract.complete, async ({ params, body, principal, transact }) => {
      checkForm((await readable(principal, params.id)).form, body.output);
      return transact((tx) => engine.completeTask(tx, params.id, { output: body.output, actor: actorOf(principal) }));
    }),
  ];
}
