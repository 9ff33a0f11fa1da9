/**
 * Imports, exports and compares BPMN files: every element, its name, its ends and its text must come out as it went in.
 *
 *     npm run conformance -- bpmn PATH…
 *     npm run conformance -- bpmn --run FILE [SCRIPT.json]
 *
 * The second walks a model and prints one line per visit of a step. The script is optional JSON:
 *
 *     { "variables": {…},                     data the conditions ask for
 *       "choices": { "gateway": "flow" },     ways out of gateways, by id or name; a list is taken one after the other; flows without a
 *                                             choice are decided by their FEEL condition
 *       "steps": [ { "complete": "task" }, { "message": "name" }, { "signal": "name" }, { "advance": "P2D" } ],
 *       "results": { "element": {…} },        answers of actions, and of the process a call activity calls
 *       "expect": ["a", "b"] }                ids or names of the steps that must be visited, in this order
 *
 * Elements, messages and signals are named by id or by name. Without `steps` whatever waits for a person or a message is done at once, in order.
 */
import { readFileSync } from 'node:fs';
import { Parser } from 'htmlparser2';
import { z } from 'zod';
import { faultOf, holds as feel } from '../platform/feel/index.ts';
import { compileDiagram, imagine, play, readDiagram, scriptStep, writeDiagram } from '../modules/processes/index.ts';
import type { Model } from '../modules/processes/index.ts';
import { readFiles } from './files.ts';

/** Everything in a file that has to survive, as text to count. */
function contents(xml: string): { elements: Map<string, number>; names: Map<string, number>; flows: Map<string, number> } {
  const [elements, names, flows] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const add = (to: Map<string, number>, key: string) => void to.set(key, (to.get(key) ?? 0) + 1);
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  const open: { name: string; id: string; text: string }[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      const id = attributes['id'] ?? '';
      open.push({ name: local(name), id, text: '' });
      add(elements, `${local(name)} ${id}`);
      if (attributes['name'] !== undefined) add(names, `${local(name)} ${id} ${attributes['name']}`);
      const ends = ['sourceRef', 'targetRef', 'attachedToRef', 'default', 'processRef', 'bpmnElement', 'messageRef', 'signalRef', 'errorRef', 'calledElement', 'x', 'y', 'width', 'height'].flatMap((key) => (attributes[key] === undefined ? [] : [`${key}=${/^(?:x|y|width|height)$/.test(key) ? String(Number(attributes[key])) : local(attributes[key])}`]));
      if (ends.length > 0) add(flows, `${local(name)} ${id} ${ends.join(' ')}`);
    },
    ontext(text) { const top = open.at(-1); if (top) top.text += text; },
    onclosetag() {
      const top = open.pop();
      const text = top?.text.trim();
      if (top && text) add(names, `${top.name} ${top.id} = ${text.replaceAll(/\s+/g, ' ')}`);
    },
  }, { xmlMode: true });
  parser.end(xml);
  return { elements, names, flows };
}

const lost = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>) => [...before].filter(([key, n]) => (after.get(key) ?? 0) < n).map(([key]) => key);
const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((a, b) => a + b, 0);

async function compare(path: string, xml: string): Promise<object> {
  try {
    const diagram = await readDiagram(xml);
    const [before, after] = [contents(xml), contents(await writeDiagram(diagram.root))];
    const gone = [...lost(before.elements, after.elements), ...lost(before.names, after.names), ...lost(before.flows, after.flows)];
    const more = lost(after.elements, before.elements);
    return { id: path, elements: total(before.elements), names: total(before.names), references: total(before.flows), lost: gone.slice(0, 50), added: more.slice(0, 50), warnings: diagram.warnings.slice(0, 20), ok: gone.length === 0 && more.length === 0 };
  } catch (error) {
    return { id: path, ok: false, error: (error as Error).message };
  }
}

const RunScript = z.strictObject({
  variables: z.record(z.string(), z.unknown()).default({}), choices: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  steps: z.array(scriptStep).optional(), results: z.record(z.string(), z.unknown()).default({}), expect: z.array(z.string()).optional(),
});
type RunScript = z.infer<typeof RunScript>;
/** Things a sketch leaves out and a walk can do without: names of messages, lists of multi-instances, times, conditions. They keep a diagram from going live, not from being walked. */
const sketched = new Set(['no-name', 'no-collection', 'no-time', 'no-condition', 'no-called', 'several-processes', 'typed-start']);
/** Steps before a model that waits for nobody in particular is left alone. */
const mostSteps = 500;

