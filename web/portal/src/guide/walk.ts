import type { FaultTree } from '@aftercare/contract/products';

export interface Answered { readonly nodeKey: string; readonly answer: number }
export type Tree = Pick<FaultTree, 'title' | 'start' | 'nodes'>;
export type Node = Tree['nodes'][string];

/** Where a walk through a tree stands; null when an answer leads nowhere any more (the tree was changed meanwhile). */
export function standing(tree: Tree, path: readonly Answered[]): { readonly key: string; readonly node: Node } | null {
  let key = tree.start;
  for (const { nodeKey, answer } of path) {
    const node = tree.nodes[key];
    if (!node || key !== nodeKey) return null;
    const next = node.kind === 'question' ? node.answers[answer]?.to : node.kind === 'fix' ? node.notHelped : undefined;
    if (!next) return null;
    key = next;
  }
  const node = tree.nodes[key];
  return node ? { key, node } : null;
}

/** Questions and answers of a walk, in the words of one language, for whoever works on it. */
export function told(tree: Tree, path: readonly Answered[], language: string, notHelped: string): { question: string; answer: string }[] {
  const say = (names: { zh: string; en: string }) => (language.startsWith('zh') ? names.zh || names.en : names.en || names.zh);
  return path.flatMap(({ nodeKey, answer }) => {
    const node = tree.nodes[nodeKey];
    if (node?.kind === 'question') return [{ question: say(node.text), answer: say(node.answers[answer]?.text ?? { zh: '', en: '' }) }];
    return node?.kind === 'fix' ? [{ question: say(node.text), answer: notHelped }] : [];
  });
}
