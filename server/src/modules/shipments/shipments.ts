import type { PostalAddress, Shipment } from '@aftercare/contract/shipments';
import { type CarrierAdapter, type CarrierScan, OrderRefused } from '../../integrations/carrier.ts';
import { type Actor, systemActor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { signFileUrl } from '../../platform/files/index.ts';
import { type Loose, Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { createCarriers } from './carriers.ts';
import { ShipmentLabelled, ShipmentMoved, ShipmentRefused } from './events.ts';
import type { LabelPrinter } from './label.ts';
import * as store from './store.ts';
import { isSettled, readTrack } from './track.ts';

export interface ShipmentOrder {
  readonly ticketId: number; readonly direction: 'to-us' | 'to-customer'; readonly purpose: 'repair' | 'return' | 'exchange';
  /** One parcel per key: the step of the process that asks. */
  readonly key: string;
  readonly from: PostalAddress; readonly to: PostalAddress; readonly contents: string; readonly weightGrams?: number; readonly carrierKey?: string | undefined;
}
const day = 86_400_000;

/** Parcels to us and back: ordered from a carrier, labelled, followed. */
export function createShipments(platform: Platform, adapters: readonly CarrierAdapter[], print: LabelPrinter) {
  const { db, bus, clock, jobs, files, secrets, log } = platform;
  const carriers = createCarriers(platform, adapters);
  const about = (s: store.ShipmentRow) => ({ shipmentId: s.id, ticketId: s.ticketId, direction: s.direction, purpose: s.purpose, trackingNumber: s.trackingNumber, at: clock.now().toISOString() });
  const stream = (s: store.ShipmentRow) => `ticket:${s.ticketId}`;

  /** Puts a parcel where its scans say it is; tells when that is somewhere else. */
  async function follow(tx: Tx, row: store.ShipmentRow): Promise<store.ShipmentRow> {
    if (!row.trackingNumber) return row;
    const scans = await store.scansOf(tx, [{ carrierId: row.carrierId, trackingNumber: row.trackingNumber }]);
    const track = readTrack(scans);
    if (!track || (track.state === row.state && track.deliveredAt?.getTime() === row.deliveredAt?.getTime())) return row;
    const saved = await store.saveShipment(tx, row.id, { ...row, state: track.state, deliveredAt: track.deliveredAt }, clock.now());
    if (!saved) throw new Error('the parcel is gone');
    const scan = scans.findLast((s) => s.state === track.state);
    await bus.publish(tx, ShipmentMoved, { stream: stream(row), actor: systemActor, payload: { ...about(saved), from: row.state, to: track.state, place: scan?.place ?? '', words: scan?.words ?? '' } });
    return saved;
  }

  /** Asks the carrier for a parcel, outside any transaction; safe to repeat. */
  async function order(shipmentId: number): Promise<void> {
    const row = await store.findShipment(db, shipmentId);
    if (!row || row.state !== 'wanted') return;
    const carrier = await store.findCarrier(db, row.carrierId);
    if (!carrier) throw new Error('the carrier is gone');
    const account = carriers.accountOf(carrier);
    const adapter = carriers.adapterOf(carrier);
    try {
      const label = await adapter.order({ idempotencyKey: `shipment-${row.id}`, reference: String(row.ticketId), from: row.sender, to: row.receiver, contents: row.contents, weightGrams: row.weightGrams }, account);
      const pdf = label.pdf ?? (await print({ reference: String(row.ticketId), shipmentId: row.id, direction: row.direction, carrier: carrier.name, trackingNumber: label.trackingNumber, from: row.sender, to: row.receiver, contents: row.contents }));
      const written = await files.write(pdf, { name: `label-${row.ticketId}-${row.id}.pdf`, declaredType: 'application/pdf', maxBytes: 5_000_000, acceptedTypes: ['application/pdf'] });
      await db.tx(async (tx) => {
        const locked = await store.lockShipment(tx, row.id);
        if (locked?.state !== 'wanted') return;
        const [file] = await files.record(tx, [written], { claimed: true });
        const saved = await store.saveShipment(tx, row.id, { ...locked, state: 'labelled', trackingNumber: label.trackingNumber, labelFileId: file?.id ?? null, expectedAt: label.expectedAt }, clock.now());
        if (!saved) throw new Error('the parcel is gone');
        await bus.publish(tx, ShipmentLabelled, { stream: stream(saved), actor: systemActor, payload: { ...about(saved), carrier: carrier.key } });
        // The carrier may have told of it before its answer reached us.
        await follow(tx, saved);
      });
    } catch (error) {
      if (!(error instanceof OrderRefused)) throw error;
      await db.tx(async (tx) => {
        const saved = await store.saveShipment(tx, row.id, { ...row, state: 'refused', fault: error.message }, clock.now());
        if (!saved) return;
        await bus.publish(tx, ShipmentRefused, { stream: stream(saved), actor: systemActor, payload: { ...about(saved), fault: error.message } });
      });
    }
  }

  /** Takes what a carrier tells, in one transaction; resolves when it is on disk. Returns how many scans were new. */
  const takeScans = (carrierId: number, scans: readonly CarrierScan[]): Promise<number> => db.tx(async (tx) => {
    const fresh = await store.insertScans(tx, carrierId, scans, clock.now());
    for (const number of [...new Set(fresh.map((f) => f.trackingNumber))].toSorted()) {
      const row = await store.lockByNumber(tx, carrierId, number);
      if (row) await follow(tx, row);
    }
    return fresh.length;
  });

  async function shown(handle: Handle, rows: readonly store.ShipmentRow[], signed: boolean): Promise<Loose<Shipment>[]> {
    const all = await carriers.rows(handle);
    const scans = await store.scansOf(handle, rows.flatMap((r) => (r.trackingNumber ? [{ carrierId: r.carrierId, trackingNumber: r.trackingNumber }] : [])));
    const expires = new Date((Math.floor(clock.now().getTime() / 3_600_000) + 25) * 3_600_000);
    return Promise.all(rows.map(async (r) => {
      const carrier = all.find((c) => c.id === r.carrierId);
      const label = r.labelFileId ? await files.find(r.labelFileId) : undefined;
      return {
        id: r.id, ticketId: r.ticketId, direction: r.direction, purpose: r.purpose, state: r.state, carrier: carrier ? { key: carrier.key, name: carrier.name, manual: carriers.adapterOf(carrier).manual } : null,
        trackingNumber: r.trackingNumber, trackingUrl: carrier && r.trackingNumber ? carriers.adapterOf(carrier).trackingUrl(r.trackingNumber, carriers.accountOf(carrier)) : null, from: r.sender, to: r.receiver,
        label: label ? { id: label.id, name: label.name, type: label.type, size: label.size, url: signed ? signFileUrl(secrets.key('file-url'), label.key, expires) : `/api/v1/files/${label.key}` } : null,
        expectedAt: r.expectedAt, deliveredAt: r.deliveredAt, fault: r.fault, createdAt: r.createdAt,
        scans: scans.filter((s) => s.carrierId === r.carrierId && s.trackingNumber === r.trackingNumber).map(({ at, state, place, words }) => ({ at, state, place, words })).toReversed(),
      };
    }));
  }

  return {
    carriers, order, takeScans,
    /** Wants a parcel; the carrier is asked after the commit. The same key gives the same parcel. Refusal `not-ready` when no carrier is there. */
    async request(tx: Tx, wanted: ShipmentOrder): Promise<store.ShipmentRow> {
      const carrier = wanted.carrierKey ? await store.carrierByKey(tx, wanted.carrierKey) : await store.usualCarrier(tx);
      if (!carrier?.enabled) throw new Refusal('not-ready', { key: 'shipments.no-carrier' });
      const row = await store.insertShipment(tx, { ticketId: wanted.ticketId, direction: wanted.direction, purpose: wanted.purpose, key: wanted.key, carrierId: carrier.id, sender: wanted.from, receiver: wanted.to, contents: wanted.contents, weightGrams: wanted.weightGrams ?? 1000, createdAt: clock.now() });
      if (row) await jobs.enqueue(tx, 'shipments.order', { shipmentId: row.id }, { key: `shipment:${row.id}` });
      const found = row ?? (await store.shipmentByKey(tx, wanted.key));
      if (!found) throw new Error('the parcel was not written');
      return found;
    },
    /** A number told by a person, for carriers that tell nothing themselves. */
    async handOver(tx: Tx, id: number, trackingNumber: string, actor: Actor): Promise<store.ShipmentRow> {
      const row = await store.lockShipment(tx, id);
      if (!row) throw new Refusal('not-found');
      if (isSettled(row.state)) throw new Refusal('conflict', { key: 'shipments.settled' });
      const saved = await store.saveShipment(tx, id, { ...row, trackingNumber: trackingNumber.trim(), state: 'handed-over' }, clock.now());
      if (!saved) throw new Error('the parcel is gone');
      await bus.publish(tx, ShipmentMoved, { stream: stream(row), actor, payload: { ...about(saved), from: row.state, to: 'handed-over', place: '', words: '' } });
      return saved;
    },
    get: (id: number, handle: Handle = db) => store.findShipment(handle, id),
    ofTicket: async (ticketId: number, options: { signed?: boolean } = {}, handle: Handle = db) => shown(handle, await store.ofTickets(handle, [ticketId]), options.signed ?? false),
    shown: async (row: store.ShipmentRow, handle: Handle = db) => (await shown(handle, [row], false))[0] as Loose<Shipment>,
    /** Asks carriers about parcels nothing was heard of for a day: their messages may have been lost. */
    async askAround(): Promise<void> {
      for (const row of await store.silentSince(db, new Date(clock.now().getTime() - day), 200)) {
        const carrier = await store.findCarrier(db, row.carrierId);
        if (!carrier || !row.trackingNumber) continue;
        try {
          await takeScans(carrier.id, await carriers.adapterOf(carrier).track(row.trackingNumber, carriers.accountOf(carrier)));
          await store.touch(db, row.id, clock.now());
        } catch (error) { log.warn({ err: error, shipmentId: row.id }, 'a carrier could not be asked about a parcel'); }
      }
    },
  };
}
export type Shipments = ReturnType<typeof createShipments>;
