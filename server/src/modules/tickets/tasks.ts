import { type Principal, actorOf } from '../../platform/auth/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { TaskAssigned } from './events.ts';
import * as store from './store-asides.ts';
import type { TicketRow } from './store.ts';

/** What somebody is to do for a ticket, and who wants to hear of it. */
export function createTasks({ bus, clock }: Pick<Platform, 'bus' | 'clock'>, load: (h: Handle, p: Principal, id: number) => Promise<TicketRow>) {
  const view = (t: store.TaskRow) => ({ id: t.id, ticketId: t.ticketId, title: t.title, assignee: t.assigneeId && t.assigneeName ? { id: t.assigneeId, name: t.assigneeName } : null, dueAt: t.dueAt, createdAt: t.createdAt, createdBy: t.createdBy.name, doneAt: t.doneAt, doneBy: t.doneBy });
  const one = async (handle: Handle, id: number) => {
    const row = await store.findTask(handle, id);
    if (!row) throw new Refusal('not-found');
    return row;
  };
  const unknownPerson = (error: { code?: string }): never => { if (error.code !== '23503') throw error; throw new Refusal('invalid-input', { fields: [{ path: 'assigneeId', key: 'field.unknown', params: { value: '' } }] }); };
  const tell = async (tx: Tx, t: store.TaskRow, who: Principal) => { if (t.assigneeId) await bus.publish(tx, TaskAssigned, { stream: `ticket:${t.ticketId}`, actor: actorOf(who), payload: { ticketId: t.ticketId, taskId: t.id, assigneeId: t.assigneeId, title: t.title, dueAt: t.dueAt?.toISOString() ?? null } }); };
  return {
    list: async (handle: Handle, ticketId: number) => (await store.tasksOf(handle, ticketId)).map(view),
    async add(tx: Tx, who: Principal, ticketId: number, t: { title: string; assigneeId: number | null; dueAt: string | null }) {
      await load(tx, who, ticketId);
      const row = await one(tx, await store.insertTask(tx, { ...t, ticketId, at: clock.now(), by: actorOf(who) }).catch(unknownPerson));
      await tell(tx, row, who);
      return view(row);
    },
    async set(tx: Tx, who: Principal, id: number, s: { title?: string | undefined; assigneeId?: number | null | undefined; dueAt?: string | null | undefined; done?: boolean | undefined }) {
      const row = await one(tx, id);
      await load(tx, who, row.ticketId);
      const doneAt = s.done === undefined ? row.doneAt : s.done ? (row.doneAt ?? clock.now()) : null;
      await store.saveTask(tx, { id, title: s.title ?? row.title, assigneeId: s.assigneeId === undefined ? row.assigneeId : s.assigneeId, dueAt: s.dueAt === undefined ? row.dueAt : s.dueAt, doneAt, doneBy: doneAt ? (row.doneBy ?? who.name) : null }).catch(unknownPerson);
      const after = await one(tx, id);
      if (after.assigneeId !== row.assigneeId) await tell(tx, after, who);
      return view(after);
    },
    watchers: (handle: Handle, ticketId: number) => store.watchersOf(handle, ticketId),
    async watch(tx: Tx, who: Principal, ticketId: number, agentId: number, on: boolean): Promise<void> {
      await load(tx, who, ticketId);
      if (on) await store.addWatcher(tx, ticketId, agentId, clock.now()).catch((error: { code?: string }) => { if (error.code !== '23503') throw error; throw new Refusal('not-found'); });
      else await store.removeWatcher(tx, ticketId, agentId);
    },
  };
}
export type Tasks = ReturnType<typeof createTasks>;
