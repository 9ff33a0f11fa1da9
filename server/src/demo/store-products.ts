import { type Handle, type Tx, sql } from '../platform/db/index.ts';
import type { Columns } from './store.ts';

export const unit: Columns = { id: 'bigint', serial: 'text', serial_key: 'text', brand_id: 'bigint', model_id: 'bigint', variant_id: 'bigint', batch_id: 'bigint', customer_id: 'bigint', country: 'text', produced_on: 'date', purchased_on: 'date', activated_on: 'date', seller: 'text', price_minor: 'bigint', currency: 'text', status: 'text', registered_by: 'text', repair_days: 'int', created_at: 'timestamptz' };
export const proof: Columns = { unit_id: 'bigint', kind: 'text', files: 'bigint[]', purchased_on: 'date', seller: 'text', number: 'text', amount_minor: 'bigint', state: 'text', submitted_by: 'jsonb', submitted_at: 'timestamptz', decided_by: 'jsonb', decided_at: 'timestamptz' };
export const exclusion: Columns = { unit_id: 'bigint', kind: 'text', part_category: 'text', description: 'text', files: 'bigint[]', ticket_id: 'bigint', happened_on: 'date', recorded_by: 'jsonb', recorded_at: 'timestamptz' };
export const unitFault: Columns = { unit_id: 'bigint', ticket_id: 'bigint', reference: 'text', fault_key: 'text', part_category: 'text', part_number: 'text', happened_on: 'date', covered: 'boolean', minutes: 'int' };
export const unitPlan: Columns = { unit_id: 'bigint', plan_id: 'bigint', sold_on: 'date', reference: 'text' };
export const order: Columns = { id: 'bigint', shop_id: 'bigint', external_id: 'text', number: 'text', customer_id: 'bigint', status: 'text', currency: 'text', total_minor: 'bigint', ordered_at: 'timestamptz', delivered_at: 'timestamptz', country: 'text', address: 'text', carrier: 'text', tracking: 'text', invoices: 'jsonb', changed_at: 'timestamptz' };
export const orderLine: Columns = { id: 'bigint', order_id: 'bigint', position: 'int', sku: 'text', title: 'text', model_id: 'bigint', variant_id: 'bigint', quantity: 'int', price_minor: 'bigint', serials: 'text[]' };
export const orderUnit: Columns = { order_line_id: 'bigint', unit_id: 'bigint' };

export interface TicketWithSerial { id: number; customerId: number; serial: string; type: string; status: string; openedAt: Date; solvedAt: Date | null; language: 'zh-CN' | 'en' }
export const ticketsWithSerial = (db: Handle) => db.rows<TicketWithSerial>(sql`select id, customer_id as "customerId", serial, type, status, opened_at as "openedAt", solved_at as "solvedAt", language from ticket where serial <> '' order by id`);
export const linkTickets = (tx: Tx) => tx.run(sql`update ticket t set unit_id = u.id from product_unit u where t.unit_id is null and t.serial <> '' and u.serial_key = upper(regexp_replace(t.serial, '[^A-Za-z0-9]', '', 'g'))`);
