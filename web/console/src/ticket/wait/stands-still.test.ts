import { expect, test } from 'vitest';
import { standsStill } from './stands-still.ts';

test.each([
  ['always', '', 'stops'], ['never', 'part', 'goes-on'], ['nothing', 'part', 'nothing'], ['by-reason', '', 'needs-reason'], ['by-reason', 'somebody with time', 'goes-on'], ['by-reason', 'a PART from Shenzhen', 'stops'], ['by-reason', '等备件到货', 'stops'],
] as const)('%s with «%s»: %s', (stops, reason, still) => expect(standsStill({ status: 'hold', stops, reasons: ['part', '备件'] }, reason)).toBe(still));
