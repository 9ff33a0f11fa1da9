import { expect, test } from 'vitest';
import { changedPlaces, inOrder, moved } from './order.ts';

const list = [{ id: 5, position: 1 }, { id: 6, position: 2 }, { id: 7, position: 3 }];
test('moving counts anew', () => {
  expect(moved(list, 7, 0).map((one) => [one.id, one.position])).toEqual([[7, 1], [5, 2], [6, 3]]);
  expect(moved(list, 5, 2).map((one) => one.id)).toEqual([6, 7, 5]);
  expect(moved(list, 99, 0)).toEqual(list);
});
test('only what changed its place is written', () => {
  expect(changedPlaces(list, moved(list, 6, 2)).map((one) => one.id)).toEqual([7, 6]);
  expect(changedPlaces(list, moved(list, 6, 1))).toEqual([]);
});
test('the same position twice keeps the older first', () => expect(inOrder([{ id: 9, position: 1 }, { id: 2, position: 1 }, { id: 1, position: 3 }]).map((one) => one.id)).toEqual([2, 9, 1]));
