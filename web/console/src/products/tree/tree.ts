import type { FaultTree, TreeNode } from '@aftercare/contract/products';
import { bothNames } from '../../settings/frame/BothNames.tsx';

/** A tree being written. An answer that leads nowhere yet has an empty `to`. */
export type Draft = Pick<FaultTree, 'title' | 'start' | 'nodes' | 'active'>;
export type Kind = TreeNode['kind'];
export type Problem = 'nowhere' | 'unreached' | 'circle' | 'words' | 'answers';

const none = { zh: '', en: '' };
/** Where a node leads, empty ways included. */
export const ways = (node: TreeNode): string[] => (node.kind === 'question' ? node.answers.map((a) => a.to) : node.kind === 'fix' && node.notHelped !== undefined ? [node.notHelped] : []);

export function blank(kind: Kind): TreeNode {
  if (kind === 'question') return { kind, text: none, answers: [{ text: { zh: '是', en: 'Yes' }, to: '' }, { text: { zh: '否', en: 'No' }, to: '' }] };
  return kind === 'fix' ? { kind, text: none, steps: none } : { kind, text: none, stopUsing: false };
}
export const newTree = (): Draft => ({ title: none, start: 'n1', nodes: { n1: blank('question') }, active: true });

export function freshKey(nodes: Draft['nodes']): string {
  let n = Object.keys(nodes).length + 1;
  while (nodes[`n${n}`]) n += 1;
  return `n${n}`;
}

/** Sets where a node leads: the answer's number, or for a fix that did not help, 0. */
export function led(draft: Draft, from: string, way: number, to: string): Draft {
  const node = draft.nodes[from];
  if (!node) return draft;
  const next: TreeNode = node.kind === 'question' ? { ...node, answers: node.answers.map((a, at) => (at === way ? { ...a, to } : a)) } : node.kind === 'fix' ? { ...node, notHelped: to } : node;
  return { ...draft, nodes: { ...draft.nodes, [from]: next } };
}
/** A new node at the end of a way. */
export function grown(draft: Draft, from: string, way: number, kind: Kind): { draft: Draft; key: string } {
  const key = freshKey(draft.nodes);
  return { key, draft: led({ ...draft, nodes: { ...draft.nodes, [key]: blank(kind) } }, from, way, key) };
}

export function reached(draft: Pick<Draft, 'start' | 'nodes'>): Set<string> {
  const seen = new Set<string>();
  const walk = (key: string): void => { const node = draft.nodes[key]; if (!node || seen.has(key)) return; seen.add(key); for (const to of ways(node)) walk(to); };
  walk(draft.start);
  return seen;
}

/** Without a node and what only it led to; ways to it lead nowhere then. The first node stays. */
export function without(draft: Draft, key: string): Draft {
  if (key === draft.start) return draft;
  const before = reached(draft);
  const { [key]: _, ...rest } = draft.nodes;
  const cut = Object.fromEntries(Object.entries(rest).map(([k, node]): [string, TreeNode] => [k, node.kind === 'question' ? { ...node, answers: node.answers.map((a) => (a.to === key ? { ...a, to: '' } : a)) } : node.kind === 'fix' && node.notHelped === key ? { ...node, notHelped: '' } : node]));
  const after = reached({ start: draft.start, nodes: cut });
  // What nobody reached before is somebody's work in progress and stays.
  return { ...draft, nodes: Object.fromEntries(Object.entries(cut).filter(([k]) => after.has(k) || !before.has(k))) };
}

/** What stands in the way of saving, by node. */
export function problems(draft: Draft): ReadonlyMap<string, readonly Problem[]> {
  const found = new Map<string, Problem[]>();
  const add = (key: string, problem: Problem) => { const list = found.get(key) ?? []; if (!list.includes(problem)) found.set(key, [...list, problem]); };
  const seen = reached(draft);
  const ends = new Set(Object.entries(draft.nodes).flatMap(([key, node]) => (node.kind === 'question' ? [] : [key])));
  for (let grew = true; grew;) {
    grew = false;
    for (const [key, node] of Object.entries(draft.nodes)) if (!ends.has(key) && ways(node).some((to) => ends.has(to))) { ends.add(key); grew = true; }
  }
  for (const [key, node] of Object.entries(draft.nodes)) {
    const empty = (words: { zh: string; en: string }) => !words.zh.trim() && !words.en.trim();
    if (empty(node.text) || (node.kind === 'question' && node.answers.some((a) => empty(a.text)))) add(key, 'words');
    if (node.kind === 'question' && node.answers.length === 0) add(key, 'answers');
    if (ways(node).some((to) => !draft.nodes[to])) add(key, 'nowhere');
    else if (seen.has(key) && !ends.has(key)) add(key, 'circle');
    if (!seen.has(key)) add(key, 'unreached');
  }
  return found;
}

/** As it is sent: both languages filled, nothing empty that may be left out. */
export function sendable(draft: Draft): Draft {
  const kept = (words: { zh: string; en: string } | undefined) => (words && (words.zh.trim() || words.en.trim()) ? bothNames(words) : undefined);
  const nodes = Object.fromEntries(Object.entries(draft.nodes).map(([key, node]): [string, TreeNode] => {
    const text = bothNames(node.text);
    if (node.kind === 'question') { const hint = kept(node.hint); return [key, { kind: node.kind, text, ...(hint ? { hint } : {}), answers: node.answers.map((a) => ({ text: bothNames(a.text), to: a.to })) }]; }
    const fault = node.faultKey ? { faultKey: node.faultKey } : {};
    if (node.kind === 'fix') return [key, { kind: node.kind, text, steps: bothNames(node.steps), ...fault, ...(node.notHelped ? { notHelped: node.notHelped } : {}) }];
    const photos = kept(node.photos);
    return [key, { kind: node.kind, text, stopUsing: node.stopUsing, ...fault, ...(photos ? { photos } : {}) }];
  }));
  return { ...draft, title: bothNames(draft.title), nodes };
}
