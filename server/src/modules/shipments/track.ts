import type { ShipmentState } from '@aftercare/contract/shipments';

export interface TrackScan { readonly externalId: string; readonly at: Date; readonly state: ShipmentState }

/** Later on the way, for scans of the same minute. */
const rank: Readonly<Record<ShipmentState, number>> = { cancelled: 0, refused: 0, wanted: 0, labelled: 1, 'handed-over': 2, 'in-transit': 3, 'out-for-delivery': 4, failed: 5, delivered: 6, returned: 7 };
/** What no later scan but a return takes back: depots scan parcels again after the door did. */
const settled = new Set<ShipmentState>(['delivered', 'returned']);

/**
 * Where a parcel stands by all that is known of it; null before the first scan. The order in which scans were told does not
 * matter, nor how often.
 */
export function readTrack(scans: readonly TrackScan[]): { readonly state: ShipmentState; readonly at: Date; readonly deliveredAt: Date | null } | null {
  const sorted = scans.toSorted((a, b) => a.at.getTime() - b.at.getTime() || rank[a.state] - rank[b.state] || (a.externalId < b.externalId ? -1 : 1));
  const final = sorted.findLast((s) => s.state === 'returned') ?? sorted.find((s) => settled.has(s.state));
  const newest = final ?? sorted.at(-1);
  if (!newest) return null;
  return { state: newest.state, at: newest.at, deliveredAt: newest.state === 'delivered' ? newest.at : null };
}
/** No scan is expected any more. */
export const isSettled = (state: ShipmentState): boolean => settled.has(state) || state === 'refused' || state === 'cancelled';
