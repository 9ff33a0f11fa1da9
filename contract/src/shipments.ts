import { z } from 'zod';
import { Id, IdParam, Instant, Names, changesOf } from './basics.ts';
import { FileInfo } from './files.ts';
import { Probe } from './orders.ts';
import { route } from './route.ts';

/** wanted = the carrier is being asked · labelled = label there, parcel not yet handed over · failed = could not be delivered · refused = the carrier would not take the order. */
export const ShipmentState = z.enum(['wanted', 'labelled', 'handed-over', 'in-transit', 'out-for-delivery', 'delivered', 'failed', 'returned', 'refused', 'cancelled']);
export type ShipmentState = z.infer<typeof ShipmentState>;
export const Direction = z.enum(['to-us', 'to-customer']);

/** Who and where, as it stands on a label. */
export const PostalAddress = z.object({ name: z.string().min(1).max(200), phone: z.string().max(40).default(''), address: z.string().max(500), postcode: z.string().max(20).default(''), country: z.string().length(2).default('CN') });
export type PostalAddress = z.infer<typeof PostalAddress>;

export const Scan = z.object({ at: Instant, state: ShipmentState, place: z.string(), words: z.string() });
export const Shipment = z.object({
  id: z.int(), ticketId: z.int(), direction: Direction, purpose: z.enum(['repair', 'return', 'exchange']), state: ShipmentState,
  carrier: z.object({ key: z.string(), name: Names, /** The sender types the tracking number in. */ manual: z.boolean() }).nullable(),
  trackingNumber: z.string().nullable(), trackingUrl: z.string().nullable(), from: PostalAddress, to: PostalAddress,
  label: FileInfo.nullable(), expectedAt: Instant.nullable(), deliveredAt: Instant.nullable(), fault: z.string().nullable(), createdAt: Instant,
  /** Newest first. */
  scans: z.array(Scan),
});
export type Shipment = z.infer<typeof Shipment>;

export const Carrier = z.object({
  id: z.int(), key: z.string(), kind: z.string(), name: Names, enabled: z.boolean(), settings: z.record(z.string(), z.unknown()),
  /** Names of secrets that are set; their values are never read back. */
  secretsSet: z.array(z.string()), eventsUrl: z.string(),
});
export type Carrier = z.infer<typeof Carrier>;
const CarrierWrite = z.object({
  key: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/), kind: z.enum(['parcel', 'own']), name: Names, enabled: z.boolean().default(true), settings: z.record(z.string(), z.unknown()).default({}),
});

/** What a carrier of kind `parcel` posts to `/api/v1/carriers/:key/events`, signed as our webhooks are. */
export const ParcelEvent = z.object({
  id: z.string().min(1).max(100), trackingNumber: z.string().min(4).max(60),
  scans: z.array(z.object({ id: z.string().min(1).max(100), at: Instant, status: z.enum(['accepted', 'in_transit', 'out_for_delivery', 'delivered', 'failed', 'returned']), place: z.string().max(200).default(''), text: z.string().max(500).default('') })).min(1).max(100),
});
export type ParcelEvent = z.infer<typeof ParcelEvent>;

export const shipments = {
  ofTicket: route({ method: 'GET', path: '/tickets/:id/shipments', summary: 'Parcels of a ticket', right: 'tickets.read', params: IdParam, response: z.object({ items: z.array(Shipment) }) }),
  /** For parcels a carrier tells nothing of: the number from the receipt, or that it has arrived. */
  handOver: route({ method: 'POST', path: '/shipments/:id/hand-over', summary: 'Note a tracking number by hand', right: 'tickets.write', params: IdParam, body: z.object({ trackingNumber: z.string().min(4).max(60) }), response: Shipment }),
  carriers: route({ method: 'GET', path: '/carriers', summary: 'Carriers', right: 'shipments.manage', response: z.object({ items: z.array(Carrier) }) }),
  createCarrier: route({ method: 'POST', path: '/carriers', summary: 'Connect a carrier', right: 'shipments.manage', status: 201, body: CarrierWrite, response: Carrier }),
  updateCarrier: route({ method: 'PATCH', path: '/carriers/:id', summary: 'Change a carrier', right: 'shipments.manage', params: z.object({ id: Id }), body: changesOf(CarrierWrite.omit({ key: true, kind: true })), response: Carrier }),
  testCarrier: route({ method: 'POST', path: '/carriers/:id/test', summary: 'Ask the carrier whether it knows us', right: 'shipments.manage', params: z.object({ id: Id }), response: Probe }),
  events: route({ method: 'POST', path: '/carriers/:key/events', summary: 'A carrier tells what happened to parcels', public: 'the signature is the proof', signed: true, status: 202, bodyLimit: 256 * 1024, params: z.object({ key: z.string().max(40) }), body: z.unknown(), response: z.object({ accepted: z.literal(true), fresh: z.int() }) }),
};
