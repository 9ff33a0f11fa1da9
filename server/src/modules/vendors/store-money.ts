import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export interface ScoreRow {
  vendorId: number; offers: number; accepted: number; answerMinutes: number | null; acceptance: number | null; jobs: number; open: number; late: number; onTime: number | null; redone: number | null; reopened: number | null; satisfaction: number | null;
  disputes: number; costMinor: number | null; currency: 'CNY';
}
/** How vendors did with what was offered since `from`; a row for every vendor asked for. */
export const scores = (db: Handle, vendorIds: readonly number[], from: Date, now: Date) => db.rows<ScoreRow>(sql`select v.id as "vendorId", o.offers, o.accepted, o."answerMinutes",
    o.accepted::float8 / nullif(o.answered, 0) as acceptance, j.jobs, j.open, j.late, j."onTime", j.redone, j.reopened, j.satisfaction, k.disputes, j."costMinor",
    coalesce((select c.currency from vendor_contract c where c.vendor_id = v.id order by c.active desc, c.rank limit 1), 'CNY') as currency
  from vendor v
  cross join lateral (select count(*)::int as offers, count(*) filter (where state = 'accepted')::int as accepted, count(*) filter (where state in ('accepted', 'declined', 'expired'))::int as answered,
      (avg(extract(epoch from answered_at - offered_at)) filter (where state in ('accepted', 'declined')) / 60)::float8 as "answerMinutes" from vendor_offer where vendor_id = v.id and offered_at >= ${from}) o
  cross join lateral (select count(*)::int as jobs, count(*) filter (where state in ('accepted', 'working', 'done', 'disputed'))::int as open, count(*) filter (where state in ('accepted', 'working') and due_at < ${now})::int as late,
      avg((coalesce(done_at, ${now}) <= due_at)::int) filter (where done_at is not null or due_at < ${now})::float8 as "onTime", avg((redone > 0)::int) filter (where state = 'checked')::float8 as redone,
      avg(reopened::int) filter (where state = 'checked')::float8 as reopened, avg(rating)::float8 as satisfaction, round(avg(amount_minor) filter (where state = 'checked'))::int as "costMinor"
      from vendor_job where vendor_id = v.id and accepted_at >= ${from} and state <> 'cancelled') j
  cross join lateral (select count(*)::int as disputes from vendor_claim c join vendor_job b on b.id = c.job_id where b.vendor_id = v.id and c.kind = 'dispute' and c.raised_at >= ${from}) k
  where v.id = any(${vendorIds})`);

export interface SettlementRow { id: number; vendor: { id: number; name: string }; period: string; currency: 'CNY'; state: 'draft' | 'approved' | 'paid'; jobs: number; totalMinor: number; madeAt: Date; approvedAt: Date | null; paidAt: Date | null; reference: string }
const columns = sql`s.id, json_build_object('id', v.id, 'name', v.name) as vendor, s.period, s.currency, s.state, l.jobs, l."totalMinor", s.made_at as "madeAt", s.approved_at as "approvedAt", s.paid_at as "paidAt", s.reference`;
const from = sql`vendor_settlement s join vendor v on v.id = s.vendor_id
  cross join lateral (select count(*)::int as jobs, coalesce(sum(amount_minor), 0)::bigint as "totalMinor" from vendor_settlement_line where settlement_id = s.id) l`;
export const listSettlements = (db: Handle, o: { vendorId?: number | undefined; period?: string | undefined; shown?: boolean }) => db.rows<SettlementRow>(sql`select ${columns} from ${from}
  where (${o.vendorId ?? null}::bigint is null or s.vendor_id = ${o.vendorId ?? null}) and (${o.period ?? null}::text is null or s.period = ${o.period ?? null}) and (not ${o.shown ?? false} or s.state <> 'draft')
  order by s.period desc, v.name, s.id limit 500`);
