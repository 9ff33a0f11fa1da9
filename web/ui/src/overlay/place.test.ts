import { expect, test } from 'vitest';
import { place } from './place.ts';

const view = { width: 400, height: 800 };
const anchor = (left: number, top: number) => ({ left, top, width: 40, height: 20 });

test('goes where it was asked to', () => expect(place(anchor(100, 100), { width: 120, height: 200 }, view, 'below-start')).toEqual({ left: 100, top: 124 }));
test('turns over at the bottom', () => expect(place(anchor(100, 700), { width: 120, height: 200 }, view, 'below-start')).toEqual({ left: 100, top: 496 }));
test('turns over at the top', () => expect(place(anchor(100, 20), { width: 120, height: 200 }, view, 'above-start')).toEqual({ left: 100, top: 44 }));
test('stays inside at both edges', () => {
  expect(place(anchor(350, 100), { width: 120, height: 50 }, view, 'below-start').left).toBe(272);
  expect(place(anchor(0, 100), { width: 120, height: 50 }, view, 'below-end').left).toBe(8);
});
test('when neither side is enough, takes the larger and stays on the page', () => expect(place(anchor(0, 300), { width: 50, height: 700 }, view, 'below').top).toBe(92));
