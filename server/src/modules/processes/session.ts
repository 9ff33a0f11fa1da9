import type { Words } from '@aftercare/contract/processes';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { NewEvent } from '../../platform/bus/index.ts';
import { ProcessEnded, ProcessStarted, ProcessStuck, StepEntered, StepLeft, TaskDone, TaskOpened } from './events.ts';
import { encodeState } from './engine/codec.ts';
import type { VisitEntered, VisitOutcome } from './engine/port.ts';
import type { State, Wait } from './engine/state.ts';
import { filled } from './engine/values.ts';
import type { Model, Node } from './model/model.ts';
import type { StepWrites, TaskWrite, VisitWrite } from './store-steps.ts';
import type { Variables } from './types.ts';

/** An event of a new version that begins to watch; `since` where it takes the place of one that watched already. */
export interface Watching { readonly node: string; readonly scope: number; readonly token: number | null; readonly since: string | null }
/** What comes to an instance from outside. */
export type Trigger =
  | { readonly kind: 'begin' }
  | { readonly kind: 'fire'; readonly wait: number; readonly payload: Variables; /** For a task: who did it. */ readonly by?: Actor }
  | { readonly kind: 'message' | 'signal'; readonly name: string; readonly payload: Variables }
  /** Events that begin to watch where the instance stands already. */
  | { readonly kind: 'watch'; readonly for: readonly Watching[] }
  | { readonly kind: 'set'; readonly variables: Variables }
  | { readonly kind: 'end'; readonly reason: string };

export interface Subject { readonly id: number; readonly key: string; readonly version: number; readonly stream: string; readonly ticketId: number | null; readonly startedAt: Date; readonly isNew: boolean }

/** Steps of one instance within one transaction: what it was, what it became, what is to be written. */
export class Session {
  readonly subject: Subject;
  readonly state: State;
  readonly models: Map<string, Model>;
  readonly now: Date;
  readonly queue: Trigger[] = [];
  readonly told: { what: 'message' | 'signal'; name: string; payload: Variables }[] = [];
  actor: Actor;
  /** A person waits for an answer: a refusal is theirs, and the whole step is rolled back with it. */
  answering = false;
  /** Waits that a person's work fired, with who and what. */
  readonly work = new Map<number, { by: Actor; output: Variables }>();
  readonly #before: readonly Wait[];
  readonly #wasStuck: boolean;
  readonly #visits = new Map<number, VisitWrite>();
  readonly #ends: StepWrites['ends'] = [];
  readonly #events: NewEvent[] = [];
  readonly #tasks = new Map<number, Omit<TaskWrite, 'wait' | 'instanceId'>>();

  constructor(options: { subject: Subject; state: State; models: Map<string, Model>; now: Date; actor: Actor }) {
    this.subject = options.subject;
    this.state = options.state;
    this.models = options.models;
    this.now = options.now;
    this.actor = options.actor;
    this.#before = [...options.state.waits];
    this.#wasStuck = options.state.waits.some((w) => w.kind === 'retry');
    if (options.subject.isNew) this.#event(ProcessStarted, {});
  }

