import type { OwnStep } from '@aftercare/contract/casework';
import { type Principal, actorOf, may } from '../../platform/auth/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { type Loose, Refusal, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { fits } from './assigning.ts';
import type { Casework } from './casework.ts';
import * as store from './store.ts';

/** Says which tickets somebody works on though they see none: a condition on alias `t`. Told by rooms that stand above this one. */
export type Reach = (principal: Principal, handle: Handle) => Promise<Sql>;

/** Steps as those do them who see no tickets – technicians, shops: their own, and those of their role on what they work on. */
export function createOwnSteps({ db, clock }: Pick<Platform, 'db' | 'clock'>, tickets: Tickets, casework: Casework, reaches: readonly Reach[]) {
  /** Tickets whose steps a person may take on; alias `t`. */
  const within = async (principal: Principal, handle: Handle): Promise<Sql> => {
    const parts = may(principal, 'tickets.read') ? [tickets.visible(principal)] : [];
    for (const reach of reaches) parts.push(await reach(principal, handle));
    return store.anyOf(parts);
  };
  const who = (principal: Principal) => (principal.kind === 'agent' ? principal.id : 0);
  /** The step when it is theirs, or free for their role on something they work on. @throws Refusal `not-found`; `conflict` when somebody was quicker */
  async function load(handle: Handle, principal: Principal, taskId: number): Promise<store.StepOfTask> {
    const row = await store.stepOfTask(handle, taskId, await within(principal, handle));
    if (!row) throw new Refusal('not-found');
    const [mine] = await store.rolesOf(handle, [who(principal)]);
    const theirs = row.assigneeId === who(principal) || (row.reached && (row.assigneeId === null ? fits(row.role, mine?.roles ?? []) : false)) || (row.reached && may(principal, 'tickets.read'));
    if (!theirs) throw new Refusal('not-found');
    if (row.leftAt) throw new Refusal('conflict', { key: 'casework.step-done' });
    return row;
  }
  async function shown(handle: Handle, row: store.StepOfTask): Promise<Loose<OwnStep>> {
    const task = (await casework.steps(row.ticketId, handle)).tasks.find((t) => t.id === row.taskId);
    if (!task) throw new Refusal('conflict', { key: 'casework.step-done' });
    return { ...task, ticket: { id: row.ticketId, subject: row.subject, product: row.product, serial: row.serial, customerName: row.customerName, language: row.language } };
  }
  return {
    async mine(principal: Principal, query: { whose: 'mine' | 'roles' | 'all'; process?: string | undefined; ticketId?: number | undefined; after?: string | undefined; limit: number }) {
      const own = { agentId: who(principal), visible: query.whose === 'mine' ? store.everything : await within(principal, db) };
      const now = clock.now();
      const rows = await store.openSteps(db, { ...own, whose: query.whose === 'all' && !may(principal, 'tickets.read') ? 'roles' : query.whose, process: query.process ?? null, ticketId: query.ticketId ?? null, after: readCursor(query.after, 2), limit: query.limit + 1 });
      const { items, next } = toPage(rows, query.limit, (r) => [r.dueAt ?? 'infinity', r.taskId]);
      return {
        items: items.map(({ assigneeId, assigneeName, ...r }) => ({ ...r, assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '' }, late: r.dueAt !== null && r.dueAt < now })), next,
        ...(await store.countSteps(db, { agentId: own.agentId, visible: await within(principal, db), now })),
      };
    },
    one: async (principal: Principal, taskId: number, handle: Handle = db) => shown(handle, await load(handle, principal, taskId)),
    async keep(tx: Tx, principal: Principal, taskId: number, p: { checked: readonly string[]; answers: Readonly<Record<string, unknown>> }) {
      const row = await load(tx, principal, taskId);
      await casework.keep(tx, principal, taskId, p);
      return shown(tx, row);
    },
    async complete(tx: Tx, principal: Principal, taskId: number, done: { answers: Readonly<Record<string, unknown>>; checked: readonly string[] }) {
      const { ticketId } = await load(tx, principal, taskId);
      await casework.finish(tx, principal, ticketId, taskId, done);
      return { done: true as const };
    },
    /** Takes the step, or gives it back to everybody of its role. */
    async take(tx: Tx, principal: Principal, taskId: number, mine: boolean) {
      const row = await load(tx, principal, taskId);
      await casework.hand(tx, taskId, mine && principal.kind === 'agent' ? principal.id : null, actorOf(principal));
      return shown(tx, { ...row });
    },
  };
}
export type OwnSteps = ReturnType<typeof createOwnSteps>;
