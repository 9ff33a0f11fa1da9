import type { TicketField } from '@aftercare/contract/ticket-fields';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export type FieldRow = TicketField;
export type FieldWrite = Omit<TicketField, 'position'> & { readonly position?: number | undefined };
export const listFields = (db: Handle) => db.rows<FieldRow>(hot`select key, name, hint, kind, options, currency, types, condition, required_at as "requiredAt", on_portal as "onPortal", on_chat as "onChat", active, position from ticket_field order by position, key`);
export const saveField = (tx: Tx, f: FieldWrite) => tx.run(sql`insert into ticket_field (key, name, hint, kind, options, currency, types, condition, required_at, on_portal, on_chat, active, position)
  values (${f.key}, ${JSON.stringify(f.name)}::jsonb, ${JSON.stringify(f.hint)}::jsonb, ${f.kind}, ${JSON.stringify(f.options)}::jsonb, ${f.currency}, ${f.types}, ${f.condition}, ${f.requiredAt}, ${f.onPortal}, ${f.onChat}, ${f.active}, coalesce(${f.position ?? null}::int, (select coalesce(max(position), 0) + 1 from ticket_field)))
  on conflict (key) do update set name = excluded.name, hint = excluded.hint, options = excluded.options, currency = excluded.currency, types = excluded.types, condition = excluded.condition, required_at = excluded.required_at, on_portal = excluded.on_portal, on_chat = excluded.on_chat, active = excluded.active, position = coalesce(${f.position ?? null}::int, ticket_field.position)`);
export const orderFields = (tx: Tx, keys: readonly string[]) => tx.run(sql`update ticket_field f set position = n.place
  from (select key, row_number() over (order by array_position(${keys}::text[], key), position, key) as place from ticket_field) n where n.key = f.key and f.position <> n.place`);
export const kindOf = async (db: Handle, key: string) => (await db.one<{ kind: string }>(sql`select kind from ticket_field where key = ${key}`))?.kind;
export const deleteField = (tx: Tx, key: string) => tx.run(sql`delete from ticket_field where key = ${key}`);
export const saveType = (tx: Tx, t: { key: string; name: { zh: string; en: string }; active: boolean; position: number }) => tx.run(sql`insert into ticket_type (key, name, active, position) values (${t.key}, ${JSON.stringify(t.name)}::jsonb, ${t.active}, ${t.position})
  on conflict (key) do update set name = excluded.name, active = excluded.active, position = excluded.position`);
/** Names behind numbers: of people, units, files. */
export const agentNames = (db: Handle, ids: readonly number[]) => db.rows<{ id: number; name: string }>(sql`select id, name from agent where id = any(${ids})`);
export const unitNames = (db: Handle, ids: readonly number[]) => db.rows<{ id: number; name: string }>(sql`select id, serial as name from product_unit where id = any(${ids})`);
export const fileNames = (db: Handle, ids: readonly number[]) => db.rows<{ id: number; name: string; key: string }>(sql`select id, name, key from file where id = any(${ids})`);
/** Those of the customer's own units. */
export const unitsOf = async (db: Handle, ids: readonly number[], customerId: number) => (await db.rows<{ id: number }>(sql`select id from product_unit where id = any(${ids}) and customer_id = ${customerId}`)).map((r) => r.id);
/** Keeps files that `owner` has brought and nobody has used yet; null: whoever brought them. Says which. */
export const claimFiles = async (tx: Tx, ids: readonly number[], owner: string | null) => (await tx.rows<{ id: number }>(sql`update file set claimed = true where id = any(${ids}) and not claimed and (${owner}::text is null or owner = ${owner}) returning id`)).map((r) => r.id);
