import type { VisitState, VisitWrite } from '@aftercare/contract/dispatch';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { all, raw, sql, type Sql } from '../../platform/db/index.ts';

export interface VisitRow {
  id: number; ticketId: number; unitId: number | null; title: string; fault: string; contactName: string; phone: string; address: string; region: string; lat: number | null; lon: number | null; minutes: number;
  skills: VisitWrite['skills'] & object; parts: { partId: number; quantity: number; name: string }[]; checklist: { key: string; title: { zh: string; en: string } }[]; priority: 'low' | 'normal' | 'high' | 'urgent';
  customerId: number; customerName: string; state: VisitState; windowFrom: Date | null; windowTo: Date | null; technicianId: number | null; technicianName: string | null; startsAt: Date | null; locked: boolean; publishedAt: Date | null;
  onTheWayAt: Date | null; etaAt: Date | null; arrivedAt: Date | null; finishedAt: Date | null; checked: string[]; note: string; reason: string; signedBy: string; signatureFileId: number | null; createdAt: Date; version: number;
}
const columns = sql`v.id, v.ticket_id as "ticketId", v.unit_id as "unitId", v.title, v.fault, v.contact_name as "contactName", v.phone, v.address, v.region, v.lat, v.lon, v.minutes, v.skills, v.parts, v.checklist, v.priority,
  t.customer_id as "customerId", c.name as "customerName", v.state, v.window_from as "windowFrom", v.window_to as "windowTo", v.technician_id as "technicianId", a.name as "technicianName", v.starts_at as "startsAt", v.locked, v.published_at as "publishedAt",
  v.on_the_way_at as "onTheWayAt", v.eta_at as "etaAt", v.arrived_at as "arrivedAt", v.finished_at as "finishedAt", v.checked, v.note, v.reason, v.signed_by as "signedBy", v.signature_file_id as "signatureFileId", v.created_at as "createdAt", v.version`;
const source = sql`visit v join ticket t on t.id = v.ticket_id join customer c on c.id = t.customer_id left join technician n on n.id = v.technician_id left join agent a on a.id = n.agent_id`;
const where = (db: Handle, condition: Sql, order = raw('v.starts_at nulls last, v.window_from nulls last, v.id')) => db.rows<VisitRow>(sql`select ${columns} from ${source} where ${condition} order by ${order}`);

/** Tickets with a visit this person drives to; on alias `t`. */
export const drivenBy = (agentId: number): Sql => sql`exists (select 1 from visit v join technician n on n.id = v.technician_id where v.ticket_id = t.id and n.agent_id = ${agentId} and v.state in ('planned', 'on-the-way', 'arrived'))`;
export const findVisit = async (db: Handle, id: number) => (await where(db, sql`v.id = ${id}`))[0];
export const findByOrigin = async (db: Handle, origin: string) => (await where(db, sql`v.origin = ${origin}`))[0];
/** Held until the end of the transaction. */
export const lockVisit = (tx: Tx, id: number) => tx.one<{ id: number }>(sql`select id from visit where id = ${id} for update`);
export const visitsOfTicket = (db: Handle, ticketId: number) => where(db, sql`v.ticket_id = ${ticketId}`, raw('v.id desc'));
/** What lies ahead first, then the newest of what is over; cancelled ones only by their own page. */
export const visitsOfCustomer = (db: Handle, customerId: number, o: { unitId?: number | undefined; since: Date; limit: number }) =>
  where(db, all([sql`t.customer_id = ${customerId}`, sql`v.state <> 'cancelled'`, sql`(v.state in ('waiting', 'planned', 'on-the-way', 'arrived') or v.finished_at >= ${o.since})`, ...(o.unitId ? [sql`coalesce(v.unit_id, t.unit_id) = ${o.unitId}`] : [])]),
    sql`v.state in ('done', 'failed'), case when v.state in ('done', 'failed') then v.finished_at end desc, coalesce(v.starts_at, v.window_from) nulls first, v.id limit ${o.limit}`);
