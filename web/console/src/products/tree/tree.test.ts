import { expect, test } from 'vitest';
import { type Draft, blank, freshKey, grown, led, newTree, problems, sendable, without } from './tree.ts';

const named = (draft: Draft): Draft => ({ ...draft, nodes: Object.fromEntries(Object.entries(draft.nodes).map(([key, node]) => [key, { ...node, text: { zh: key, en: '' } }])) });
/** n1: yes → n2 (fix, not helped → n4), no → n3; n4 reports. */
function whole(): Draft {
  let d = newTree();
  d = grown(d, 'n1', 0, 'fix').draft;
  d = grown(d, 'n1', 1, 'report').draft;
  d = grown(d, 'n2', 0, 'report').draft;
  return named(d);
}

test('a tree grows from its first question, and is sound when every way ends', () => {
  expect([...problems(newTree()).get('n1') ?? []]).toEqual(['words', 'nowhere']);
  const d = whole();
  expect(Object.keys(d.nodes)).toEqual(['n1', 'n2', 'n3', 'n4']);
  expect(problems(d).size).toBe(0);
});
test('what is taken away takes with it what only it led to, and leaves its way open', () => {
  const d = without(whole(), 'n2');
  expect(Object.keys(d.nodes)).toEqual(['n1', 'n3']);
  expect(problems(d)).toEqual(new Map([['n1', ['nowhere']]]));
  const shared = without(led(whole(), 'n1', 1, 'n4'), 'n2');
  expect(Object.keys(shared.nodes).toSorted()).toEqual(['n1', 'n3', 'n4']);
  expect(without(d, 'n1')).toBe(d);
});
test('circles without a way out and nodes that nothing leads to are told', () => {
  let d = named(grown(newTree(), 'n1', 0, 'question').draft);
  d = led(led(led(d, 'n1', 1, 'n2'), 'n2', 0, 'n1'), 'n2', 1, 'n1');
  expect(problems(d)).toEqual(new Map([['n1', ['circle']], ['n2', ['circle']]]));
  const lost = whole();
  expect(problems({ ...lost, nodes: { ...lost.nodes, n9: { ...blank('report'), text: { zh: 'x', en: '' } } } })).toEqual(new Map([['n9', ['unreached']]]));
  expect(freshKey({ n1: blank('fix'), n3: blank('fix') })).toBe('n4');
});
test('is sent with both languages filled and nothing empty', () => {
  const d = sendable({ ...whole(), title: { zh: '', en: 'No suction' } });
  expect(d.title).toEqual({ zh: 'No suction', en: 'No suction' });
  expect(d.nodes['n3']).toEqual({ kind: 'report', text: { zh: 'n3', en: 'n3' }, stopUsing: false });
});