  #event(type: NewEvent['type'], more: Record<string, unknown>): void {
    const { id, key, version, ticketId, stream } = this.subject;
    this.#events.push({ type, stream, actor: this.actor, payload: { instanceId: id, process: key, version, ticketId, at: this.now.toISOString(), ...more } });
  }
  #step(node: Node, visit: number) {
    return { elementId: node.id, type: node.type, title: node.title, visit: `${this.subject.id}:${visit}` };
  }

  entered(visit: VisitEntered, evaluate: (expression: string, variables: Variables) => unknown): void {
    const { node } = visit;
    this.#visits.set(visit.visit, { instanceId: this.subject.id, visit: visit.visit, element: node.id, type: node.type, model: visit.model, via: visit.via, enteredAt: this.now, leftAt: null, outcome: null, by: null, dueAt: null });
    if (!isTold(node)) return;
    const customer = node.customer ? wordsIn(node.customer, visit.variables(), evaluate) : null;
    this.#event(StepEntered, { ...this.#step(node, visit.visit), customer });
  }
  left(visit: number, outcome: VisitOutcome, node: Node): void {
    const known = this.#visits.get(visit);
    const by = this.actor === systemActor ? null : this.actor.name;
    if (known) Object.assign(known, { leftAt: this.now, outcome, by });
    else this.#ends.push({ instanceId: this.subject.id, visit, leftAt: this.now, outcome, by });
    if (isTold(node)) this.#event(StepLeft, { ...this.#step(node, visit), outcome });
  }
  /** A task that opened: what is to be shown of it, kept until the step is written. */
  opened(wait: number, task: Omit<TaskWrite, 'wait' | 'instanceId'>): void {
    this.#tasks.set(wait, task);
    const visit = this.#visits.get(task.visit);
    if (visit) visit.dueAt = task.dueAt;
  }
  /** Waits that came to be since the session began and are still there. */
  fresh(): Wait[] {
    return this.state.waits.filter((w) => !this.#before.some((b) => b.id === w.id));
  }

  /** Rows to write. */
  writes(): StepWrites {
    const { subject, state, now } = this;
    const fresh = this.fresh();
    const gone = this.#before.filter((b) => !state.waits.some((w) => w.id === b.id));
    const stuck = state.waits.find((w) => w.kind === 'retry');
    const ended = state.outcome !== 'running';
    const own = { instanceId: subject.id };
    const attempts = stuck ? (state.tokens.find((t) => t.id === stuck.token)?.attempts ?? 1) : 0;
    if (stuck) this.#event(ProcessStuck, { elementId: stuck.node, reason: stuck.reason ?? '', attempts });
    if (ended) this.#event(ProcessEnded, { outcome: state.outcome, ends: [...new Set(state.ends)], reason: state.reason ?? null });
    return {
      instances: [{
        ...subject, state: ended ? (state.outcome as 'completed') : stuck ? 'stuck' : 'running', endedAt: ended ? now : null, reason: state.reason ?? null,
        stuck: stuck ? { elementId: stuck.node, reason: stuck.reason ?? '', attempts, nextTryAt: stuck.due ?? null } : null,
        ends: [...new Set(state.ends)], data: encodeState(state).toString('base64'),
      }],
      visits: [...this.#visits.values()], ends: this.#ends,
      tasks: fresh.filter((w) => w.kind === 'task').flatMap((w) => { const task = this.#tasks.get(w.id); return task ? [{ ...own, wait: w.id, ...task }] : []; }),
      taskEnds: gone.filter((w) => w.kind === 'task').map((w) => {
        const done = this.work.get(w.id);
        return { ...own, wait: w.id, state: done ? 'done' as const : 'cancelled' as const, at: now, by: done?.by.name ?? null, output: done?.output ?? null };
      }),
      timers: fresh.flatMap((w) => (w.due ? [{ ...own, wait: w.id, dueAt: new Date(w.due) }] : [])),
      waits: fresh.flatMap((w) => (w.kind === 'message' || w.kind === 'signal' ? [{ ...own, wait: w.id, kind: w.kind, name: w.name ?? '', stream: subject.stream }] : [])),
      gone: gone.filter((w) => w.kind !== 'task').map((w) => ({ ...own, wait: w.id })),
    };
  }
  /** Facts of the step. */
  events(writes: StepWrites): NewEvent[] {
    const last = this.#events.filter((e) => e.type === ProcessStuck || e.type === ProcessEnded);
    const before = this.#events.filter((e) => !last.includes(e));
    this.#events.length = 0;
    for (const t of writes.tasks) {
      const node = { id: t.element, type: `bpmn:${t.kind === 'manual' ? 'ManualTask' : 'UserTask'}`, title: t.title } as Node;
      this.#event(TaskOpened, { ...this.#step(node, t.visit), taskId: t.id, role: t.role, teamId: t.teamId, assigneeId: t.assigneeId, dueAt: t.dueAt?.toISOString() ?? null });
    }
    const opened = this.#events.splice(0);
    return [...before, ...opened, ...last];
  }
  /** A task that a person did, told before the step goes on. */
  didTask(task: { id: number; visit: number; elementId: string; type: string; title: Words; role: string | null; teamId: number | null; assigneeId: number | null; dueAt: Date | null }, output: Variables): void {
    this.#event(TaskDone, { ...this.#step({ id: task.elementId, type: task.type, title: task.title } as Node, task.visit), taskId: task.id, role: task.role, teamId: task.teamId, assigneeId: task.assigneeId, dueAt: task.dueAt?.toISOString() ?? null, output: { ...output } });
  }
  get isStuck(): boolean {
    return this.state.waits.some((w) => w.kind === 'retry');
  }
  get wasStuck(): boolean {
    return this.#wasStuck;
  }
}

/** Steps others hear of; gateways and beginnings say nothing. */
const isTold = (node: Node): boolean => !['exclusive', 'parallel', 'inclusive', 'event-gateway', 'start'].includes(node.kind);

/** Words with their places filled in. */
export function wordsIn(words: Words, variables: Variables, evaluate: (expression: string, variables: Variables) => unknown): Words {
  return { zh: filled(words.zh, variables, { evaluate }, false, 'zh-CN'), en: filled(words.en, variables, { evaluate }, false, 'en') };
}
