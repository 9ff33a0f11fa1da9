import { type Handle, type Tx, sql } from '../platform/db/index.ts';
import * as store from './store.ts';

export const homeForVans = (tx: Tx, homeId: number) => tx.run(sql`update site set home_id = ${homeId} where kind = 'van' and home_id is null`);
export interface PaidTicket { id: number; language: 'zh-CN' | 'en'; openedAt: Date; customerName: string; status: string; product: string }
/** Repairs of the last weeks, newest first. */
export const repairTickets = (db: Handle, n: number) => db.rows<PaidTicket>(sql`select t.id, t.language, t.opened_at as "openedAt", c.name as "customerName", t.status, t.product from ticket t join customer c on c.id = t.customer_id where t.type in ('repair', 'exchange', 'support') order by t.id desc limit ${n}`);

const table = (name: string, columns: store.Columns) => (tx: Tx, rows: readonly Readonly<Record<string, unknown>>[]) => store.insertRows(tx, name, columns, rows);
export const insertParts = table('part', { id: 'bigint', number: 'text', name: 'jsonb', category: 'text', currency: 'text', price_minor: 'bigint', cost_minor: 'bigint', tax_rate: 'int', consumable: 'boolean', serialised: 'boolean', supersedes_id: 'bigint', supplier: 'text', lead_days: 'int' });
export const insertStock = table('stock', { part_id: 'bigint', site_id: 'bigint', on_hand: 'bigint', reserved: 'bigint', waiting: 'bigint', defective: 'bigint', value_minor: 'bigint', reorder_point: 'bigint', reorder_to: 'bigint', bin: 'text' });
export const insertReservations = table('part_reservation', { id: 'bigint', part_id: 'bigint', site_id: 'bigint', quantity: 'bigint', used: 'bigint', state: 'text', for_what: 'text', ticket_id: 'bigint', key: 'text', at: 'timestamptz' });
export const insertMoves = table('part_move', { at: 'timestamptz', kind: 'text', part_id: 'bigint', site_id: 'bigint', quantity: 'bigint', on_hand: 'bigint', reserved: 'bigint', defective: 'bigint', in_transit: 'bigint', value_minor: 'bigint', for_what: 'text', ticket_id: 'bigint', reservation_id: 'bigint', reason: 'text', serials: 'text[]', actor: 'jsonb', key: 'text' });
export const insertQuotes = table('quote', { id: 'bigint', ticket_id: 'bigint', version: 'int', state: 'text', currency: 'text', lines: 'jsonb', taxes: 'jsonb', net_minor: 'bigint', tax_minor: 'bigint', gross_minor: 'bigint', note: 'text', language: 'text', created_at: 'timestamptz', sent_at: 'timestamptz', valid_until: 'timestamptz', answered_at: 'timestamptz', answered_by: 'text', reason: 'text' });
export const insertInvoices = table('invoice', { id: 'bigint', ticket_id: 'bigint', quote_id: 'bigint', number: 'text', series: 'text', place: 'int', currency: 'text', lines: 'jsonb', taxes: 'jsonb', net_minor: 'bigint', tax_minor: 'bigint', gross_minor: 'bigint', language: 'text', seller: 'jsonb', buyer: 'jsonb', issued_at: 'timestamptz', due_on: 'date', paid_minor: 'bigint', refunded_minor: 'bigint', electronic: 'jsonb' });
export const insertPayments = table('payment', { id: 'bigint', invoice_id: 'bigint', amount_minor: 'bigint', refunded_minor: 'bigint', method: 'text', provider: 'text', reference: 'text', state: 'text', at: 'timestamptz' });
export const insertRefunds = table('refund', { invoice_id: 'bigint', payment_id: 'bigint', amount_minor: 'bigint', reason: 'text', state: 'text', at: 'timestamptz', key: 'text' });
export const insertSeries = (tx: Tx, series: string, last: number) => tx.run(sql`insert into invoice_series (series, last) values (${series}, ${last}) on conflict (series) do update set last = excluded.last`);
/** Models of a brand by the letters of their name, where there are any. */
export const fitByName = (tx: Tx, pairs: readonly { partId: number; model: string }[]) => tx.run(sql`insert into part_fit (part_id, model_id) select w."partId", m.id from json_to_recordset(${JSON.stringify(pairs)}::json) as w("partId" bigint, model text)
  join product_model m on lower(m.key) = lower(w.model) or m.name->>'en' ilike '%' || w.model || '%' on conflict do nothing`);
export const worksAt = (tx: Tx, siteId: number, email: string) => tx.run(sql`insert into site_agent (site_id, agent_id) select ${siteId}, id from agent where email = ${email} on conflict do nothing`);