/** Lets the script choose at gateways: a flow is open when it is the one chosen. */
function choosable(model: Model, script: RunScript): { model: Model; holds: (flow: string) => boolean | null } {
  const nodes = [...model.nodes.values()];
  const chosen = new Map(nodes.flatMap((n) => { const choice = script.choices[n.id] ?? script.choices[n.title.en]; return choice === undefined ? [] : [[n.id, Array.isArray(choice) ? [...choice] : choice] as const]; }));
  const flows = new Map([...model.flows].map(([id, f]) => [id, chosen.has(f.from) ? { ...f, condition: 'chosen' } : f]));
  const current = new Map<string, string>();
  return {
    model: { ...model, flows, nodes: new Map(nodes.map((n) => [n.id, chosen.has(n.id) ? { ...n, otherwise: null } : n.kind === 'call' ? { ...n, kind: 'plain' as const } : n])) },
    holds(flowId) {
      const flow = model.flows.get(flowId);
      const choice = flow && chosen.get(flow.from);
      if (!flow || choice === undefined) return null;
      const first = model.nodes.get(flow.from)?.outgoing[0];
      if (Array.isArray(choice)) {
        // The first flow that is asked about begins a new visit of the gateway.
        if (flowId === first) current.set(flow.from, choice.length > 1 ? (choice.shift() ?? '') : (choice[0] ?? ''));
      } else current.set(flow.from, choice);
      const now = current.get(flow.from);
      return now === flowId || now === flow.title.en || now === flow.to;
    },
  };
}

async function* walk([file = '', scriptFile]: string[]): AsyncIterable<object> {
  const script = RunScript.parse(scriptFile ? JSON.parse(readFileSync(scriptFile, 'utf8')) : {});
  const diagram = await readDiagram(decoded(readFileSync(file)));
  const { model: drawn, refused } = compileDiagram(diagram);
  const hard = refused.filter((r) => !sketched.has(r.rule));
  if (hard.length > 0) {
    yield { id: file, ok: false, refused: hard.map((r) => ({ element: r.elementId, reason: r.en })) };
    return;
  }
  const { model, holds } = choosable(drawn, script);
  const named = (word: string): string => [...model.nodes.values()].find((n) => n.id === word || n.title.en === word)?.id ?? word;
  const one = imagine({
    model, variables: script.variables, act: ({ node }) => script.results[node.id] ?? {}, decide: ({ node }) => script.results[node.id] ?? null,
    // A condition in another language than FEEL, nothing chosen: open.
    holds: (flow, condition, variables) => holds(flow) ?? (faultOf(condition.replace(/^\s*=/, '')) ? true : feel(condition.replace(/^\s*=/, ''), variables)),
  });
  let error: string | null = null;
  try {
    await one.begin();
    if (script.steps) for (const step of script.steps) await play(one, 'complete' in step ? { ...step, complete: named(step.complete) } : step);
    else {
      for (let n = 0; n < mostSteps && one.state.outcome === 'running'; n++) {
        const next = one.waiting().find((w) => w.kind === 'task' || w.kind === 'message' || w.kind === 'signal') ?? one.waiting('timer')[0];
        if (!next) break;
        await (next.kind === 'timer' ? one.advance(new Date(next.due ?? 0)) : one.fire(next.id));
      }
    }
  } catch (fault) {
    error = (fault as Error).message;
  }
  const visited = one.trace.filter((t) => t.what === 'enter');
  for (const t of one.trace) yield { at: t.at.toISOString(), what: t.what, element: t.node.id, name: t.node.title.en, type: t.node.type, ...(t.via ? { via: t.via } : {}) };
  const stuck = one.waiting('retry').map((w) => ({ element: w.node, reason: w.reason }));
  let at = 0;
  for (const t of visited) { const want = script.expect?.[at]; if (want !== undefined && (t.node.id === want || t.node.title.en === want)) at += 1; }
  const missed = script.expect?.[at];
  yield {
    id: file, outcome: one.state.outcome, ends: one.state.ends, waiting: one.waiting().filter((w) => w.kind !== 'retry').map((w) => ({ element: w.node, kind: w.kind, ...(w.name ? { name: w.name } : {}) })),
    ...(stuck.length > 0 ? { stuck } : {}), ...(error ? { error } : {}), ...(missed === undefined ? {} : { missed }), ok: error === null && stuck.length === 0 && missed === undefined,
  };
}

/** Text of a file in the encoding its first line names. */
function decoded(bytes: Buffer): string {
  const label = /^\s*<\?xml[^>]*\sencoding=["']([^"']+)/.exec(bytes.subarray(0, 200).toString('latin1'))?.[1];
  try {
    return new TextDecoder(label ?? 'utf-8').decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

async function* compareAll(paths: string[]): AsyncIterable<object> {
  for await (const { path, bytes } of readFiles(paths)) if (/\.(?:bpmn|xml)$/.test(path)) yield await compare(path, decoded(bytes));
}

const suite = (args: string[]): AsyncIterable<object> => (args[0] === '--run' ? walk(args.slice(1)) : compareAll(args));
export { suite as run };
