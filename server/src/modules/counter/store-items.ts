import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { all, hot, raw, sql } from '../../platform/db/index.ts';
import type { Act, Holder } from './custody.ts';

type SiteRef = { id: number; key: string; name: { zh: string; en: string }; kind: 'shop' };
export interface ItemRow {
  id: number; code: string; ticketId: number; ticketStatus: 'open'; customerId: number; customer: string; unitId: number | null; product: string; serial: string; fault: string; receivedAt: Date; promisedAt: Date | null; returnedAt: Date | null; site: SiteRef;
  holder: 'site' | 'carrier' | 'vendor' | 'customer'; holderSite: SiteRef | null; holderName: string; boundFor: SiteRef | null; seal: string; links: number; photos: number[]; signature: number | null; receivedBy: string | null;
  condition: { area: string; state: 'fine'; note: string }[]; accessories: { name: string; there: boolean }[];
}
const siteRef = (alias: 's' | 'h' | 'b') => raw(`case when ${alias}.id is null then null else json_build_object('id', ${alias}.id, 'key', ${alias}.key, 'name', ${alias}.name, 'kind', ${alias}.kind) end`);
const columns = sql`i.id, i.code, i.ticket_id as "ticketId", t.status as "ticketStatus", i.customer_id as "customerId", c.name as customer, i.unit_id as "unitId", i.product, i.serial, i.fault, i.received_at as "receivedAt", i.promised_at as "promisedAt",
  i.returned_at as "returnedAt", ${siteRef('s')} as site, i.holder, ${siteRef('h')} as "holderSite", i.holder_name as "holderName", ${siteRef('b')} as "boundFor", i.seal, i.links, i.photos, i.signature, a.name as "receivedBy", i.condition, i.accessories`;
const from = sql`counter_item i join ticket t on t.id = i.ticket_id join customer c on c.id = i.customer_id join site s on s.id = i.site_id left join site h on h.id = i.holder_site_id left join site b on b.id = i.bound_for_id left join agent a on a.id = i.received_by`;

/** Rows of people limited to their sites: received there, lying there, on the way there. Null: all. */
const at = (sites: readonly number[] | null): Sql => (sites === null ? sql`true` : sql`(i.site_id = any(${sites}) or i.holder_site_id = any(${sites}) or i.bound_for_id = any(${sites}))`);

export const findItem = (db: Handle, id: number, sites: readonly number[] | null) => db.one<ItemRow>(sql`select ${columns} from ${from} where i.id = ${id} and ${at(sites)}`);
export const lockItem = (tx: Tx, id: number) => tx.one<{ id: number }>(sql`select id from counter_item where id = ${id} for update`);
const parts: Readonly<Record<'here' | 'coming' | 'away' | 'returned', (siteId: number) => Sql>> = {
  here: (id) => sql`i.holder_site_id = ${id}`, coming: (id) => sql`i.bound_for_id = ${id}`,
  away: (id) => sql`i.site_id = ${id} and i.holder <> 'customer' and i.holder_site_id is distinct from ${id}`, returned: (id) => sql`i.site_id = ${id} and i.holder = 'customer'`,
};
export const listItems = (db: Handle, siteId: number, o: { part: keyof typeof parts; before: number | null; limit: number }) => db.rows<ItemRow>(sql`select ${columns} from ${from}
  where ${all([parts[o.part](siteId), ...(o.before ? [sql`i.id < ${o.before}`] : [])])} order by i.id desc limit ${o.limit}`);
export const countItems = async (db: Handle, siteId: number) => (await db.one<{ here: number; coming: number }>(sql`select (select count(*)::int from counter_item i where ${parts.here(siteId)}) as here, (select count(*)::int from counter_item i where ${parts.coming(siteId)}) as coming`)) ?? { here: 0, coming: 0 };
/** Not yet handed back, of this customer or with this number or code. */
export const openItems = (db: Handle, o: { customerId: number | null; serial: string; code: string; sites: readonly number[] | null }) => db.rows<ItemRow>(sql`select ${columns} from ${from}
  where i.holder <> 'customer' and ${at(o.sites)} and (i.customer_id = ${o.customerId} or (${o.serial} <> '' and i.serial = ${o.serial}) or upper(i.code) = upper(${o.code})) order by i.id desc limit 20`);
/** What a customer left at our counters, newest first. */
export const itemsOfCustomer = (db: Handle, customerId: number, o: { before: { at: Date; id: number } | null; limit: number }) => db.rows<ItemRow>(sql`select ${columns} from ${from} where ${all([sql`i.customer_id = ${customerId}`, ...(o.before ? [sql`(i.received_at, i.id) < (${o.before.at}, ${o.before.id})`] : [])])} order by i.received_at desc, i.id desc limit ${o.limit}`);
export const itemsOfTicket = (db: Handle, ticketId: number) => db.rows<ItemRow>(sql`select ${columns} from ${from} where i.ticket_id = ${ticketId} order by i.id desc`);

