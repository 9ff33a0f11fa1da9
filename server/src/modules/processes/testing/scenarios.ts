/**
 * Scenarios of shipped diagrams: `processes/<key>.scenarios.json` beside `<key>.bpmn`, a list of
 *
 *     { "name": "…", "variables": {…}, "script": [{ "complete": "task", "output": {…} }, { "message": "customer.approved", "payload": {…} }, { "signal": "…" }, { "advance": "P2D" }],
 *       "results": { "actionElement": {…} | { "error": "no-stock" } | [first answer, second answer …] }, "ends": ["endEvent"], "outcome": "completed" | "failed", "visits": ["a", "b"] }
 *
 * Nothing is stored and no action is called; decision tables answer for real. `visits` must be passed in this order, others may lie between.
 */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ScriptStep } from '@aftercare/contract/processes';
import { z } from 'zod';
import { type Decisions, loadDecisions } from '../../../platform/feel/index.ts';
import { ProcessError } from '../../../platform/module/index.ts';
import { chineseCalendar, compileCalendar } from '../../../platform/time/index.ts';
import { shippedFolder } from '../definitions.ts';
import { imagine } from '../imagined.ts';
import { compileDiagram } from '../model/compile.ts';
import type { Model } from '../model/model.ts';
import { readDiagram } from '../model/read.ts';
import { play } from '../trying.ts';

export const Scenario = z.strictObject({
  name: z.string(), variables: z.record(z.string(), z.unknown()).default({}), script: z.array(ScriptStep), results: z.record(z.string(), z.unknown()).default({}),
  ends: z.array(z.string()), outcome: z.enum(['running', 'completed', 'failed']).default('completed'), visits: z.array(z.string()).default([]),
});
export type Scenario = z.infer<typeof Scenario>;
export interface Played { readonly name: string; /** What was not as the scenario says; null when all was. */ readonly fault: string | null; readonly trace: readonly string[]; readonly flows: readonly string[] }
export interface Playback {
  readonly played: readonly Played[];
  /** Steps and flows no scenario walked. */
  readonly unvisited: readonly string[];
  readonly unwalked: readonly string[];
}

/** A Monday morning in Shanghai. */
const start = new Date('2026-03-02T02:00:00Z');

/** A shipped diagram by its key. */
export async function shippedModel(key: string, folder = shippedFolder): Promise<Model> {
  const { model, refused } = compileDiagram(await readDiagram(await readFile(join(folder, `${key}.bpmn`), 'utf8')));
  if (refused[0]) throw new Error(refused[0].en);
  return model;
}
/** Keys of all shipped diagrams. */
export const shippedKeys = async (folder = shippedFolder): Promise<string[]> => (await readdir(folder)).filter((f) => f.endsWith('.bpmn')).map((f) => f.slice(0, -'.bpmn'.length)).toSorted();

async function calledFrom(folder: string): Promise<Record<string, Model>> {
  const models: Record<string, Model> = {};
  for (const key of await shippedKeys(folder)) models[key] = await shippedModel(key, folder);
  return models;
}

/** Plays scenarios on a shipped diagram; those of its own file unless given. */
export async function playScenarios(key: string, { folder = shippedFolder, scenarios }: { folder?: string; scenarios?: readonly z.input<typeof Scenario>[] } = {}): Promise<Playback> {
  const model = await shippedModel(key, folder);
  const list = z.array(Scenario).parse(scenarios ?? JSON.parse(await readFile(join(folder, `${key}.scenarios.json`), 'utf8')));
  const called = await calledFrom(folder);
  const played: Played[] = [];
  for (const scenario of list) played.push(await playOne(model, called, scenario, folder));
  const nodes = new Set(played.flatMap((p) => p.trace));
  const flows = new Set(played.flatMap((p) => p.flows));
  return { played, unvisited: [...model.nodes.values()].filter((n) => !n.triggeredByEvent && !nodes.has(n.id)).map((n) => n.id), unwalked: [...model.flows.keys()].filter((id) => !flows.has(id)) };
}

const tables = new Map<string, Promise<Decisions>>();
async function decide(folder: string, ref: string, input: Readonly<Record<string, unknown>>, now: Date): Promise<unknown> {
  const [key = '', decision] = ref.split('#');
  const path = join(folder, `${key}.dmn`);
  let decisions = tables.get(path);
  if (!decisions) tables.set(path, (decisions = readFile(path, 'utf8').then(loadDecisions)));
  return (await decisions).decide(input, { now }, decision).value;
}

async function playOne(model: Model, called: Readonly<Record<string, Model>>, scenario: Scenario, folder: string): Promise<Played> {
  const asked = new Map<string, number>();
  const run = imagine({
    model, called, variables: scenario.variables, start, calendar: compileCalendar(chineseCalendar()),
    act({ node }) {
      const turn = asked.get(node.id) ?? 0;
      asked.set(node.id, turn + 1);
      const told = scenario.results[node.id];
      const answer: unknown = Array.isArray(told) ? (told[turn] ?? told.at(-1)) : told;
      if (typeof answer === 'object' && answer !== null && 'error' in answer) throw new ProcessError(String(answer.error));
      return answer ?? {};
    },
    decide: ({ ref, input, node }) => scenario.results[node.id] ?? decide(folder, ref, input, run.now),
  });
  let fault: string | null = null;
  try {
    await run.begin();
    for (const [i, step] of scenario.script.entries()) {
      await play(run, step).catch((error: Error) => { throw new Error(`step ${i + 1}: ${error.message}`); });
      const stuck = run.waiting('retry')[0];
      if (stuck) throw new Error(`step ${i + 1}: stuck at ${stuck.node}: ${stuck.reason ?? ''}`);
    }
    fault = difference(run.state.outcome, run.state.ends, run.waiting().map((w) => w.node), scenario);
  } catch (error) {
    fault = (error as Error).message;
  }
  const trace = run.trace.filter((t) => t.what === 'enter').map((t) => t.node.id);
  let at = 0;
  for (const id of trace) if (id === scenario.visits[at]) at += 1;
  if (!fault && at < scenario.visits.length) fault = `did not pass ${scenario.visits[at] ?? ''} in its order`;
  // A join is reached by several flows in one visit each; a link has none.
  return { name: scenario.name, fault, trace, flows: run.trace.flatMap((t) => (t.what === 'enter' && t.via ? [t.via] : [])) };
}

function difference(outcome: string, ends: readonly string[], waiting: readonly string[], scenario: Scenario): string | null {
  if (outcome !== scenario.outcome) return `is ${outcome}, not ${scenario.outcome}; waiting: ${waiting.join(', ') || 'nothing'}`;
  const [got, expected] = [[...new Set(ends)].toSorted().join(', '), [...new Set(scenario.ends)].toSorted().join(', ')];
  return got === expected ? null : `ended at ${got || 'nothing'}, not at ${expected}`;
}
