import { MenuTree } from '@aftercare/contract/hotline';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exits, menuFaults } from './menu-check.ts';
import { type Facts, type Input, type Place, type Step, walk } from './menu.ts';

const say = (zh: string, en: string) => ({ zh, en });
const tree = (nodes: unknown[], start = 'hours') => MenuTree.parse({ start, nodes });
const usual = tree([
  { id: 'hours', kind: 'hours', open: 'language', closed: 'night' },
  { id: 'night', kind: 'voicemail', say: say('请留言。', 'Please leave a message.') },
  { id: 'language', kind: 'language', say: say('中文请按一。', 'For English press two.'), keys: { 1: 'zh-CN', 2: 'en' }, next: 'vip' },
  { id: 'vip', kind: 'vip', vip: 'fast', otherwise: 'main' },
  { id: 'fast', kind: 'queue', vip: true, overflow: 'night' },
  { id: 'main', kind: 'menu', say: say('查询进度请按一。', 'For your repair press 1.'), keys: { 1: 'mine', 2: 'people' }, otherwise: 'people' },
  { id: 'mine', kind: 'lookup', by: 'ticket', say: say('请输入单号。', 'Key in the number.'), found: 'bye', otherwise: 'people' },
  { id: 'people', kind: 'queue', overflow: 'night' },
  { id: 'bye', kind: 'hangup', say: say('再见。', 'Goodbye.') },
]);
const told = (steps: readonly Step[]) => steps.map((s) => (s.do === 'say' ? s.text : s.do));
function ring(inputs: readonly Input[], facts: Facts = { open: true, tier: 'standard' }, start: Partial<Place> = {}) {
  let place: Place = { node: usual.start, tries: 0, language: 'zh-CN', sure: false, ...start };
  return [{ kind: 'begin' } as Input, ...inputs].map((input) => { const went = walk(usual, place, input, facts); place = went.place; return told(went.steps); });
}

describe('the menu', () => {
  it('asks for the language in both, then speaks the one that was chosen', () => {
    expect(ring([{ kind: 'keys', keys: '2' }, { kind: 'keys', keys: '1' }, { kind: 'keys', keys: '42' }])).toEqual([
      ['中文请按一。', 'For English press two.', 'keys'], ['For your repair press 1.', 'keys'], ['Key in the number.', 'keys'], ['lookup'],
    ]);
  });
  it('skips what is known, gives the fast lane to whom it is due, and a mailbox at night', () => {
    expect(ring([], { open: true, tier: 'standard' }, { sure: true })).toEqual([['查询进度请按一。', 'keys']]);
    expect(ring([], { open: true, tier: 'vip' }, { sure: true })).toEqual([['queue']]);
    expect(ring([{ kind: 'recorded' }], { open: false, tier: 'vip' })).toEqual([['请留言。', 'record'], ['hangup']]);
  });
  it('asks again after a wrong key or silence, and takes who cannot choose to somebody', () => {
    expect(ring([{ kind: 'keys', keys: '9' }, { kind: 'silence' }, { kind: 'overflow' }], undefined, { sure: true })).toEqual([['查询进度请按一。', 'keys'], ['查询进度请按一。', 'keys'], ['queue'], ['请留言。', 'record']]);
  });
  it('tells what was found in the caller\'s language and says goodbye', () => {
    expect(ring([{ kind: 'keys', keys: '1' }, { kind: 'keys', keys: '42' }, { kind: 'found', text: '正在处理。' }], undefined, { sure: true }).at(-1)).toEqual(['正在处理。', '再见。', 'hangup']);
  });
});

describe('a drawn menu', () => {
  const faults = (nodes: unknown[], start = 'a') => menuFaults(tree(nodes, start)).map((f) => `${f.path} ${f.key}`);
  it('is refused with the place of each fault', () => {
    expect(menuFaults(usual)).toEqual([]);
    expect(faults([{ id: 'a', kind: 'menu', say: {}, keys: { 1: 'gone' }, otherwise: 'a' }, { id: 'a', kind: 'hangup', say: {} }], 'b')).toEqual([
      'menu.nodes.1.id hotline.menu.twice', 'menu.start hotline.menu.unknown', 'menu.nodes.0.keys.1 hotline.menu.unknown', 'menu.nodes.0.say hotline.menu.silent',
    ]);
    expect(faults([{ id: 'a', kind: 'hours', open: 'b', closed: 'c' }, { id: 'b', kind: 'vip', vip: 'c', otherwise: 'a' }, { id: 'c', kind: 'hangup', say: {} }, { id: 'd', kind: 'hangup', say: {} }])).toEqual(['menu.nodes.3.id hotline.menu.unreachable', 'menu.nodes.0.id hotline.menu.endless']);
  });
  it('that passes the check never runs in circles, whatever callers press', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const id = fc.constantFrom(...ids);
    const kind = fc.oneof(
      fc.record({ kind: fc.constant('say'), say: fc.constant(say('一', 'one')), next: id }), fc.record({ kind: fc.constant('hours'), open: id, closed: id }), fc.record({ kind: fc.constant('vip'), vip: id, otherwise: id }),
      fc.record({ kind: fc.constant('menu'), say: fc.constant(say('一', 'one')), keys: fc.record({ 1: id, 2: id }), otherwise: id }), fc.record({ kind: fc.constant('queue'), overflow: id }), fc.record({ kind: fc.constant('hangup'), say: fc.constant({}) }),
    );
    const input = fc.oneof(fc.constantFrom('1', '2', '9').map((keys): Input => ({ kind: 'keys', keys })), fc.constantFrom('silence', 'overflow', 'failed').map((k) => ({ kind: k }) as Input));
    fc.assert(fc.property(fc.tuple(kind, kind, kind, kind), fc.array(input, { maxLength: 12 }), fc.boolean(), (kinds, inputs, open) => {
      const drawn = tree(kinds.map((k, i) => ({ id: ids[i], ...k })), 'a');
      if (menuFaults(drawn).some((f) => f.key !== 'hotline.menu.unreachable')) return;
      let place: Place = { node: 'a', tries: 0, language: 'en', sure: true };
      for (const happened of [{ kind: 'begin' } as Input, ...inputs]) {
        const { steps, place: next } = walk(drawn, place, happened, { open, tier: 'standard' });
        place = next;
        expect(steps.length).toBeLessThanOrEqual(6);
        expect(['keys', 'queue', 'hangup']).toContain(steps.at(-1)?.do);
        if (steps.at(-1)?.do === 'hangup') return;
      }
      expect(drawn.nodes.flatMap(exits).every(([, to]) => ids.includes(to))).toBe(true);
    }));
  });
});
