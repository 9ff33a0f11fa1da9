import type { CaseSteps } from '@aftercare/contract/casework';
import { type Principal, actorOf } from '../../platform/auth/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { type Loose, Refusal, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { Processes, TaskRow } from '../processes/index.ts';
import type { Sla } from '../sla/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { filesIn } from './answer-files.ts';
import { createHandbook } from './handbook.ts';
import { createStarting } from './starting.ts';
import * as store from './store.ts';
import * as calls from './store-follow.ts';
import { fillWords } from './words.ts';

type Answers = Readonly<Record<string, unknown>>;
interface Done { readonly answers: Answers; readonly checked: readonly string[] }
const empty = (value: unknown) => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** What a step says to the customer, with who does it; nothing of steps that say nothing. */
const spoken = (s: store.StepRow) => (s.customer !== null && s.outcome !== 'cancelled' ? [{ ...s, who: s.doneBy ?? s.assigneeName }] : []);

/** Tickets that follow drawn processes: where they stand, what is to be done, who does it. */
export function createCasework(platform: Platform, org: Org, tickets: Tickets, sla: Pick<Sla, 'policies'>, processes: Processes) {
  const { db, clock } = platform;
  const starting = createStarting(platform, org, tickets, sla, processes);
  const handbook = createHandbook(platform, org, tickets, processes);

  const names = async (handle: Handle, ids: readonly (number | null)[]) => {
    const wanted = new Set(ids.filter((id) => id !== null));
    return wanted.size === 0 ? new Map<number, string>() : new Map((await org.agents(handle)).flatMap((a) => (wanted.has(a.id) ? [[a.id, a.name] as const] : [])));
  };

  /** Everything the ticket's panel of steps shows. */
  async function steps(ticketId: number, handle: Handle = db): Promise<Loose<CaseSteps>> {
    const stream = `ticket:${ticketId}`;
    const [stories, tasks, past] = [await processes.storiesOf(handle, stream), await processes.tasksOf(handle, { stream }), await store.stepsOf(handle, [ticketId])];
    const [people, progress] = [await names(handle, tasks.map((t) => t.assigneeId)), new Map((await store.progressOf(handle, tasks.map((t) => t.id))).map((p) => [p.taskId, p]))];
    const variables = new Map<number, Answers>();
    for (const { instanceId } of tasks) if (!variables.has(instanceId)) variables.set(instanceId, await processes.variablesOf(handle, instanceId));
    return {
      tasks: tasks.map((t) => {
        const known = variables.get(t.instanceId) ?? {};
        const kept = progress.get(t.id);
        return {
          id: t.id, instanceId: t.instanceId, process: t.process, processTitle: stories.find((s) => s.id === t.instanceId)?.title ?? t.title, elementId: t.elementId, title: t.title, role: t.role,
          assignee: t.assigneeId === null ? null : { id: t.assigneeId, name: people.get(t.assigneeId) ?? '' }, openedAt: t.openedAt, dueAt: t.dueAt,
          standard: t.standard, script: fillWords(t.script, known), checklist: t.checklist, form: t.form, customer: fillWords(t.customer, known),
          progress: kept ? { checked: kept.checked, answers: kept.answers, at: kept.at, by: kept.by } : null,
        };
      }),
      waits: stories.flatMap((s) => s.waiting.filter((w) => w.taskId === null).map((w) => ({ instanceId: s.id, elementId: w.elementId, kind: w.kind, title: w.title, since: w.since, dueAt: w.dueAt }))),
      past: past.filter((p) => p.leftAt !== null).map((p) => ({ instanceId: p.instanceId, elementId: p.elementId, kind: p.kind, title: p.title, at: p.enteredAt, until: p.leftAt, outcome: p.outcome, by: p.doneBy, late: p.dueAt !== null && p.leftAt !== null && p.leftAt > p.dueAt })),
      processes: stories.map((s) => ({ instanceId: s.id, process: s.process, version: s.version, title: s.title, state: s.state, startedAt: s.startedAt, endedAt: s.endedAt })),
    };
  }

  /** An open task of this ticket. @throws Refusal `not-found`; `conflict` when somebody was quicker */
  async function taskOf(handle: Handle, ticketId: number, taskId: number): Promise<TaskRow> {
    const task = await processes.task(handle, taskId);
    if (task?.stream !== `ticket:${ticketId}`) throw new Refusal('not-found');
    if (task.state !== 'open') throw new Refusal('conflict', { key: 'casework.step-done' });
    return task;
  }

  const keep = (tx: Tx, principal: Principal, taskId: number, p: Done) => store.saveProgress(tx, { taskId, checked: [...p.checked], answers: p.answers, at: clock.now(), by: principal.name });
  async function finish(tx: Tx, principal: Principal, ticketId: number, taskId: number, done: Done): Promise<void> {
    const task = await taskOf(tx, ticketId, taskId);
    const missing = task.form.filter((f) => f.required && empty(done.answers[String(f.key)]));
    if (missing.length > 0) throw new Refusal('invalid-input', { fields: missing.map((f) => ({ path: `answers.${String(f.key)}`, key: 'field.required' })) });
    await tickets.design.assertStep(tx, ticketId, task);
    const files = await filesIn(tx, principal, task.form, done.answers);
    const actor = actorOf(principal);
    await keep(tx, principal, taskId, done);
    // Who does it, did it: the step is theirs from now on.
    if (task.assigneeId === null && principal.kind === 'agent') await processes.assignTask(tx, taskId, principal.id, actor);
    const known = new Set(task.form.map((f) => String(f.key)));
    // What was left empty is null, so that conditions may speak of it.
    const output = { ...Object.fromEntries([...known].map((key) => [key, null])), ...Object.fromEntries(Object.entries(done.answers).filter(([key, value]) => known.has(key) && !empty(value))) };
    await processes.completeTask(tx, taskId, { output, actor });
    // Last: an action of the process may have claimed them for the repair they belong to.
    if (files.length > 0) await store.keepFiles(tx, files);
  }

  return {
    starting, handbook, steps,
    bindings: (handle: Handle = db) => store.bindings(handle),
    /** Which types follow which process from now on. @throws Refusal `invalid-input` for an unknown type or process */
    async saveBindings(tx: Tx, items: readonly store.BindingRow[]): Promise<store.BindingRow[]> {
      const types = new Set((await tickets.types(tx)).map((t) => t.key));
      const known = new Set((await handbook.titles(tx)).map((d) => d.key));
      const before = new Set((await store.bindings(tx)).map((b) => b.process));
      const seen = new Set<string>();
      for (const [i, b] of items.entries()) {
        const fault = !types.has(b.ticketType) ? 'ticketType' : (b.enabled && !known.has(b.process) && !before.has(b.process)) ? 'process' : seen.has(`${b.ticketType} ${b.moment}`) ? 'ticketType' : null;
        if (fault) throw new Refusal('invalid-input', { fields: [{ path: `items.${i}.${fault}`, key: 'field.unknown', params: { value: b[fault] } }] });
        seen.add(`${b.ticketType} ${b.moment}`);
      }
      await store.saveBindings(tx, items);
      return store.bindings(tx);
    },
    async saveProgress(tx: Tx, principal: Principal, ticketId: number, taskId: number, p: Done): Promise<Loose<CaseSteps>> {
      await tickets.load(tx, principal, ticketId);
      await taskOf(tx, ticketId, taskId);
      await keep(tx, principal, taskId, p);
      return steps(ticketId, tx);
    },
    /** Marks a step as done and lets the process go on. @throws Refusal `invalid-input` naming the answers that are missing */
    async complete(tx: Tx, principal: Principal, ticketId: number, taskId: number, done: Done): Promise<Loose<CaseSteps>> {
      await tickets.load(tx, principal, ticketId);
      await finish(tx, principal, ticketId, taskId, done);
      return steps(ticketId, tx);
    },
    async assign(tx: Tx, principal: Principal, ticketId: number, taskId: number, agentId: number | null): Promise<Loose<CaseSteps>> {
      await tickets.load(tx, principal, ticketId);
      await taskOf(tx, ticketId, taskId);
      if (agentId !== null && !(await org.agent(agentId, tx))) throw new Refusal('invalid-input', { fields: [{ path: 'agentId', key: 'field.unknown', params: { value: agentId } }] });
      await processes.assignTask(tx, taskId, agentId, actorOf(principal));
      return steps(ticketId, tx);
    },
    // The same for who was let through by another door than the ticket's.
    keep, finish, hand: processes.assignTask,
    /** Starts a process by hand. @throws Refusal `conflict` when it goes on already */
    async startByHand(tx: Tx, principal: Principal, ticketId: number, process: string, key: string): Promise<Loose<CaseSteps>> {
      await tickets.load(tx, principal, ticketId);
      if ((await store.runningCases(tx, [ticketId])).some((c) => c.process === process)) throw new Refusal('conflict', { key: 'casework.goes-on' });
      const [id] = await starting.start(tx, [{ ticketId, process, moment: 'opened', once: `hand:${ticketId}:${key}`, actor: actorOf(principal), again: false }]);
      if (!id) throw new Refusal('not-found');
      return steps(ticketId, tx);
    },
    async followUps(principal: Principal, query: { state: 'planned' | 'done'; after?: string | undefined; limit: number }) {
      const done = query.state === 'done';
      const rows = await calls.followUps(db, { done, visible: tickets.visible(principal), after: readCursor(query.after, 2), limit: query.limit + 1 });
      return toPage(rows, query.limit, (r) => [done ? r.calledAt : r.dueAt, r.id]);
    },
    /** Steps in the customer's words, oldest first: those that say something to them. */
    async journey(ticketId: number, handle: Handle = db) {
      return (await store.stepsOf(handle, [ticketId])).flatMap(spoken);
    },
    /** The same of several tickets in one look. */
    async journeys(ticketIds: readonly number[], handle: Handle = db) {
      return (await store.stepsOf(handle, ticketIds)).flatMap(spoken);
    },
  };
}
export type Casework = ReturnType<typeof createCasework>;