/** Where somebody drove off from: their last stop of that day, else their base. */
export const leftFrom = (db: Handle, technicianId: number, at: Date) => db.one<{ lat: number; lon: number }>(sql`select coalesce(l.lat, n.home_lat) as lat, coalesce(l.lon, n.home_lon) as lon from technician n
  left join lateral (select v.lat, v.lon from visit v where v.technician_id = n.id and v.finished_at between ${new Date(at.getTime() - 12 * 3_600_000)} and ${at} and v.lat is not null order by v.finished_at desc limit 1) l on true where n.id = ${technicianId}`);
/** Visits whose promised window or planned start lies in a time; cancelled ones do not count. */
export const visitsBetween = (db: Handle, from: Date, until: Date) => where(db, sql`v.state <> 'cancelled' and ((v.window_from >= ${from} and v.window_from < ${until}) or (v.starts_at >= ${from} and v.starts_at < ${until}))`);
export const waitingVisits = (db: Handle, limit: number) => where(db, sql`v.state = 'waiting'`, sql`array_position(array['urgent','high','normal','low'], v.priority), v.created_at limit ${limit}`);
/** Those under way or ahead that keep a technician from being free. */
export const openVisitsOfTechnician = (db: Handle, technicianId: number, from: Date, until: Date) =>
  where(db, all([sql`v.technician_id = ${technicianId}`, sql`v.state = 'planned'`, sql`v.starts_at >= ${from}`, sql`v.starts_at < ${until}`]));

export const insertVisit = (tx: Tx, v: VisitWrite & { origin: string | null; at: Date }) => tx.one<{ id: number }>(sql`insert into visit
  (ticket_id, unit_id, title, fault, contact_name, phone, address, region, lat, lon, minutes, skills, parts, checklist, priority, origin, created_at)
  values (${v.ticketId}, ${v.unitId}, ${v.title}, ${v.fault}, ${v.contactName}, ${v.phone}, ${v.address}, ${v.region}, ${v.lat}, ${v.lon}, ${v.minutes}, ${JSON.stringify(v.skills)}::jsonb, ${JSON.stringify(v.parts)}::jsonb, ${JSON.stringify(v.checklist)}::jsonb, ${v.priority}, ${v.origin}, ${v.at})
  on conflict (origin) do nothing returning id`);

export interface VisitPatch {
  state?: VisitState; windowFrom?: Date | null; windowTo?: Date | null; technicianId?: number | null; startsAt?: Date | null; locked?: boolean; publishedAt?: Date | null;
  onTheWayAt?: Date; etaAt?: Date | null; arrivedAt?: Date; finishedAt?: Date; note?: string; reason?: string; signedBy?: string; signatureFileId?: number;
}
const names: Record<keyof VisitPatch, Sql> = {
  state: raw('state'), windowFrom: raw('window_from'), windowTo: raw('window_to'), technicianId: raw('technician_id'), startsAt: raw('starts_at'), locked: raw('locked'), publishedAt: raw('published_at'),
  onTheWayAt: raw('on_the_way_at'), etaAt: raw('eta_at'), arrivedAt: raw('arrived_at'), finishedAt: raw('finished_at'), note: raw('note'), reason: raw('reason'), signedBy: raw('signed_by'), signatureFileId: raw('signature_file_id'),
};
/** Writes what is given and counts the version up. */
export async function patchVisit(tx: Tx, id: number, patch: VisitPatch): Promise<void> {
  const sets = (Object.entries(patch) as [keyof VisitPatch, unknown][]).filter(([, value]) => value !== undefined).map(([key, value]) => sql`${names[key]} = ${value}`);
  await tx.run(sql`update visit set ${sets.reduce((left, right) => sql`${left}, ${right}`, raw('version = version + 1'))} where id = ${id}`);
}
export const setChecked = (tx: Tx, id: number, key: string, checked: boolean) => tx.run(checked
  ? sql`update visit set checked = array_append(array_remove(checked, ${key}), ${key}), version = version + 1 where id = ${id}`
  : sql`update visit set checked = array_remove(checked, ${key}), version = version + 1 where id = ${id}`);