export const findSettlement = (db: Handle, id: number) => db.one<SettlementRow>(sql`select ${columns} from ${from} where s.id = ${id}`);
export const lockSettlement = (tx: Tx, id: number) => tx.one<{ state: 'draft' | 'approved' | 'paid' }>(sql`select state from vendor_settlement where id = ${id} for update`);
export interface LineRow { jobId: number; ticketId: number; kind: 'on-site'; summary: string; product: string; serial: string; doneAt: Date; checkedAt: Date; amountMinor: number }
export const linesOf = (db: Handle, settlementId: number) => db.rows<LineRow>(sql`select j.id as "jobId", j.ticket_id as "ticketId", j.kind, j.summary, j.product, j.serial, coalesce(j.done_at, j.checked_at) as "doneAt", j.checked_at as "checkedAt", l.amount_minor as "amountMinor"
  from vendor_settlement_line l join vendor_job j on j.id = l.job_id where l.settlement_id = ${settlementId} order by j.checked_at, j.id`);

/** End of a month where the company is. */
export const endOf = async (db: Handle, period: string): Promise<Date> => {
  const row = await db.one<{ end: Date }>(sql`select ((${`${period}-01`}::date + interval '1 month')::timestamp at time zone time_zone) as end from company`);
  if (!row) throw new Error('there is no company');
  return row.end;
};
/** Settlements that have something to gather: checked before the end, settled nowhere. One at a time: callers take turns. */
export const lockRuns = (tx: Tx) => tx.run(sql`select pg_advisory_xact_lock(hashtext('vendors.settle'))`);
export const openSettlements = (tx: Tx, o: { period: string; end: Date; vendorId: number | null; at: Date }) => tx.run(sql`insert into vendor_settlement (vendor_id, period, currency, made_at)
  select distinct j.vendor_id, ${o.period}, j.currency, ${o.at}::timestamptz from vendor_job j where j.state = 'checked' and j.checked_at < ${o.end} and (${o.vendorId}::bigint is null or j.vendor_id = ${o.vendorId})
    and not exists (select from vendor_settlement_line l where l.job_id = j.id) on conflict (vendor_id, period, currency) do nothing`);
/** Only drafts grow; what comes after approval waits for the next month. */
export const gatherLines = (tx: Tx, o: { period: string; end: Date; vendorId: number | null }) => tx.rows<{ settlementId: number }>(sql`insert into vendor_settlement_line (settlement_id, job_id, amount_minor)
  select s.id, j.id, j.amount_minor from vendor_job j join vendor_settlement s on s.vendor_id = j.vendor_id and s.currency = j.currency and s.period = ${o.period} and s.state = 'draft'
  where j.state = 'checked' and j.checked_at < ${o.end} and (${o.vendorId}::bigint is null or j.vendor_id = ${o.vendorId}) and not exists (select from vendor_claim c where c.job_id = j.id and c.state = 'open')
  on conflict (job_id) do nothing returning settlement_id as "settlementId"`);
/** A draft without lines says nothing. */
export const dropEmpty = (tx: Tx, period: string) => tx.run(sql`delete from vendor_settlement s where s.period = ${period} and s.state = 'draft' and not exists (select from vendor_settlement_line l where l.settlement_id = s.id)`);
export const approve = (tx: Tx, id: number, at: Date, actor: Actor) => tx.run(sql`update vendor_settlement set state = 'approved', approved_at = ${at}, approved_by = ${JSON.stringify(actor)}::jsonb where id = ${id} and state = 'draft'`);
export const pay = (tx: Tx, id: number, at: Date, reference: string) => tx.run(sql`update vendor_settlement set state = 'paid', paid_at = ${at}, reference = ${reference} where id = ${id} and state = 'approved'`);
export const isSettled = async (db: Handle, jobId: number): Promise<boolean> => (await db.one(sql`select 1 as one from vendor_settlement_line where job_id = ${jobId}`)) !== undefined;
