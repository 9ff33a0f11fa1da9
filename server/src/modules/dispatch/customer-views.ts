import type { CustomerVisit } from '@aftercare/contract/dispatch';
import type { Loose } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Org } from '../org/index.ts';
import type { Crew } from './crew.ts';
import { leftFrom, type VisitRow, visitsOfCustomer } from './store-visits.ts';
import { customerView } from './views.ts';

interface Spot { readonly lat: number; readonly lon: number }
/** Cells of some two hundred metres: nobody's door is to be read from it. */
const cell = 0.002;
const rounded = (degrees: number) => Math.round(Math.round(degrees / cell) * cell * 1e3) / 1e3;

/**
 * About where an engineer is between departure and arrival, on a straight line by the time that has passed. The way is shown from its last
 * two thirds on only: where it began is a colleague's home or another customer's.
 */
export function courseOf(from: Spot, to: Spot, left: Date, eta: Date, now: Date): Spot & { share: number } {
  const whole = Math.max(60_000, eta.getTime() - left.getTime());
  const share = Math.min(0.95, Math.max(1 / 3, (now.getTime() - left.getTime()) / whole));
  return { lat: rounded(from.lat + (to.lat - from.lat) * share), lon: rounded(from.lon + (to.lon - from.lon) * share), share: Math.round(share * 100) / 100 };
}

/** Visits as their customers see them. */
export function createCustomerViews({ db, clock }: Pick<Platform, 'db' | 'clock'>, org: Pick<Org, 'company'>, crew: Crew) {
  async function course(row: VisitRow, now: Date) {
    if (row.state !== 'on-the-way' || !row.onTheWayAt || !row.etaAt || row.technicianId === null || row.lat === null || row.lon === null) return null;
    const from = await leftFrom(db, row.technicianId, row.onTheWayAt);
    return from ? courseOf(from, { lat: row.lat, lon: row.lon }, row.onTheWayAt, row.etaAt, now) : null;
  }
  async function views(rows: readonly VisitRow[]): Promise<Loose<CustomerVisit>[]> {
    if (rows.length === 0) return [];
    const [{ changeHours }, { timeZone }, technicians] = [await crew.settings(), await org.company(db), await crew.technicians()];
    const now = clock.now();
    return Promise.all(rows.map(async (row) => customerView(row, { timeZone, now, changeHours, phone: technicians.find((t) => t.id === row.technicianId)?.phone || null, course: await course(row, now) })));
  }
  return {
    views,
    view: async (row: VisitRow) => (await views([row]))[0]!,
    /** What lies ahead, and what was done in the last days; `unitId` of one product. */
    async ofCustomer(customerId: number, o: { unitId?: number; days: number; limit: number }) {
      const rows = await visitsOfCustomer(db, customerId, { unitId: o.unitId, since: new Date(clock.now().getTime() - o.days * 86_400_000), limit: o.limit });
      const shown = await views(rows);
      return rows.map((row, i) => ({ ...shown[i]!, unitId: row.unitId }));
    },
  };
}
export type CustomerViews = ReturnType<typeof createCustomerViews>;
