import { expect, test } from 'vitest';
import type { TicketRow } from '../data/types.ts';
import { neighbour, rowsOf } from './rows.ts';
import { extend, nothingSelected, pruned, toggle } from './selection.ts';

const order = [5, 4, 3, 2, 1];
const ids = (selection: { ids: ReadonlySet<number> }) => [...selection.ids].sort();

test('marks and unmarks', () => {
  const one = toggle(nothingSelected, 3);
  expect(ids(one)).toEqual([3]);
  expect(ids(toggle(one, 3))).toEqual([]);
});
test('a range reaches from the last marked row, in either direction', () => {
  expect(ids(extend(toggle(nothingSelected, 4), 2, order))).toEqual([2, 3, 4]);
  expect(ids(extend(toggle(nothingSelected, 2), 5, order))).toEqual([2, 3, 4, 5]);
});
test('a range without a beginning is one mark', () => expect(ids(extend(nothingSelected, 2, order))).toEqual([2]));
test('what left the list is no longer marked', () => {
  const three = extend(toggle(nothingSelected, 5), 3, order);
  expect(pruned(three, order)).toBe(three);
  const left = pruned(three, [4, 3, 2, 1]);
  expect([ids(left), left.anchor]).toEqual([[3, 4], null]);
});
test('a ticket on two pages stands once', () => {
  const row = (id: number) => ({ id }) as TicketRow;
  expect(rowsOf({ pages: [{ items: [row(3), row(2)] }, { items: [row(2), row(1)] }] }).map((one) => one.id)).toEqual([3, 2, 1]);
});
test('after a ticket is done, the next below opens, at the end the one above', () => {
  expect(neighbour(order, 4)).toBe(3);
  expect(neighbour(order, 1)).toBe(2);
  expect(neighbour([7], 7)).toBeNull();
  expect(neighbour(order, 99)).toBe(5);
});
