import { expect, test } from 'vitest';
import { keysIn } from './headset-keys.ts';

const collections = [{ usagePage: 0x0b, inputReports: [{ reportId: 2, items: [{ usages: [0x000b0020, 0x000b0097], reportSize: 1, reportCount: 2 }, { usages: [0x000b002f], reportSize: 1, reportCount: 1 }, { usages: [], reportSize: 13, reportCount: 1 }] }] }];
const bytes = (...b: number[]) => new DataView(Uint8Array.from(b).buffer);

test('a headset tells hook and mute by their bits', () => {
  expect([keysIn(collections, 2, bytes(0b001, 0)), keysIn(collections, 2, bytes(0b101, 0)), keysIn(collections, 2, bytes(0, 0))]).toEqual([{ hook: true, mute: false }, { hook: true, mute: true }, { hook: false, mute: false }]);
});
test('other reports and short ones say nothing', () => {
  expect([keysIn(collections, 9, bytes(255)), keysIn(collections, 2, bytes()), keysIn([{ inputReports: [{ items: [{ isRange: true, usageMinimum: 0x000b002e, usageMaximum: 0x000b0030, reportSize: 1, reportCount: 3 }] }] }], 0, bytes(0b010))]).toEqual([{}, {}, { mute: true }]);
});
