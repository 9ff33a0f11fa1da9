import type { DefinitionKind, Instance, ProcessTask } from '@aftercare/contract/processes';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import type { Loose } from '../../platform/http/implement.ts';
import type { Module } from '../../platform/module/index.ts';

export type Variables = Readonly<Record<string, unknown>>;
export type InstanceState = 'running' | 'stuck' | 'completed' | 'failed' | 'cancelled';

export interface StartInput {
  /** Key of a deployed diagram; its live version is taken. */
  readonly key: string;
  /** The subject, as `ticket:12`; actions get it, messages find the instance by it. */
  readonly stream: string;
  readonly variables?: Variables;
  readonly actor: Actor;
  /** Starts at most one instance for this key: a second start gives the id of the first. */
  readonly once?: string;
}
export interface MessageInput {
  readonly stream: string;
  readonly name: string;
  readonly payload?: Variables;
  readonly actor?: Actor;
  /** False: nobody waits, nobody hears it. For what happens often and means something only to those who wait, as a customer's reply. */
  readonly keep?: boolean;
}
export interface SignalInput {
  readonly name: string;
  readonly payload?: Variables;
  readonly actor?: Actor;
}

export interface InstanceRow {
  readonly id: number;
  readonly key: string;
  readonly version: number;
  readonly stream: string;
  readonly state: InstanceState;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly reason: string | null;
}

export interface TaskFilter {
  readonly stream?: string;
  readonly agentId?: number;
  readonly teamId?: number;
  readonly role?: string;
  readonly instanceId?: number;
  /** Open ones unless told. */
  readonly state?: 'open' | 'done' | 'cancelled';
}
/** A step that waits for a person, or waited. */
export interface TaskRow extends Omit<ProcessTask, 'openedAt' | 'dueAt' | 'doneAt'> { readonly openedAt: Date; readonly dueAt: Date | null; readonly doneAt: Date | null }

/** The engine as other modules call it. `tx` is the transaction of the caller: everything a step does commits with it. */
export interface Processes {
  /** Starts an instance on the live version and walks until it waits. @returns the instance's id. @throws Refusal('not-found') for an unknown or not yet live key. */
  start(tx: Tx, input: StartInput): Promise<number>;
  /** Starts many, in few statements; in the order given. */
  startMany(tx: Tx, inputs: readonly StartInput[]): Promise<number[]>;
  /** To every catch, receive or boundary event of this name on instances of the stream; kept for 30 days if nobody waits yet. @returns how many took it. */
  message(tx: Tx, input: MessageInput): Promise<number>;
  /** To everybody who waits for it now, on any stream. @returns how many took it. */
  signal(tx: Tx, input: SignalInput): Promise<number>;
  /** Marks a task as done and goes on. Its output is merged into the variables. @throws Refusal('conflict') when it is not open any more. */
  completeTask(tx: Tx, taskId: number, input: { readonly output?: Variables; readonly actor: Actor }): Promise<TaskRow>;
  /** Gives a task to somebody, or back to its role with null. */
  assignTask(tx: Tx, taskId: number, agentId: number | null, actor: Actor): Promise<TaskRow>;
  /** Sets variables from outside; conditional events look again. */
  setVariables(tx: Tx, instanceId: number, variables: Variables): Promise<void>;
  cancel(tx: Tx, instanceId: number, reason: string, actor?: Actor): Promise<void>;
  /** Tries a stuck step again. */
  retry(tx: Tx, instanceId: number): Promise<void>;
  /** Moves an instance to another version of its diagram. @throws Refusal('conflict') naming what does not fit. */
  migrate(tx: Tx, instanceId: number, version: number, mapping?: Readonly<Record<string, string>>): Promise<void>;
  instancesOf(handle: Handle, stream: string): Promise<InstanceRow[]>;
  /** Instances with trace, timing and what they wait for, as the ticket page shows them. */
  storiesOf(handle: Handle, stream: string): Promise<Loose<Instance>[]>;
  tasksOf(handle: Handle, filter: TaskFilter): Promise<TaskRow[]>;
  task(handle: Handle, taskId: number): Promise<TaskRow | undefined>;
  variablesOf(handle: Handle, instanceId: number): Promise<Variables>;
  /** Makes a diagram or table live. @throws Refusal('invalid-input') with its faults. */
  deploy(tx: Tx, input: { key: string; kind: DefinitionKind; xml: string; note?: string; actor: Actor }): Promise<number>;
  /** Deploys the files of a folder that are not known yet or were not changed by anybody here. */
  seed(tx: Tx, folder?: string): Promise<string[]>;
  /** Live diagrams and tables with their XML, for handbook and designer. */
  live(handle: Handle): Promise<{ key: string; kind: DefinitionKind; version: number; xml: string; deployedAt: Date }[]>;
  /** Rows of a live decision table that apply; as a business-rule task would get. */
  decide(handle: Handle, ref: string, variables: Variables): Promise<unknown>;
  /** Once, by the composition root, after all modules are known. */
  useActions(modules: readonly Module[]): void;
  /** Fires every timer and retry that is due by then. */
  fireDue(now?: Date): Promise<void>;
}
