import { ticketIn } from '@aftercare/contract/live';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import { createDefinitions } from './definitions.ts';
import { decodeState } from './engine/codec.ts';
import { TaskChanged } from './events.ts';
import { createMigrations } from './migrations.ts';
import { createRegistry } from './registry.ts';
import { createStepper } from './stepper.ts';
import { createStories } from './stories.ts';
import * as store from './store.ts';
import { liveDefinitions } from './store-definitions.ts';
import { storyOf } from './store-stories.ts';
import * as taskStore from './store-tasks.ts';
import type { MessageInput, Processes, SignalInput, StartInput } from './types.ts';
import { createWatch } from './watch.ts';

/** How long a message that nobody waits for is kept. */
const keptDays = 30;

/** The process engine: starts, moves and ends instances of drawn processes, always in the transaction of the caller. */
export function createProcesses(platform: Platform, org: Pick<Org, 'calendars'>) {
  const { bus, clock } = platform;
  const registry = createRegistry();
  const definitions = createDefinitions(platform, async (handle) => {
    const live = await liveDefinitions(handle);
    return { action: registry.get, tables: new Set(live.filter((d) => d.kind === 'dmn').map((d) => d.key)), diagrams: new Set(live.filter((d) => d.kind === 'bpmn').map((d) => d.key)) };
  });
  const stepper = createStepper(platform, org, definitions, registry, async (tx, subject, told, actor) => {
    for (const t of told) await (t.what === 'message' ? message(tx, { stream: subject.stream, name: t.name, payload: t.payload, actor }) : signal(tx, { name: t.name, payload: t.payload, actor }));
  }, (due) => watch.hint(due));
  const watch = createWatch(platform, stepper);
  const instanceIds = store.createNumbers('process_instance_id_seq');
  const stories = createStories(platform, definitions);
  const migrations = createMigrations(platform, definitions, stepper);

  async function startMany(tx: Tx, inputs: readonly StartInput[]): Promise<number[]> {
    if (inputs.length === 0) return [];
    const versions = new Map<string, number>();
    for (const key of new Set(inputs.map((i) => i.key))) versions.set(key, await definitions.liveVersion(tx, key));
    const ids = await instanceIds(tx, inputs.length);
    const now = clock.now();
    const places = inputs.map((input, i) => ({ id: ids[i] ?? 0, key: input.key, version: versions.get(input.key) ?? 0, stream: input.stream, ticketId: ticketIn(input.stream), startedAt: now }));
    const once = inputs.flatMap((input, i) => (input.once && places[i] ? [{ ...places[i], once: input.once }] : []));
    const taken = once.length > 0 ? await store.takeOnce(tx, once) : new Map<string, number>();
    const idOf = (i: number) => { const key = inputs[i]?.once; return key ? (taken.get(key) ?? 0) : (ids[i] ?? 0); };
    const ours = inputs.flatMap((input, i) => (places[i] && idOf(i) === ids[i] ? [{ subject: { ...places[i], isNew: !input.once }, variables: input.variables ?? {}, actor: input.actor }] : []));
    await stepper.begin(tx, ours);
    return inputs.map((_, i) => idOf(i));
  }

  async function message(tx: Tx, { stream, name, payload = {}, actor = systemActor, keep = true }: MessageInput): Promise<number> {
    const deliver = async () => {
      const ids = new Set([...(await store.waitingFor(tx, 'message', name, stream)).map((w) => w.instanceId), ...stepper.inHandOf(tx, stream)]);
      let taken = 0;
      for (const id of [...ids].toSorted((a, b) => a - b)) taken += await stepper.step(tx, id, { kind: 'message', name, payload }, actor);
      return taken;
    };
    const taken = await deliver();
    if (taken > 0 || !keep) return taken;
    store.lockMailbox(tx, stream);
    const late = (await store.waitingFor(tx, 'message', name, stream)).length > 0 ? await deliver() : 0;
    const now = clock.now();
    if (late === 0) store.keepMessage(tx, { stream, name, payload, at: now, expiresAt: new Date(now.getTime() + keptDays * 86_400_000) });
    return late;
  }
  async function signal(tx: Tx, { name, payload = {}, actor = systemActor }: SignalInput): Promise<number> {
    let taken = 0;
    for (const { instanceId } of await store.waitingFor(tx, 'signal', name, null)) taken += await stepper.step(tx, instanceId, { kind: 'signal', name, payload }, actor);
    return taken;
  }

  const taskFound = async (handle: Handle, id: number) => {
    const task = await taskStore.findTask(handle, id);
    if (!task) throw new Refusal('not-found');
    return task;
  };
  const notOpen = () => new Refusal('conflict', { key: 'processes.task-not-open' });
  async function instanceFound(tx: Tx, id: number) {
    const row = await storyOf(tx, id);
    if (!row) throw new Refusal('not-found');
    return row;
  }

  const engine = {
    startMany,
    start: async (tx: Tx, input: StartInput) => (await startMany(tx, [input]))[0] ?? 0,
    message, signal,
    async completeTask(tx: Tx, taskId: number, { output = {}, actor }: { output?: Readonly<Record<string, unknown>>; actor: Actor }) {
      stepper.expectCalendars(tx);
      const found = await taskStore.lockTask(tx, taskId);
      if (!found) throw new Refusal('not-found');
      const { task, instance } = found;
      if (task.state !== 'open') throw notOpen();
      const inHand = stepper.holds(tx, instance.id);
      const now = clock.now();
      const taken = await stepper.step(tx, instance.id, { kind: 'fire', wait: task.wait, payload: output, by: actor }, actor, { row: instance, prepare: (session) => session.didTask({ ...task, type: task.kind === 'manual' ? 'bpmn:ManualTask' : 'bpmn:UserTask' }, output) });
      if (taken === 0) throw notOpen();
      // One that is in hand of this transaction is done when its step is.
      return inHand ? task : { ...task, state: 'done' as const, doneAt: now, doneBy: actor.name, output: { ...output } };
    },
    async assignTask(tx: Tx, taskId: number, agentId: number | null, actor: Actor) {
      if (!(await taskStore.assign(tx, taskId, agentId, clock.now()))) throw notOpen();
      const task = await taskFound(tx, taskId);
      await bus.publish(tx, TaskChanged, {
        stream: task.stream, actor,
        payload: { instanceId: task.instanceId, process: task.process, version: task.version, ticketId: task.ticketId, at: clock.now().toISOString(), elementId: task.elementId, type: task.kind === 'manual' ? 'bpmn:ManualTask' : 'bpmn:UserTask', title: task.title, visit: `${task.instanceId}:${task.visit}`, taskId, role: task.role, teamId: task.teamId, assigneeId: task.assigneeId, dueAt: task.dueAt?.toISOString() ?? null },
      });
      return task;
    },
    setVariables: async (tx: Tx, instanceId: number, variables: Readonly<Record<string, unknown>>) => void (await stepper.step(tx, instanceId, { kind: 'set', variables })),
    async cancel(tx: Tx, instanceId: number, reason: string, actor: Actor = systemActor) {
      await instanceFound(tx, instanceId);
      if ((await stepper.step(tx, instanceId, { kind: 'end', reason }, actor)) === 0) throw new Refusal('conflict', { key: 'processes.over' });
    },
    async retry(tx: Tx, instanceId: number) {
      const { data } = await instanceFound(tx, instanceId);
      for (const wait of (data ? decodeState(data).waits : []).filter((w) => w.kind === 'retry')) await stepper.step(tx, instanceId, { kind: 'fire', wait: wait.id, payload: {} });
    },
    migrate: migrations.move,
    instancesOf: store.instancesOf,
    storiesOf: stories.of,
    tasksOf: (handle: Handle, filter: Parameters<typeof taskStore.listTasks>[1]) => taskStore.listTasks(handle, filter),
    task: taskStore.findTask,
    async variablesOf(handle: Handle, instanceId: number) {
      const row = await storyOf(handle, instanceId);
      return row?.data ? (decodeState(row.data).scopes[0]?.vars ?? {}) : {};
    },
    deploy: definitions.deploy,
    seed: definitions.seed,
    live: liveDefinitions,
    decide: (handle: Handle, ref: string, variables: Readonly<Record<string, unknown>>) => definitions.decide(handle, ref, variables, clock.now()),
    useActions: registry.use,
    fireDue: (now: Date = clock.now()) => watch.fireDue(now),
    // Below: for this module's own routes.
    definitions, registry, stories, migrations, watch, stepper,
  } satisfies Processes & Record<string, unknown>;
  return engine;
}
export type ProcessEngine = ReturnType<typeof createProcesses>;
