import type { Instance, TraceStep, Waiting } from '@aftercare/contract/processes';
import type { Handle } from '../../platform/db/index.ts';
import type { Loose } from '../../platform/http/implement.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Definitions } from './definitions.ts';
import { decodeState } from './engine/codec.ts';
import type { State, Wait } from './engine/state.ts';
import type { Model } from './model/model.ts';
import * as store from './store-stories.ts';
import { listTasks } from './store-tasks.ts';
import type { TaskRow } from './types.ts';

type Story = Loose<Instance>;
const kinds: Partial<Record<Wait['kind'], Loose<Waiting>['kind']>> = { task: 'task', timer: 'timer', message: 'message', signal: 'signal', condition: 'condition' };

/** Instances told as the ticket page shows them: where they stand, what they went through, who has it. */
export function createStories({ clock }: Pick<Platform, 'clock'>, definitions: Definitions) {
  const called = async (handle: Handle, name: string): Promise<Model | null> => {
    const [key = '', version = ''] = name.split('@');
    return definitions.model(handle, key, Number(version)).catch(() => null);
  };
  async function tell(handle: Handle, rows: readonly store.StoryRow[]): Promise<Story[]> {
    const visits = rows.length > 0 ? await store.visitsOf(handle, rows.map((r) => r.id)) : [];
    const stories: Story[] = [];
    for (const row of rows) {
      const model = await definitions.model(handle, row.key, row.version);
      const own = visits.filter((v) => v.instanceId === row.id);
      const others = new Map<string, Model | null>();
      for (const name of new Set(own.map((v) => v.model).filter(Boolean))) others.set(name, await called(handle, name));
      const state = row.data ? decodeState(row.data) : null;
      const tasks = row.state === 'running' || row.state === 'stuck' ? await listTasks(handle, { instanceId: row.id }) : [];
      stories.push(story(row, model, others, own, state, tasks, clock.now()));
    }
    return stories;
  }
  const summary = async (handle: Handle, row: Omit<store.StoryRow, 'data'>) => ({ id: row.id, process: row.key, version: row.version, title: (await definitions.model(handle, row.key, row.version)).title, stream: row.stream, state: row.state, startedAt: row.startedAt, endedAt: row.endedAt, stuck: row.stuck });
  return {
    /** An instance in short; undefined when there is none. */
    async summary(handle: Handle, id: number) {
      const row = await store.storyOf(handle, id);
      return row && summary(handle, row);
    },
    /** Instances in short, newest first. */
    async list(handle: Handle, filter: Parameters<typeof store.summaries>[1]) {
      return Promise.all((await store.summaries(handle, filter)).map((row) => summary(handle, row)));
    },
    async one(handle: Handle, id: number): Promise<Story | undefined> {
      const row = await store.storyOf(handle, id);
      return row && (await tell(handle, [row]))[0];
    },
    of: async (handle: Handle, stream: string): Promise<Story[]> => tell(handle, await store.storiesOf(handle, stream)),
  };
}

function story(row: store.StoryRow, model: Model, others: ReadonlyMap<string, Model | null>, visits: readonly store.VisitRow[], state: State | null, tasks: readonly (TaskRow & { wait?: number })[], now: Date): Story {
  const flows: Record<string, number> = {};
  for (const v of visits) if (v.via && v.model === '') flows[v.via] = (flows[v.via] ?? 0) + 1;
  const nodeOf = (v: { element: string; model: string }) => (v.model === '' ? model : others.get(v.model))?.nodes.get(v.element);
  const trace = visits.map((v): Loose<TraceStep> => {
    const until = v.leftAt ?? now;
    return {
      elementId: v.element, type: v.type, title: nodeOf(v)?.title ?? { zh: v.element, en: v.element }, enteredAt: v.enteredAt, leftAt: v.leftAt,
      outcome: (v.outcome ?? (row.stuck?.elementId === v.element ? 'stuck' : 'active')) as TraceStep['outcome'],
      seconds: Math.max(0, Math.round((until.getTime() - v.enteredAt.getTime()) / 1000)), by: v.by, dueAt: v.dueAt, overdue: v.dueAt !== null && until > v.dueAt,
    };
  });
  return {
    id: row.id, process: row.key, version: row.version, title: model.title, stream: row.stream, state: row.state, startedAt: row.startedAt, endedAt: row.endedAt, stuck: row.stuck, parentId: null,
    waiting: state ? state.waits.flatMap((w) => waiting(w, state, model, others, tasks)) : [], trace, flows, variables: state?.scopes[0]?.vars ?? {},
  };
}

function waiting(w: Wait, state: State, model: Model, others: ReadonlyMap<string, Model | null>, tasks: readonly (TaskRow & { wait?: number })[]): Loose<Waiting>[] {
  const kind = kinds[w.kind];
  if (!kind) return [];
  const name = state.scopes.find((s) => s.id === w.scope)?.model ?? '';
  const node = (name === '' ? model : others.get(name))?.nodes.get(w.node);
  const task = w.kind === 'task' ? tasks.find((t) => t.wait === w.id) : undefined;
  return [{
    elementId: w.node, kind, title: node?.title ?? { zh: w.node, en: w.node }, since: w.since, dueAt: w.due ?? task?.dueAt ?? null, role: task?.role ?? null, assigneeId: task?.assigneeId ?? null,
    taskId: task?.id ?? null, name: w.kind === 'message' || w.kind === 'signal' ? (w.name ?? null) : null,
  }];
}
