import { expect, test } from 'vitest';
import { filterOptions } from './filter.ts';

const options = [{ value: 1, label: 'Repair team', hint: 'Shenzhen' }, { value: 2, label: '售后一组' }, { value: 3, label: 'Phone repair' }];
const found = (query: string) => filterOptions(options, query).map((one) => one.value);

test('every word must be there, in label or hint', () => { expect(found('repair shen')).toEqual([1]); expect(found('repair hong')).toEqual([]); });
test('those that begin with it come first', () => expect(found('phone')).toEqual([3]));
test('order is otherwise kept', () => { expect(found('repair')).toEqual([1, 3]); expect(found('')).toEqual([1, 2, 3]); });
test('Chinese inside a word', () => expect(found('一组')).toEqual([2]));
