import type { Problem } from '@aftercare/contract/processes';
import { systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Definitions } from './definitions.ts';
import { decodeState, encodeState } from './engine/codec.ts';
import type { State } from './engine/state.ts';
import { ProcessMoved } from './events.ts';
import type { Model } from './model/model.ts';
import { type Mapping, moved } from './moved.ts';
import * as store from './store.ts';
import * as moves from './store-migrations.ts';
import type { Stepper } from './stepper.ts';

const problem = (elementId: string | null, rule: string, zh: string, en: string): Problem => ({ severity: 'error', elementId, rule, message: { zh, en } });

/** What keeps a state of one version from standing in another. */
export function misfits(state: State, from: Model, to: Model, mapping: Mapping): Problem[] {
  const found = new Map<string, Problem>();
  const title = (id: string) => from.nodes.get(id)?.title ?? { zh: id, en: id };
  const check = (id: string): void => {
    const target = to.nodes.get(mapping[id] ?? id);
    const source = from.nodes.get(id);
    if (!target) found.set(id, problem(id, 'gone', `「${title(id).zh}」在新版里没有，请指明改到哪一步`, `“${title(id).en}” is not in the new version; say which step it becomes`));
    else if (source && (source.kind !== target.kind || (source.loop === null) !== (target.loop === null))) found.set(id, problem(id, 'other-kind', `「${title(id).zh}」和「${target.title.zh}」不是同一种步骤`, `“${title(id).en}” and “${target.title.en}” are steps of different kinds`));
    else if (source && (mapping[source.scope] ?? source.scope) !== target.scope && !(source.scope === from.id && target.scope === to.id)) found.set(id, problem(id, 'other-scope', `「${title(id).zh}」换到了另一个子流程里`, `“${title(id).en}” lies in another sub-process`));
  };
  const own = new Set(state.scopes.filter((s) => s.model === '').map((s) => s.id));
  for (const token of state.tokens) {
    if (!own.has(token.scope)) continue;
    check(token.at);
    if (token.held === 'join' && token.via) {
      const target = to.nodes.get(mapping[token.at] ?? token.at);
      if (target && !target.incoming.includes(mapping[token.via] ?? token.via)) found.set(token.via, problem(token.via, 'flow-gone', `汇到「${title(token.at).zh}」的一条连线在新版里没有了`, `a flow into “${title(token.at).en}” is not in the new version`));
    }
  }
  for (const scope of state.scopes) if (scope.node && scope.parent !== null && own.has(scope.parent)) check(scope.node);
  return [...found.values()];
}

/** Moves running instances from one version of their diagram to another. */
export function createMigrations({ bus, clock }: Pick<Platform, 'bus' | 'clock'>, definitions: Definitions, stepper: Stepper) {
  return {
    /** Whether everything that runs on a version could stand in another. */
    async check(handle: Handle, key: string, from: number, to: number, mapping: Mapping) {
      const [old, next] = [await definitions.model(handle, key, from), await definitions.model(handle, key, to)];
      const rows = await store.runningOn(handle, key, from);
      const problems = new Map<string, Problem>();
      const waiting = new Map<string, number>();
      for (const row of rows) {
        const state = decodeState(row.data);
        for (const p of misfits(state, old, next, mapping)) problems.set(`${p.elementId} ${p.rule}`, p);
        for (const id of new Set(state.tokens.filter((t) => state.scopes.find((s) => s.id === t.scope)?.model === '').map((t) => t.at))) waiting.set(id, (waiting.get(id) ?? 0) + 1);
      }
      for (const [a, b] of Object.entries(mapping)) {
        if (!old.nodes.has(a) && !old.flows.has(a)) problems.set(a, problem(a, 'unknown', `旧版里没有 ${a}`, `the old version has no ${a}`));
        if (!next.nodes.has(b) && !next.flows.has(b)) problems.set(b, problem(b, 'unknown', `新版里没有 ${b}`, `the new version has no ${b}`));
      }
      return {
        ok: problems.size === 0, running: rows.length, problems: [...problems.values()],
        waiting: [...waiting].map(([elementId, count]) => ({ elementId, count, title: old.nodes.get(elementId)?.title ?? { zh: elementId, en: elementId }, to: next.nodes.has(mapping[elementId] ?? elementId) ? (mapping[elementId] ?? elementId) : null })),
      };
    },
    runningOn: async (handle: Handle, key: string, version: number) => (await store.runningOn(handle, key, version)).map((r) => r.id),
    /** @throws Refusal('conflict') naming what does not fit */
    async move(tx: Tx, instanceId: number, version: number, mapping: Mapping = {}): Promise<void> {
      const row = await store.lockInstance(tx, instanceId);
      if (!row?.data || (row.state !== 'running' && row.state !== 'stuck')) throw new Refusal('conflict', { key: 'processes.over' });
      if (row.version === version) return;
      const [old, next] = [await definitions.model(tx, row.key, row.version), await definitions.model(tx, row.key, version)];
      const state = decodeState(row.data);
      const [misfit] = misfits(state, old, next, mapping);
      if (misfit) throw new Refusal('conflict', { key: 'processes.misfit', params: { ...misfit.message } });
      const { state: after, watching } = moved(state, old, next, mapping);
      const kept = new Set(after.waits.map((w) => w.id));
      await moves.saveMoved(tx, { id: row.id, version, data: encodeState(after), gone: state.waits.filter((w) => !kept.has(w.id)).map((w) => w.id), names: mapping });
      for (const w of after.waits) {
        const node = next.nodes.get(w.node);
        if (w.kind === 'task' && node) await moves.renameTask(tx, row.id, w.id, { element: node.id, title: node.title, version });
      }
      await bus.publish(tx, ProcessMoved, { stream: row.stream, actor: systemActor, payload: { instanceId, process: row.key, version, ticketId: row.ticketId, at: clock.now().toISOString(), from: row.version } });
      // Conditions and joins look again at their new surroundings.
      await stepper.step(tx, instanceId, { kind: 'watch', for: watching });
    },
  };
}
