import { describe, expect, test } from 'vitest';
import { emptyDraft, mergeDraft, readLocal, writeLocal, writtenOn } from './draft.ts';
import { mentionsIn, replaceTrigger, triggerAt } from './trigger.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');
const local = (text: string, seconds: number) => ({ text, kind: 'reply' as const, files: [], at: noon + seconds * 1000 });
const server = (text: string, seconds: number) => ({ text, kind: 'note' as const, files: [], savedAt: new Date(noon + seconds * 1000).toISOString() });

describe('which draft goes on', () => {
  test('the newer one', () => {
    expect(mergeDraft(local('here', 60), server('there', 0)).text).toBe('here');
    expect(mergeDraft(local('here', 0), server('there', 60))).toEqual({ text: 'there', kind: 'note', files: [], at: noon + 60_000 });
  });
  test('a newer empty one clears: it was sent elsewhere', () => expect(mergeDraft(local('here', 0), server('', 60)).text).toBe(''));
  test('at the same time, words win over none', () => expect(mergeDraft(local('here', 0), server('', 1)).text).toBe('here'));
  test('with only one there is no question', () => {
    expect(mergeDraft(null, null)).toBe(emptyDraft);
    expect(mergeDraft(null, { text: '', kind: 'reply', files: [], savedAt: null })).toBe(emptyDraft);
    expect(mergeDraft(local('here', 0), null).text).toBe('here');
  });
  test('what was written on while words travelled stays', () => {
    expect(writtenOn('hello ', 'hello')).toBe('');
    expect(writtenOn('hello\n\nand more', 'hello')).toBe('and more');
    expect(writtenOn('something else', 'hello')).toBe('something else');
  });
  test('is kept on this device and forgotten when empty', () => {
    const kept = new Map<string, string>();
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
    writeLocal(5, local('here', 0), storage);
    expect(readLocal(5, storage)).toEqual(local('here', 0));
    writeLocal(5, local('  ', 1), storage);
    expect(readLocal(5, storage)).toBeNull();
    kept.set('aftercare-draft-6', '{"text":7}');
    expect(readLocal(6, storage)).toBeNull();
  });
});

describe('what the caret stands in', () => {
  const at = (text: string) => triggerAt(text, text.length);
  test('a template after a slash at the start of a line', () => {
    expect(at('/')).toEqual({ kind: 'template', query: '', from: 0 });
    expect(at('Hello\n/ref')).toEqual({ kind: 'template', query: 'ref', from: 6 });
    expect(at('/序列')?.query).toBe('序列');
  });
  test('not in dates, paths and addresses', () => { expect(at('on 3/4')).toBeNull(); expect(at('/home/x')).toBeNull(); expect(at('see https://a.example/b')).toBeNull(); expect(at('// ')).toBeNull(); });
  test('a name after @, also right behind Chinese', () => {
    expect(at('请@陈')).toEqual({ kind: 'mention', query: '陈', from: 1 });
    expect(at('ask @Anna Sch')).toEqual({ kind: 'mention', query: 'Anna Sch', from: 4 });
    expect(at('mail a@b')).toBeNull();
  });
  test('is replaced where it stands', () => {
    const trigger = at('Hi\n/ref');
    expect(trigger && replaceTrigger('Hi\n/ref tail', 7, trigger, 'Refunds take 3 days.')).toEqual({ text: 'Hi\nRefunds take 3 days. tail', caret: 23 });
  });
});

test('who is named: the longest name counts, each once', () => {
  const people = [{ id: 1, name: '王小' }, { id: 2, name: '王小明' }, { id: 3, name: 'Anna Schmidt' }];
  expect(mentionsIn('@王小明 请看，@Anna Schmidt too, @王小明', people)).toEqual([2, 3]);
  expect(mentionsIn('a@王小', people)).toEqual([1]);
  expect(mentionsIn('nobody', people)).toEqual([]);
});
