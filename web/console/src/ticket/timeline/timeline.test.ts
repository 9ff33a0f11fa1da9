import { describe, expect, test } from 'vitest';
import type { Message, TimelineItem } from '../../data/types.ts';
import { arrange } from './arrange.ts';
import { ruleOf } from './reasonWords.ts';
import { hasRemote, isRich, sameSubject } from './mail.ts';
import { pieces } from './Words.tsx';

const base = Date.parse('2026-11-22T08:00:00Z');
const at = (minutes: number) => new Date(base + minutes * 60_000).toISOString();
let next = 1;
function message(minutes: number, direction: 'in' | 'out' = 'in', channel: Message['channel'] = 'chat'): TimelineItem {
  const made: Message = { id: next++, conversationId: 1, channel, direction, author: { kind: direction === 'in' ? 'customer' : 'agent', id: 1, name: direction }, text: '', html: null, quoted: null, subject: null, attachments: [], delivery: 'sent', deliveryError: null, flag: null, at: at(minutes), readAt: null };
  return { kind: 'message', at: made.at, message: made };
}
const change = (minutes: number): TimelineItem => ({ kind: 'change', at: at(minutes), id: next++, actor: { kind: 'agent', id: 1, name: 'A' }, fields: [], reason: null, undoable: false });
const utcDay = (when: string) => when.slice(0, 10);
const shape = (items: TimelineItem[]) => arrange(items, utcDay).map((one) => (one.as === 'speech' ? (one.follows ? 'follows' : 'speech') : one.as === 'fold' ? `fold ${one.count}` : one.as));

describe('arrange', () => {
  test('what one person says within five minutes stands together', () => expect(shape([message(0), message(3), message(9)])).toEqual(['day', 'speech', 'follows', 'speech']));
  test('another direction, another door or something between parts them', () => {
    expect(shape([message(0), message(1, 'out')])).toEqual(['day', 'speech', 'speech']);
    expect(shape([message(0), message(1, 'in', 'mail')])).toEqual(['day', 'speech', 'speech']);
    expect(shape([message(0), change(1), message(2)])).toEqual(['day', 'speech', 'quiet', 'speech']);
  });
  test('a new day begins with a line, and nothing follows over midnight', () => expect(shape([message(15 * 60 + 58), message(16 * 60 + 1)])).toEqual(['day', 'speech', 'day', 'speech']));
  test('long runs of changes are folded but for the last two', () => {
    expect(shape([0, 1, 2, 3, 4].map(change))).toEqual(['day', 'quiet', 'quiet', 'quiet', 'quiet', 'quiet']);
    expect(shape([message(0), ...[1, 2, 3, 4, 5, 6, 7].map(change), message(8)])).toEqual(['day', 'speech', 'fold 5', 'quiet', 'quiet', 'speech']);
  });
  test('every item is drawn exactly once', () => {
    const items = [message(0), ...[1, 2, 3, 4, 5, 6, 7].map(change), message(8), change(9)];
    const keys = arrange(items, utcDay).flatMap((one) => (one.as === 'fold' ? one.items.map((inner) => inner.key) : one.as === 'day' ? [] : [one.key]));
    expect(new Set(keys).size).toBe(items.length);
    expect(keys).toHaveLength(items.length);
  });
});

describe('mail', () => {
  test('formatting that says more than words is shown as sent', () => { expect(isRich('<p>a <b>b</b></p>')).toBe(true); expect(isRich('<TABLE border=1>')).toBe(true); expect(isRich('<div>plain<br>words</div>')).toBe(false); expect(isRich('<body><input>')).toBe(false); });
  test('pictures from elsewhere are noticed', () => { expect(hasRemote('<img src="https://x.example/p.png">')).toBe(true); expect(hasRemote('<img data-remote-src="https://x.example/p.png" />')).toBe(true); expect(hasRemote("<td background='//x.example/a'>")).toBe(true); expect(hasRemote('<p style="background:url(http://x.example/a)">')).toBe(true); expect(hasRemote('<img src="/api/v1/files/5"><a href="https://x.example">x</a>')).toBe(false); });
});

describe('words', () => {
  test('addresses end before the full stop, also a Chinese one', () => {
    expect(pieces('见 https://a.example/x?y=1。谢谢')).toEqual([{ kind: 'text', text: '见 ' }, { kind: 'link', text: 'https://a.example/x?y=1' }, { kind: 'text', text: '。谢谢' }]);
    expect(pieces('(see http://a.example/b).').map((one) => one.text)).toEqual(['(see ', 'http://a.example/b', ').']);
  });
  test('only people are mentions', () => expect(pieces('@陈伟请看 @someone', ['陈伟'])).toEqual([{ kind: 'mention', text: '@陈伟' }, { kind: 'text', text: '请看 @someone' }]));
  test('nothing is lost', () => { const text = 'a@b.c https://x.example/,, @@ x'; expect(pieces(text, ['b']).map((one) => one.text).join('')).toBe(text); });
});

test.each([
  ['Re: Re: Leaking [#12]', 'Leaking', true], ['回复：Re: 漏水 [#12]', '漏水', true], ['【＃12】答复：漏水', '漏水', true], ['Antwort[2]: Leaking', 'Re: Leaking', true], ['Re: [#12]', '', true],
  ['Re: Leaking again', 'Leaking', false], ['It is still leaking', 'leaking', false], ['Order 12: leaking', 'leaking', false],
])('%s under %s', (subject, ticket, same) => expect(sameSubject(subject, ticket)).toBe(same));

test('a rule is known by its number, whatever it is called; other reasons are none', () => {
  expect(ruleOf('rule|12|冒烟 | 漏电 / Smoke | sparks')).toEqual({ id: 12, names: '冒烟 | 漏电 / Smoke | sparks' });
  expect([ruleOf('queued|General'), ruleOf('rule|x'), ruleOf('the rule says so')]).toEqual([null, null, null]);
});