export interface NewItem {
  siteId: number; siteKey: string; siteName: string; ticketId: number; customerId: number; unitId: number | null; product: string; serial: string; fault: string; condition: unknown; accessories: unknown; photos: readonly number[]; signature: number | null;
  receivedBy: number | null; promisedAt: Date | null; seal: string; at: Date;
}
/** The code on the receipt is the site's key and the row's number. */
export async function insertItem(tx: Tx, n: NewItem): Promise<number> {
  const row = await tx.one<{ id: number }>(sql`with k as (select nextval(pg_get_serial_sequence('counter_item', 'id')) as id)
    insert into counter_item (id, code, site_id, ticket_id, customer_id, unit_id, product, serial, fault, condition, accessories, photos, signature, received_at, received_by, promised_at, holder, holder_site_id, holder_name, seal) overriding system value
    select k.id, ${n.siteKey}::text || '-' || lpad(k.id::text, 6, '0'), ${n.siteId}, ${n.ticketId}, ${n.customerId}, ${n.unitId}, ${n.product}, ${n.serial}, ${n.fault}, ${JSON.stringify(n.condition)}::jsonb, ${JSON.stringify(n.accessories)}::jsonb, ${n.photos}::bigint[], ${n.signature},
      ${n.at}, ${n.receivedBy}, ${n.promisedAt}, 'site', ${n.siteId}, ${n.siteName}, ${n.seal} from k returning id`);
  if (!row) throw new Error('the item was not written');
  return row.id;
}

export interface LinkRow { link: number; act: Act; from: Holder; to: Holder; seal: string; sealHeld: boolean | null; note: string; files: number[]; at: Date; actor: Actor }
export const chainOf = (db: Handle, itemId: number) => db.rows<LinkRow>(sql`select link, act, json_build_object('kind', from_kind, 'siteId', from_site_id, 'name', from_name) as from, json_build_object('kind', to_kind, 'siteId', to_site_id, 'name', to_name) as to,
  seal, seal_held as "sealHeld", note, files, at, actor from counter_custody where item_id = ${itemId} order by link`);
export const insertLink = (tx: Tx, l: { itemId: number; link: number; act: Act; from: Holder; to: Holder; seal: string; sealHeld: boolean | null; note: string; files: readonly number[]; at: Date; actor: Actor }) => tx.run(sql`insert into counter_custody
  (item_id, link, act, from_kind, from_site_id, from_name, to_kind, to_site_id, to_name, seal, seal_held, note, files, at, actor)
  values (${l.itemId}, ${l.link}, ${l.act}, ${l.from.kind}, ${l.from.siteId}, ${l.from.name}, ${l.to.kind}, ${l.to.siteId}, ${l.to.name}, ${l.seal}, ${l.sealHeld}, ${l.note}, ${l.files}, ${l.at}, ${JSON.stringify(l.actor)}::jsonb)`);
export const setHolder = (tx: Tx, id: number, h: Holder & { boundForId: number | null; seal: string; link: number; returnedAt: Date | null }) => tx.run(sql`update counter_item set holder = ${h.kind}, holder_site_id = ${h.siteId}, holder_name = ${h.name}, bound_for_id = ${h.boundForId},
  seal = ${h.seal}, links = ${h.link}, returned_at = ${h.returnedAt} where id = ${id}`);

export interface CodeRow { mac: string; sentAt: Date; expiresAt: Date; tries: number; door: string }
export const findCode = (db: Handle, itemId: number) => db.one<CodeRow>(sql`select mac, sent_at as "sentAt", expires_at as "expiresAt", tries, door from counter_code where item_id = ${itemId}`);
export const saveCode = (tx: Tx, itemId: number, c: { mac: string; at: Date; expiresAt: Date; door: string }) => tx.run(sql`insert into counter_code (item_id, mac, sent_at, expires_at, door) values (${itemId}, ${c.mac}, ${c.at}, ${c.expiresAt}, ${c.door})
  on conflict (item_id) do update set mac = excluded.mac, sent_at = excluded.sent_at, expires_at = excluded.expires_at, door = excluded.door, tries = 0`);
/** Counts a try; the row while there are tries left. */
export const tryCode = (db: Handle, itemId: number, most: number, now: Date) => db.one<CodeRow>(sql`update counter_code set tries = tries + 1 where item_id = ${itemId} and tries < ${most} and expires_at > ${now}
  returning mac, sent_at as "sentAt", expires_at as "expiresAt", tries, door`);
export const dropCode = (tx: Tx, itemId: number) => tx.run(sql`delete from counter_code where item_id = ${itemId}`);

export const openTickets = (db: Handle, o: { customerId: number | null; serial: string }) => db.rows<{ id: number; customerId: number; subject: string; status: string; product: string; serial: string; openedAt: Date }>(sql`select t.id, t.customer_id as "customerId", t.subject, t.status, t.product, t.serial, t.opened_at as "openedAt"
  from ticket t where t.status in ('new', 'open', 'pending', 'hold') and (t.customer_id = ${o.customerId} or (${o.serial} <> '' and t.serial = ${o.serial})) order by t.id desc limit 20`);
/** Whether a file hangs on an item of these sites. */
export const seesFile = async (db: Handle, sites: readonly number[], fileId: number): Promise<boolean> => (await db.one<{ yes: boolean }>(hot`select exists (select from counter_item i where (i.site_id = any(${sites}) or i.holder_site_id = any(${sites}) or i.bound_for_id = any(${sites}))
  and (${fileId} = any(i.photos) or i.signature = ${fileId} or exists (select from counter_custody k where k.item_id = i.id and ${fileId} = any(k.files)))) as yes`))?.yes ?? false;
export const filesByIds = (db: Handle, ids: readonly number[]) => db.rows<{ id: number; key: string; name: string; type: string; size: number }>(sql`select id, key, name, type, size from file where id = any(${ids})`);
