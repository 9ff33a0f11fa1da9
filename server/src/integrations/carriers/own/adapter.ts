import { z } from 'zod';
import { type CarrierAdapter, NotTheCarrier } from '../../carrier.ts';

/** Nobody's contract: whoever sends takes the parcel to a counter, and tells us the number on the receipt. */
export const ownCarrier: CarrierAdapter = {
  kind: 'own', settings: z.object({}), secretSettings: [], manual: true,
  order: () => Promise.resolve({ trackingNumber: null, pdf: null, expectedAt: null }),
  track: () => Promise.resolve([]),
  read: () => { throw new NotTheCarrier('missing'); },
  trackingUrl: () => null,
};
