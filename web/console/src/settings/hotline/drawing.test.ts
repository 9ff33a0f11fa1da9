import { expect, test } from 'vitest';
import { draw } from './drawing.ts';
import { firstMenu } from './stations.ts';

test('the first menu is drawn from left to right, and each way leads on', () => {
  const { placed, ways, columns } = draw(firstMenu());
  const at = new Map(placed.map((p) => [p.node.id, p.column]));
  expect([at.get('hours'), at.get('language'), at.get('menu'), columns]).toEqual([0, 1, 2, 6]);
  expect(ways.every((w) => (at.get(w.from) ?? 0) < (at.get(w.to) ?? 0))).toBe(true);
  // «2» and «otherwise» both lead to the queue: one line.
  expect(ways.find((w) => w.from === 'menu' && w.to === 'queue')?.by).toBe('2\u0000otherwise');
  expect(new Set(placed.map((p) => `${p.column} ${p.row}`)).size).toBe(placed.length);
});
test('a station nobody reaches stands apart, and circles end', () => {
  const menu = firstMenu();
  const drawn = draw({ start: 'menu', nodes: [...menu.nodes.filter((n) => n.id !== 'hours' && n.id !== 'language').map((n) => (n.kind === 'queue' ? { ...n, overflow: 'menu' } : n)), { id: 'lost', kind: 'hangup', say: { zh: '', en: '', zhFileId: null, enFileId: null } }] });
  expect(drawn.placed.find((p) => p.node.id === 'lost')?.column).toBe(drawn.columns - 1);
});
