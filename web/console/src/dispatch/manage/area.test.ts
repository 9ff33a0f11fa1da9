import { expect, test } from 'vitest';
import { readCorners, withCorner, writeCorners } from './area.ts';

test('corners are read as people write them', () => {
  expect(readCorners('31.1, 121.3\n31.4 121.7；31.2，121.5\n\n')).toEqual([[31.1, 121.3], [31.4, 121.7], [31.2, 121.5]]);
  for (const wrong of ['31.1', '31.1, x', '91, 0', '31, 181', '1 2 3']) expect(readCorners(wrong)).toBeNull();
  expect(readCorners(writeCorners([[31.1, -121.3]]))).toEqual([[31.1, -121.3]]);
});
test('a new corner comes onto the nearest side, the last one too', () => {
  const square = [[0, 0], [0, 10], [10, 10], [10, 0]] as const;
  expect(withCorner(square, [0.5, 5])[1]).toEqual([0.5, 5]);
  expect(withCorner(square, [5, -0.5])[4]).toEqual([5, -0.5]);
  expect(withCorner([[0, 0]], [1, 1])).toEqual([[0, 0], [1, 1]]);
});
