import { takeFilters } from '@aftercare/contract/search';
import { expect, test } from 'vitest';
import { completed, dayChoices, finished, fixedChoices, keyChoices, namedChoices, pieceAt, shown } from './complete.ts';

const value = (text: string) => { const piece = pieceAt(text, text.length); if (piece?.what !== 'value') throw new Error(`no value in ${text}`); return piece; };
const same = (word: string) => word;

test('names of filters in the language they are begun in', () => {
  expect(pieceAt('printer sta', 11)).toEqual({ what: 'key', begun: 'sta', from: 8, to: 11 });
  expect(keyChoices('sta', same).map((c) => c.insert)).toEqual(['status:']);
  expect(keyChoices('状', same).map((c) => c.insert)).toEqual(['状态:']);
  expect(keyChoices('p', same).map((c) => c.insert)).toEqual(['priority:', 'product:']);
  expect([pieceAt('', 0), pieceAt('printer ', 8), pieceAt('printer', 3), pieceAt('http://x', 8)]).toEqual([null, null, null, null]);
});
test('values in the language of the name, and after a comma', () => {
  expect(fixedChoices(value('status:o'), same).map((c) => c.label)).toEqual(['open']);
  expect(fixedChoices(value('状态：处'), same).map((c) => c.insert)).toEqual(['状态：处理中']);
  expect(fixedChoices(value('status:open,pe'), same).map((c) => c.insert)).toEqual(['status:open,pending']);
  expect(dayChoices(value('after:3'), same).map((c) => c.label)).toEqual(['30d', '365d']);
});
test('names with spaces are quoted and understood', () => {
  const text = 'battery owner:"An';
  const piece = value(text);
  const [choice] = namedChoices(piece, [{ name: 'Ben' }, { name: 'Ann Example' }]);
  expect(choice).toBeDefined();
  const done = completed(text, piece, choice ?? { insert: '', label: '' });
  expect(done).toEqual({ text: 'battery owner:"Ann Example" ', cursor: 28 });
  expect(takeFilters(done.text)).toMatchObject({ words: 'battery', filters: [{ key: 'owner', values: ['Ann Example'] }] });
});
test('every choice is understood as a filter, and none repeats what stands there', () => {
  for (const typed of ['status:', '状态:', 'priority:', '优先级:', 'channel:', '渠道:', 'kind:', '范围:', 'after:', '之前:']) {
    const piece = value(typed);
    for (const choice of [...fixedChoices(piece, same), ...(piece.key === 'after' || piece.key === 'before' ? dayChoices(piece, same) : [])]) expect(takeFilters(completed(typed, piece, choice).text).filters, choice.insert).toHaveLength(1);
  }
  expect(['washer status:', '洗衣机 负责人：', 'washer owner:"', 'washer foo:', 'status:open'].map(finished)).toEqual(['washer', '洗衣机', 'washer', 'washer foo:', 'status:open']);
  expect(shown('status:open', value('status:open'), fixedChoices(value('status:open'), same))).toEqual([]);
});
