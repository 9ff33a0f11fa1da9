import type { Names } from '@aftercare/contract/basics';
import type { PostalAddress, ShipmentState } from '@aftercare/contract/shipments';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export interface CarrierRow { id: number; key: string; kind: string; name: Names; enabled: boolean; settings: Record<string, unknown>; secrets: Buffer | null }
const carrier = sql`id, key, kind, name, enabled, settings, secrets`;
export const listCarriers = (db: Handle) => db.rows<CarrierRow>(sql`select ${carrier} from carrier order by id`);
export const findCarrier = (db: Handle, id: number) => db.one<CarrierRow>(sql`select ${carrier} from carrier where id = ${id}`);
export const carrierByKey = (db: Handle, key: string) => db.one<CarrierRow>(sql`select ${carrier} from carrier where key = ${key}`);
/** The one that is connected, or the one that needs no contract. */
export const usualCarrier = (db: Handle) => db.one<CarrierRow>(sql`select ${carrier} from carrier where enabled order by kind = 'own', id limit 1`);
export const insertCarrier = (tx: Tx, c: { key: string; kind: string; name: Names; enabled: boolean; settings: unknown; secrets: Buffer | null }) =>
  tx.one<CarrierRow>(sql`insert into carrier (key, kind, name, enabled, settings, secrets) values (${c.key}, ${c.kind}, ${JSON.stringify(c.name)}::jsonb, ${c.enabled}, ${JSON.stringify(c.settings)}::jsonb, ${c.secrets}) on conflict (key) do nothing returning ${carrier}`);
export const saveCarrier = (tx: Tx, id: number, c: { name: Names; enabled: boolean; settings: unknown; secrets: Buffer | null }) =>
  tx.one<CarrierRow>(sql`update carrier set name = ${JSON.stringify(c.name)}::jsonb, enabled = ${c.enabled}, settings = ${JSON.stringify(c.settings)}::jsonb, secrets = ${c.secrets}, version = version + 1 where id = ${id} returning ${carrier}`);

export interface ShipmentRow {
  id: number; ticketId: number; direction: 'to-us' | 'to-customer'; purpose: 'repair' | 'return' | 'exchange'; carrierId: number; state: ShipmentState; trackingNumber: string | null; sender: PostalAddress; receiver: PostalAddress;
  contents: string; weightGrams: number; labelFileId: number | null; expectedAt: Date | null; deliveredAt: Date | null; fault: string | null; createdAt: Date;
}
const columns = sql`id, ticket_id as "ticketId", direction, purpose, carrier_id as "carrierId", state, tracking_number as "trackingNumber", sender, receiver, contents, weight_grams as "weightGrams", label_file_id as "labelFileId",
  expected_at as "expectedAt", delivered_at as "deliveredAt", fault, created_at as "createdAt"`;
export type NewShipment = Pick<ShipmentRow, 'ticketId' | 'direction' | 'purpose' | 'carrierId' | 'sender' | 'receiver' | 'contents' | 'weightGrams' | 'createdAt'> & { key: string };
/** Undefined when this step asked before. */
export const insertShipment = (tx: Tx, s: NewShipment) => tx.one<ShipmentRow>(sql`insert into shipment (ticket_id, direction, purpose, key, carrier_id, sender, receiver, contents, weight_grams, created_at, moved_at)
  values (${s.ticketId}, ${s.direction}, ${s.purpose}, ${s.key}, ${s.carrierId}, ${JSON.stringify(s.sender)}::jsonb, ${JSON.stringify(s.receiver)}::jsonb, ${s.contents}, ${s.weightGrams}, ${s.createdAt}, ${s.createdAt}) on conflict (key) do nothing returning ${columns}`);
export const shipmentByKey = (db: Handle, key: string) => db.one<ShipmentRow>(sql`select ${columns} from shipment where key = ${key}`);
export const findShipment = (db: Handle, id: number) => db.one<ShipmentRow>(sql`select ${columns} from shipment where id = ${id}`);
export const lockShipment = (tx: Tx, id: number) => tx.one<ShipmentRow>(sql`select ${columns} from shipment where id = ${id} for update`);
export const lockByNumber = (tx: Tx, carrierId: number, trackingNumber: string) => tx.one<ShipmentRow>(sql`select ${columns} from shipment where carrier_id = ${carrierId} and tracking_number = ${trackingNumber} for update`);
export const ofTickets = (db: Handle, ticketIds: readonly number[]) => db.rows<ShipmentRow>(sql`select ${columns} from shipment where ticket_id = any(${ticketIds}::bigint[]) order by id`);
export const saveShipment = (tx: Tx, id: number, s: Pick<ShipmentRow, 'state' | 'trackingNumber' | 'labelFileId' | 'expectedAt' | 'deliveredAt' | 'fault'>, at: Date) => tx.one<ShipmentRow>(sql`update shipment set state = ${s.state}, tracking_number = ${s.trackingNumber}, label_file_id = ${s.labelFileId},
  expected_at = ${s.expectedAt}, delivered_at = ${s.deliveredAt}, fault = ${s.fault}, moved_at = ${at} where id = ${id} returning ${columns}`);
/** Parcels nothing was heard of since: their carrier is asked. */
export const silentSince = (db: Handle, before: Date, limit: number) => db.rows<ShipmentRow>(sql`select ${columns} from shipment where state in ('labelled', 'handed-over', 'in-transit', 'out-for-delivery') and tracking_number is not null and moved_at < ${before} order by moved_at limit ${limit}`);
export const touch = (db: Handle, id: number, at: Date) => db.run(sql`update shipment set moved_at = ${at} where id = ${id}`);

export interface ScanRow { externalId: string; at: Date; state: ShipmentState; place: string; words: string; trackingNumber: string; carrierId: number }
/** Scans that were not known; those told again are left out. */
export const insertScans = (tx: Tx, carrierId: number, scans: readonly { id: string; trackingNumber: string; at: Date; state: string; place: string; words: string }[], now: Date) => tx.rows<{ trackingNumber: string }>(sql`
  insert into shipment_scan (carrier_id, tracking_number, external_id, at, state, place, words, received_at)
  select ${carrierId}, s.number, s.id, s.at, s.state, s.place, s.words, ${now} from jsonb_to_recordset(${JSON.stringify(scans.map((s) => ({ id: s.id, number: s.trackingNumber, at: s.at, state: s.state, place: s.place, words: s.words })))}::jsonb) as s(id text, number text, at timestamptz, state text, place text, words text)
  on conflict do nothing returning tracking_number as "trackingNumber"`);
export const scansOf = (db: Handle, parcels: readonly { carrierId: number; trackingNumber: string }[]) => db.rows<ScanRow>(sql`select s.external_id as "externalId", s.at, s.state, s.place, s.words, s.tracking_number as "trackingNumber", s.carrier_id as "carrierId"
  from shipment_scan s join unnest(${parcels.map((p) => p.carrierId)}::bigint[], ${parcels.map((p) => p.trackingNumber)}::text[]) as p(carrier_id, number) on s.carrier_id = p.carrier_id and s.tracking_number = p.number order by s.at, s.external_id`);
