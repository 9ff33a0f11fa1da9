import { systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { Processes } from '../processes/index.ts';
import type { Tickets } from '../tickets/index.ts';
import * as store from './store.ts';

/** Who works at the desk does what a diagram leaves to an agent; other roles are meant as they are called. */
const atTheDesk = new Set(['agent', 'team-agent', 'supervisor', 'administrator']);
export const fits = (role: string | null, roles: readonly string[]): boolean => role === null || roles.includes(role) || (role === 'agent' && roles.some((r) => atTheDesk.has(r)));

/** Steps go to the ticket's owner where the role is theirs; others wait for anybody of the role. */
export function createAssigning(processes: Pick<Processes, 'assignTask'>, tickets: Pick<Tickets, 'getMany'>) {
  const rolesOf = async (tx: Tx, ids: readonly (number | null)[]) => new Map((await store.rolesOf(tx, ids.filter((id) => id !== null))).map((r) => [r.id, r.roles]));
  return {
    /** Tasks that have just been opened and belong to nobody yet. */
    async opened(tx: Tx, tasks: readonly store.OpenTask[]): Promise<void> {
      const owners = new Map((await tickets.getMany(tasks.map((t) => t.ticketId), tx)).map((t) => [t.id, t.ownerId]));
      const roles = await rolesOf(tx, [...owners.values()]);
      for (const task of tasks) {
        const owner = owners.get(task.ticketId) ?? null;
        if (owner !== null && fits(task.role, roles.get(owner) ?? [])) await processes.assignTask(tx, task.taskId, owner, systemActor);
      }
    },
    /** Tickets with another owner: what the one before had to do goes along, and what waited for somebody. */
    async followOwners(tx: Tx, moves: readonly { ticketId: number; from: number | null; to: number | null }[]): Promise<void> {
      const tasks = await store.openTasksOf(tx, moves.map((m) => m.ticketId));
      if (tasks.length === 0) return;
      const roles = await rolesOf(tx, moves.map((m) => m.to));
      const byTicket = new Map(moves.map((m) => [m.ticketId, m]));
      for (const task of tasks) {
        const move = byTicket.get(task.ticketId);
        if (!move || (task.assigneeId !== null && task.assigneeId !== move.from)) continue;
        const to = move.to !== null && fits(task.role, roles.get(move.to) ?? []) ? move.to : null;
        if (to !== task.assigneeId) await processes.assignTask(tx, task.taskId, to, systemActor);
      }
    },
  };
}
