import type { ScriptStep, TryResult } from '@aftercare/contract/processes';
import type { Handle } from '../../platform/db/index.ts';
import { FeelError, loadDecisions } from '../../platform/feel/index.ts';
import type { Loose } from '../../platform/http/implement.ts';
import { Refusal } from '../../platform/http/index.ts';
import { ProcessError } from '../../platform/module/index.ts';
import { type Imagined, imagine } from './imagined.ts';
import { compileDiagram } from './model/compile.ts';
import type { Model } from './model/model.ts';
import { readDiagram } from './model/read.ts';
import type { ProcessEngine } from './processes.ts';
import { liveDefinitions } from './store-definitions.ts';
import type { Variables } from './types.ts';

interface Request { xml: string; variables: Variables; script: readonly ScriptStep[]; results: Variables }

/** A diagram as a model. @throws Refusal('invalid-input') when it cannot be walked */
export async function modelFrom(xml: string): Promise<Model> {
  const compiled = await readDiagram(xml).then(compileDiagram, (error: Error) => { throw new Refusal('invalid-input', { key: 'processes.unreadable', params: { reason: error.message } }); });
  const [refused] = compiled.refused;
  if (refused) throw new Refusal('invalid-input', { key: 'processes.fault', params: { zh: refused.zh, en: refused.en } });
  return compiled.model;
}

/** Walks a diagram in memory with example data. Nothing is kept, actions are only noted down; live tables answer. */
export async function tryDiagram(engine: Pick<ProcessEngine, 'decide' | 'stepper' | 'definitions'>, db: Handle, now: Date, { xml, variables, script, results }: Request): Promise<Loose<TryResult>> {
  const model = await modelFrom(xml);
  const called: Record<string, Model> = {};
  for (const d of await liveDefinitions(db)) if (d.kind === 'bpmn') called[d.key] = await engine.definitions.model(db, d.key, d.version);
  const run = imagine({
    model, variables, start: now, called, calendar: await engine.stepper.calendarFor(db, variables),
    act({ node }) {
      const answer = results[node.id];
      if (typeof answer === 'object' && answer !== null && 'error' in answer) throw new ProcessError(String(answer.error));
      return answer ?? {};
    },
    decide: ({ ref, input, node }) => results[node.id] ?? engine.decide(db, ref, input),
  });
  let error: string | null = null;
  try {
    await run.begin();
    for (const step of script) await play(run, step);
  } catch (fault) {
    error = (fault as Error).message;
  }
  const stuck = run.waiting('retry')[0];
  const what = { enter: 'enter', leave: 'leave', cancel: 'cancel', error: 'error' } as const;
  return {
    state: run.state.outcome === 'running' && stuck ? 'stuck' : run.state.outcome, error: error ?? stuck?.reason ?? run.state.reason ?? null, calls: run.calls, variables: run.variables,
    trace: run.trace.flatMap((t) => [...(t.via ? [{ elementId: t.via, type: 'bpmn:SequenceFlow', title: { zh: '', en: '' }, at: t.at, what: 'take' as const }] : []), { elementId: t.node.id, type: t.node.type, title: t.node.title, at: t.at, what: what[t.what] }]),
    waiting: run.state.waits.filter((w) => w.kind !== 'retry').map((w) => ({ elementId: w.node, kind: w.kind, name: w.name ?? null, dueAt: w.due ?? null })),
  };
}

/** One step of a script. @throws Error when what it names does not wait */
export async function play(run: Imagined, step: ScriptStep): Promise<void> {
  if ('complete' in step) {
    if (!(await run.complete(step.complete, step.output ?? {}))) throw new Error(`“${step.complete}” is not waiting to be completed; waiting: ${run.waiting().map((w) => w.node).join(', ') || 'nothing'}`);
  } else if ('message' in step) await run.message(step.message, step.payload ?? {});
  else if ('signal' in step) await run.signal(step.signal, step.payload ?? {});
  else await run.advance(step.advance);
}

/** Asks the tables of a DMN file. */
export async function tryTables({ xml, decision, variables }: { xml: string; decision?: string | undefined; variables: Variables }, now: Date) {
  try {
    const { value, tables } = (await loadDecisions(xml)).decide(variables, { now }, decision);
    return { value, error: null, tables: tables.map(({ decision: id, answer }) => ({ decision: id, value: answer.value, inputs: answer.inputs.map((i) => ({ ...i })), hits: answer.hits.map((h) => h.id), decisive: answer.decisive.map((h) => h.id), missedAt: [...answer.missedAt] })) };
  } catch (error) {
    if (!(error instanceof FeelError) && !(error instanceof Error)) throw error;
    return { value: null, error: error.message, tables: [] };
  }
}
