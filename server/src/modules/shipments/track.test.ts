import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type TrackScan, readTrack } from './track.ts';

const scan = (minute: number, state: TrackScan['state']): TrackScan => ({ externalId: `${minute}-${state}`, at: new Date(Date.UTC(2026, 2, 2, 0, minute)), state });

test('the newest scan tells where it is', () => {
  expect(readTrack([])).toBeNull();
  expect(readTrack([scan(5, 'in-transit'), scan(1, 'handed-over')])?.state).toBe('in-transit');
});
test('delivered stays delivered when a depot scans the parcel afterwards; a return undoes it', () => {
  expect(readTrack([scan(9, 'delivered'), scan(12, 'in-transit')])).toMatchObject({ state: 'delivered', deliveredAt: scan(9, 'delivered').at });
  expect(readTrack([scan(9, 'delivered'), scan(40, 'returned'), scan(41, 'in-transit')])).toMatchObject({ state: 'returned', deliveredAt: null });
});
test('a failed attempt is followed by the next one', () => expect(readTrack([scan(9, 'failed'), scan(30, 'out-for-delivery')])?.state).toBe('out-for-delivery'));
test('neither order nor repetition of messages changes the answer', () => {
  const any = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom('handed-over', 'in-transit', 'out-for-delivery', 'delivered', 'failed', 'returned')).map(([m, s]) => scan(m, s as TrackScan['state'])), { maxLength: 8 });
  fc.assert(fc.property(any, fc.infiniteStream(fc.nat()), (scans, numbers) => {
    const again = [...scans, ...scans].map((s) => ({ s, n: numbers.next().value ?? 0 })).toSorted((a, b) => a.n - b.n).map(({ s }) => s);
    expect(readTrack(again)).toEqual(readTrack(scans));
  }));
});
