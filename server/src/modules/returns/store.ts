import type { Names } from '@aftercare/contract/basics';
import type { Currency } from '@aftercare/contract/money';
import type { Owed } from '@aftercare/contract/repairs';
import type { Disposition, Grade, ReturnKind, ReturnReason, ReturnState } from '@aftercare/contract/returns';
import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { all, sql } from '../../platform/db/index.ts';

export interface Inspection { checks: { key: string; ok: boolean }[]; note: string; photos: number[]; at: string; by: string }
export interface ReturnRow {
  id: number; ticketId: number; unitId: number | null; kind: ReturnKind; state: ReturnState; reason: ReturnReason; text: string; owed: Owed | null; eligible: boolean | null; why: Names | null;
  paidMinor: number; currency: Currency; refundMinor: number | null; refundReference: string | null; refundedAt: Date | null; siteId: number | null; receivedAt: Date | null; grade: Grade | null; inspection: Inspection | null;
  newUnitId: number | null; disposition: Disposition | null; disposedAt: Date | null; openedAt: Date; dueAt: Date; finishedAt: Date | null; version: number;
}
const columns = sql`r.id, r.ticket_id as "ticketId", r.unit_id as "unitId", r.kind, r.state, r.reason, r.text, r.owed, r.eligible, r.why, r.paid_minor as "paidMinor", r.currency, r.refund_minor as "refundMinor", r.refund_reference as "refundReference", r.refunded_at as "refundedAt",
  r.site_id as "siteId", r.received_at as "receivedAt", r.grade, r.inspection, r.new_unit_id as "newUnitId", r.disposition, r.disposed_at as "disposedAt", r.opened_at as "openedAt", r.due_at as "dueAt", r.finished_at as "finishedAt", r.version`;
const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));

export type NewReturn = Pick<ReturnRow, 'ticketId' | 'unitId' | 'kind' | 'reason' | 'text' | 'owed' | 'eligible' | 'why' | 'paidMinor' | 'currency' | 'openedAt' | 'dueAt'>;
/** Undefined when a return runs on this ticket already. */
export const insertReturn = (tx: Tx, r: NewReturn) => tx.one<ReturnRow>(sql`insert into return_order as r (ticket_id, unit_id, kind, state, reason, text, owed, eligible, why, paid_minor, currency, opened_at, due_at)
  values (${r.ticketId}, ${r.unitId}, ${r.kind}, 'requested', ${r.reason}, ${r.text}, ${json(r.owed)}::jsonb, ${r.eligible}, ${json(r.why)}::jsonb, ${r.paidMinor}, ${r.currency}, ${r.openedAt}, ${r.dueAt}) on conflict (ticket_id) where finished_at is null do nothing returning ${columns}`);
export const findReturn = (db: Handle, id: number, condition: Sql = all([])) => db.one<ReturnRow>(sql`select ${columns} from return_order r join ticket t on t.id = r.ticket_id where r.id = ${id} and ${condition}`);
export const lockReturn = (tx: Tx, id: number) => tx.one<ReturnRow>(sql`select ${columns} from return_order r where r.id = ${id} for update`);
export const runningOf = (db: Handle, ticketId: number) => db.one<ReturnRow>(sql`select ${columns} from return_order r where r.ticket_id = ${ticketId} and r.finished_at is null`);
export const ofTicket = (db: Handle, ticketId: number) => db.rows<ReturnRow>(sql`select ${columns} from return_order r where r.ticket_id = ${ticketId} order by r.id desc`);
export const saveReturn = (tx: Tx, r: ReturnRow) => tx.one<ReturnRow>(sql`update return_order as r set unit_id = ${r.unitId}, state = ${r.state}, owed = ${json(r.owed)}::jsonb, eligible = ${r.eligible}, why = ${json(r.why)}::jsonb, paid_minor = ${r.paidMinor}, refund_minor = ${r.refundMinor}, refund_reference = ${r.refundReference},
  refunded_at = ${r.refundedAt}, site_id = ${r.siteId}, received_at = ${r.receivedAt}, grade = ${r.grade}, inspection = ${json(r.inspection)}::jsonb, new_unit_id = ${r.newUnitId}, disposition = ${r.disposition}, disposed_at = ${r.disposedAt}, finished_at = ${r.finishedAt}, version = r.version + 1
  where r.id = ${r.id} returning ${columns}`);
/** Returns that lie at one of these sites, or are on their way to it; alias `t`. */
export const atSites = (siteIds: readonly number[], depotSiteId: number | null): Sql => sql`exists (select 1 from return_order r where r.ticket_id = t.id and r.finished_at is null and coalesce(r.site_id, ${depotSiteId}) = any(${siteIds}::bigint[]))`;

export interface StepRow { at: Date; from: ReturnState | null; to: ReturnState; actor: Actor; note: string }
export const insertStep = (tx: Tx, returnId: number, s: StepRow) => tx.run(sql`insert into return_step (return_id, at, from_state, to_state, actor, note) values (${returnId}, ${s.at}, ${s.from}, ${s.to}, ${JSON.stringify(s.actor)}::jsonb, ${s.note})`);

export interface ListRow { id: number; ticketId: number; subject: string; customerName: string; kind: ReturnKind; state: ReturnState; reason: ReturnReason; grade: Grade | null; unitId: number | null; product: string; ticketSerial: string; refundMinor: number | null; currency: Currency; openedAt: Date; dueAt: Date }
export const list = (db: Handle, conditions: readonly Sql[], limit: number) => db.rows<ListRow>(sql`select r.id, r.ticket_id as "ticketId", t.subject, c.name as "customerName", r.kind, r.state, r.reason, r.grade, r.unit_id as "unitId", t.product, t.serial as "ticketSerial", r.refund_minor as "refundMinor", r.currency, r.opened_at as "openedAt", r.due_at as "dueAt"
  from return_order r join ticket t on t.id = r.ticket_id join customer c on c.id = t.customer_id where ${all(conditions)} order by r.due_at, r.id limit ${limit}`);
export const where = {
  state: (state: string) => sql`r.state = ${state}`,
  kind: (kind: string) => sql`r.kind = ${kind}`,
  open: (open: boolean) => (open ? sql`r.finished_at is null` : sql`r.finished_at is not null`),
  after: (dueAt: string, id: number) => sql`(r.due_at, r.id) > (${dueAt}::timestamptz, ${id}::bigint)`,
};