export interface PlaceRow { visitId: number; version: number; technicianId: number | null; startsAt: Date | null }
/** Places visits in one statement; those whose version is another by now are left out. */
export const placeMany = (tx: Tx, rows: readonly PlaceRow[]) => tx.rows<{ id: number; version: number }>(sql`update visit v set technician_id = r.technician_id, starts_at = r.starts_at, version = v.version + 1
  from jsonb_to_recordset(${JSON.stringify(rows.map((r) => ({ id: r.visitId, version: r.version, technician_id: r.technicianId, starts_at: r.startsAt })))}::jsonb) as r(id bigint, version int, technician_id bigint, starts_at timestamptz)
  where v.id = r.id and v.version = r.version and v.state = 'planned' returning v.id, v.version`);
/** Begins of visits within the windows they were promised for. */
export const moveStarts = async (tx: Tx, rows: readonly { visitId: number; startsAt: Date }[]): Promise<void> => {
  if (rows.length > 0) await tx.run(sql`update visit v set starts_at = r.starts_at, version = v.version + 1 from jsonb_to_recordset(${JSON.stringify(rows.map((r) => ({ id: r.visitId, starts_at: r.startsAt })))}::jsonb) as r(id bigint, starts_at timestamptz) where v.id = r.id and v.state = 'planned'`);
};
export const publishVisits = (tx: Tx, from: Date, until: Date, at: Date) => tx.rows<{ id: number; ticketId: number; technicianId: number }>(sql`update visit set published_at = ${at}, version = version + 1
  where state = 'planned' and technician_id is not null and starts_at >= ${from} and starts_at < ${until} and published_at is null returning id, ticket_id as "ticketId", technician_id as "technicianId"`);
/** Takes visits off somebody; their windows stay promised. */
export const freeVisits = (tx: Tx, ids: readonly number[]) => tx.run(sql`update visit set technician_id = null, starts_at = null, locked = false, published_at = null, version = version + 1 where id = any(${ids})`);

export const insertPhoto = (tx: Tx, p: { visitId: number; fileId: number; caption: string; at: Date }) => tx.run(sql`insert into visit_photo (visit_id, file_id, caption, at) values (${p.visitId}, ${p.fileId}, ${p.caption}, ${p.at}) on conflict do nothing`);
export const insertUsedPart = (tx: Tx, p: { visitId: number; partId: number; quantity: number; serials: readonly string[]; at: Date; operation: string }) =>
  tx.run(sql`insert into visit_part (visit_id, part_id, quantity, serials, at, operation) values (${p.visitId}, ${p.partId}, ${p.quantity}, ${p.serials}, ${p.at}, ${p.operation})`);
export interface Done { visitId: number; photos: number; used: { partId: number; quantity: number }[] }
/** Photos and used parts of visits. */
export const doneAt = (db: Handle, ids: readonly number[]) => db.rows<Done>(sql`select v.id as "visitId", (select count(*)::int from visit_photo p where p.visit_id = v.id) as photos,
  coalesce((select jsonb_agg(jsonb_build_object('partId', u.part_id, 'quantity', u.quantity)) from (select part_id, sum(quantity)::int as quantity from visit_part where visit_id = v.id group by part_id) u), '[]') as used from visit v where v.id = any(${ids})`);
interface HistoryRow { ticketId: number; at: Date; title: string; note: string; of: number }
/** Earlier requests and visits for the same unit – by its number, or by its kind where none is known – newest first. What else the customer wrote is not the technician's. */
export const historyOf = (db: Handle, visitIds: readonly number[]) => db.rows<HistoryRow>(sql`select x.* from visit v join ticket t on t.id = v.ticket_id cross join lateral (
    select o.id as "ticketId", coalesce(w.finished_at, o.opened_at) as at, coalesce(nullif(w.title, ''), o.subject) as title, coalesce(nullif(w.note, ''), nullif(w.reason, ''), o.product) as note, v.id as of
    from ticket o left join lateral (select title, note, reason, finished_at from visit where ticket_id = o.id and id <> v.id and state in ('done', 'failed') order by id desc limit 1) w on true
    where o.customer_id = t.customer_id and (o.id <> t.id or w.finished_at is not null) and (o.id = t.id or (case when t.serial <> '' then o.serial = t.serial else t.product <> '' and o.product = t.product end)) order by at desc limit 5) x where v.id = any(${visitIds})`);
