import { expect, test } from 'vitest';
import { type Tree, standing, told } from './walk.ts';

const n = (zh: string, en: string) => ({ zh, en });
const tree: Tree = {
  title: n('不通电', 'No power'), start: 'plug',
  nodes: {
    plug: { kind: 'question', text: n('插座有电吗？', 'Is there power?'), answers: [{ text: n('有', 'Yes'), to: 'fuse' }, { text: n('没有', 'No'), to: 'socket' }] },
    socket: { kind: 'fix', text: n('换个插座', 'Another socket'), steps: n('换个插座试试', 'Try another'), notHelped: 'fuse' },
    fuse: { kind: 'report', text: n('请报修', 'Report it'), faultKey: 'power', stopUsing: true },
  },
};

test('each answer leads on; a fix that did not help leads further', () => {
  expect(standing(tree, [])?.key).toBe('plug');
  expect(standing(tree, [{ nodeKey: 'plug', answer: 1 }])?.node.kind).toBe('fix');
  expect(standing(tree, [{ nodeKey: 'plug', answer: 1 }, { nodeKey: 'socket', answer: 0 }])?.key).toBe('fuse');
});
test('a walk through a tree that was changed begins anew', () => {
  expect(standing(tree, [{ nodeKey: 'gone', answer: 0 }])).toBeNull();
  expect(standing(tree, [{ nodeKey: 'plug', answer: 7 }])).toBeNull();
});
test('what was asked and answered is told in the reader’s language', () => {
  const path = [{ nodeKey: 'plug', answer: 1 }, { nodeKey: 'socket', answer: 0 }];
  expect(told(tree, path, 'zh-CN', '没有用')).toEqual([{ question: '插座有电吗？', answer: '没有' }, { question: '换个插座', answer: '没有用' }]);
  expect(told(tree, path, 'en', 'did not help')[1]).toEqual({ question: 'Another socket', answer: 'did not help' });
});
