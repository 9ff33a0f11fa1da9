import type { ContractWrite, VendorWrite } from '@aftercare/contract/vendors';
import { type Principal, reachOf } from '../../platform/auth/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { all, hot, raw, sql } from '../../platform/db/index.ts';

export interface VendorRow {
  id: number; key: string; name: string; state: 'active' | 'paused' | 'ended'; language: 'zh-CN' | 'en'; contactName: string; phone: string; email: string; note: string; webhookUrl: string; apiKey: string | null; createdAt: Date;
}
export interface ContractRow {
  id: number; vendorId: number; name: string; startsOn: string; endsOn: string | null; regions: string[]; products: string[]; rates: Record<string, { amountMinor: number }>; currency: 'CNY';
  acceptMinutes: number; doneMinutes: number; rank: number; active: boolean;
}
const columns = sql`v.id, v.key, v.name, v.state, v.language, v.contact_name as "contactName", v.phone, v.email, v.note, v.webhook_url as "webhookUrl", v.api_key as "apiKey", v.created_at as "createdAt"`;
const contractColumns = sql`c.id, c.vendor_id as "vendorId", c.name, c.starts_on as "startsOn", c.ends_on as "endsOn", c.regions, c.products, c.rates, c.currency, c.accept_minutes as "acceptMinutes", c.done_minutes as "doneMinutes", c.rank, c.active`;

export const listVendors = (db: Handle, condition: Sql = all([])) => db.rows<VendorRow>(sql`select ${columns} from vendor v where ${condition} order by v.state, v.name, v.id`);
export const findVendor = (db: Handle, id: number, condition: Sql = all([])) => db.one<VendorRow>(sql`select ${columns} from vendor v where v.id = ${id} and ${condition}`);
/** Vendors somebody works with: named by their role, or asked for a job of a request they see (`ticket` speaks of `t`). Alias `v`. */
export function visibleTo(principal: Principal, ticket: Sql): Sql {
  if (principal.scope === 'all') return raw('true');
  const named = reachOf(principal).flatMap((r) => r.vendors);
  return sql`(v.id = any(${named}::bigint[]) or exists (select from vendor_offer o join vendor_job j on j.id = o.job_id join ticket t on t.id = j.ticket_id where o.vendor_id = v.id and ${ticket}))`;
}
export const insertVendor = (tx: Tx, v: VendorWrite) => tx.one<{ id: number }>(sql`insert into vendor (key, name, state, language, contact_name, phone, email, note, webhook_url)
  values (${v.key}, ${v.name}, ${v.state}, ${v.language}, ${v.contactName}, ${v.phone}, ${v.email}, ${v.note}, ${v.webhookUrl}) on conflict (lower(key)) do nothing returning id`);
export const saveVendor = (tx: Tx, id: number, v: VendorWrite) => tx.run(sql`update vendor set key = ${v.key}, name = ${v.name}, state = ${v.state}, language = ${v.language}, contact_name = ${v.contactName}, phone = ${v.phone},
  email = ${v.email}, note = ${v.note}, webhook_url = ${v.webhookUrl} where id = ${id}`);
export const saveKey = (tx: Tx, id: number, apiKey: string, secret: Buffer) => tx.run(sql`update vendor set api_key = ${apiKey}, api_secret = ${secret} where id = ${id}`);
export const secretOfKey = (db: Handle, apiKey: string) => db.one<{ id: number; name: string; secret: Buffer }>(hot`select id, name, api_secret as secret from vendor where api_key = ${apiKey} and state <> 'ended' and api_secret is not null`);
export const doorOf = (db: Handle, id: number) => db.one<{ webhookUrl: string; secret: Buffer | null }>(sql`select webhook_url as "webhookUrl", api_secret as secret from vendor where id = ${id}`);

export const usersOf = (db: Handle, vendorId: number) => db.rows<{ agentId: number; name: string; email: string; status: 'active' | 'invited' | 'disabled' }>(sql`select a.id as "agentId", a.name, a.email, a.status
  from vendor_user u join agent a on a.id = u.agent_id where u.vendor_id = ${vendorId} order by a.name, a.id`);
export const addUser = (tx: Tx, vendorId: number, agentId: number) => tx.run(sql`insert into vendor_user (agent_id, vendor_id) values (${agentId}, ${vendorId})`);
/** Whom an agent works for; undefined for our own people and those of vendors that ended. */
export const vendorOfAgent = (db: Handle, agentId: number) => db.one<{ id: number; name: string }>(hot`select v.id, v.name from vendor_user u join vendor v on v.id = u.vendor_id where u.agent_id = ${agentId} and v.state <> 'ended'`);

export const contractsOf = (db: Handle, vendorId: number) => db.rows<ContractRow>(sql`select ${contractColumns} from vendor_contract c where c.vendor_id = ${vendorId} order by c.active desc, c.rank, c.id`);
export const findContract = (db: Handle, id: number) => db.one<ContractRow>(sql`select ${contractColumns} from vendor_contract c where c.id = ${id}`);
/** Contracts of vendors that take work, in the order they are asked. */
export const offeredContracts = (db: Handle) => db.rows<ContractRow & { vendorName: string }>(sql`select ${contractColumns}, v.name as "vendorName" from vendor_contract c join vendor v on v.id = c.vendor_id
  where v.state = 'active' and c.active order by c.rank, c.id`);
export const insertContract = (tx: Tx, vendorId: number, c: ContractWrite) => tx.one<{ id: number }>(sql`insert into vendor_contract (vendor_id, name, starts_on, ends_on, regions, products, rates, currency, accept_minutes, done_minutes, rank, active)
  values (${vendorId}, ${c.name}, ${c.startsOn}, ${c.endsOn}, ${c.regions}, ${c.products}, ${JSON.stringify(c.rates)}::jsonb, ${c.currency}, ${c.acceptMinutes}, ${c.doneMinutes}, ${c.rank}, ${c.active}) returning id`);
export const saveContract = (tx: Tx, id: number, c: ContractWrite) => tx.run(sql`update vendor_contract set name = ${c.name}, starts_on = ${c.startsOn}, ends_on = ${c.endsOn}, regions = ${c.regions}, products = ${c.products},
  rates = ${JSON.stringify(c.rates)}::jsonb, currency = ${c.currency}, accept_minutes = ${c.acceptMinutes}, done_minutes = ${c.doneMinutes}, rank = ${c.rank}, active = ${c.active} where id = ${id}`);
/** The day it is at the company. */
export const todayAt = async (db: Handle, now: Date): Promise<string> => (await db.one<{ today: string }>(sql`select to_char(${now}::timestamptz at time zone time_zone, 'YYYY-MM-DD') as today from company`))?.today ?? '';
