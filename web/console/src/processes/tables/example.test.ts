import { expect, test } from 'vitest';
import { emptyTable } from '../list/blank.ts';
import { inputExample } from './example.ts';

const column = (source: string, type?: string) => `<input id="i"><inputExpression id="e"${type ? ` typeRef="${type}"` : ''}><text>${source}</text></inputExpression></input>`;

test('the names columns ask for, with a value of their type', () => {
  const xml = `<definitions><decision id="a" name="A"><decisionTable>${column('unit.months', 'number')}${column('unit.region')}${column('proof', 'boolean')}${column('today() - date(x)', 'number')}</decisionTable></decision><decision id="b" name="B"><decisionTable>${column('tier', 'string')}</decisionTable></decision></definitions>`;
  expect(JSON.parse(inputExample(xml, 'a'))).toEqual({ unit: { months: 0, region: '' }, proof: true });
  expect(JSON.parse(inputExample(xml, 'b'))).toEqual({ tier: '' });
  expect(JSON.parse(inputExample(xml, undefined))).toEqual({ unit: { months: 0, region: '' }, proof: true });
});

test('a new table asks for its one input', () => expect(JSON.parse(inputExample(emptyTable('rates', { zh: '费率', en: 'Rates' }), 'rates'))).toEqual({ input: '' }));
