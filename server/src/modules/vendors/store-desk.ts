import type { Handle, Sql } from '../../platform/db/index.ts';
import { all, hot, sql } from '../../platform/db/index.ts';
import type { JobRow, OfferRow } from './store-jobs.ts';

/** What a vendor sees in lists: their offer, and the job where it is theirs. Nothing of other vendors, nothing of the customer. */
export interface MineRow extends Pick<JobRow, 'id' | 'kind' | 'region' | 'product' | 'serial' | 'summary' | 'state' | 'amountMinor' | 'currency' | 'offeredAt' | 'acceptedAt' | 'dueAt' | 'doneAt' | 'checkedAt' | 'redone' | 'version'> {
  offer: { state: OfferRow['state']; amountMinor: number; answerBy: string; doneMinutes: number }; mine: boolean;
}
const columns = sql`j.id, j.kind, j.region, j.product, case when j.vendor_id = o.vendor_id then j.serial else '' end as serial, j.summary,
  case when j.vendor_id = o.vendor_id or o.state = 'open' then j.state else 'cancelled' end as state, case when j.vendor_id = o.vendor_id then j.amount_minor end as "amountMinor", j.currency, o.offered_at as "offeredAt",
  case when j.vendor_id = o.vendor_id then j.accepted_at end as "acceptedAt", case when j.vendor_id = o.vendor_id then j.due_at end as "dueAt", case when j.vendor_id = o.vendor_id then j.done_at end as "doneAt",
  case when j.vendor_id = o.vendor_id then j.checked_at end as "checkedAt", case when j.vendor_id = o.vendor_id then j.redone else 0 end as redone, j.version, coalesce(j.vendor_id = o.vendor_id, false) as mine,
  json_build_object('state', o.state, 'amountMinor', o.amount_minor, 'answerBy', o.answer_by, 'doneMinutes', c.done_minutes) as offer`;
const from = sql`vendor_offer o join vendor_job j on j.id = o.job_id join vendor_contract c on c.id = o.contract_id`;
const parts: Readonly<Record<'offers' | 'open' | 'done' | 'all', Sql>> = {
  offers: sql`o.state = 'open'`,
  open: sql`(j.vendor_id = o.vendor_id and j.state in ('accepted', 'working', 'done', 'disputed'))`,
  done: sql`(j.vendor_id = o.vendor_id and j.state in ('checked', 'cancelled'))`,
  // What they declined or lost is no longer theirs to look at.
  all: sql`(o.state = 'open' or j.vendor_id = o.vendor_id)`,
};

export const listMine = (db: Handle, vendorId: number, o: { part: keyof typeof parts; before: number | null; limit: number }) => db.rows<MineRow>(sql`select ${columns} from ${from}
  where ${all([sql`o.vendor_id = ${vendorId}`, parts[o.part], ...(o.before ? [sql`j.id < ${o.before}`] : [])])} order by j.id desc limit ${o.limit}`);
export const findMine = (db: Handle, vendorId: number, jobId: number) => db.one<MineRow>(sql`select ${columns} from ${from} where o.vendor_id = ${vendorId} and j.id = ${jobId} and ${parts.all}`);
export const countMine = async (db: Handle, vendorId: number, now: Date) => (await db.one<{ offers: number; open: number; late: number; done: number }>(sql`select count(*) filter (where ${parts.offers})::int as offers, count(*) filter (where ${parts.open})::int as open,
  count(*) filter (where j.vendor_id = o.vendor_id and j.state in ('accepted', 'working') and j.due_at < ${now})::int as late, count(*) filter (where ${parts.done})::int as done from ${from} where o.vendor_id = ${vendorId}`)) ?? { offers: 0, open: 0, late: 0, done: 0 };

/** Whether a file hangs on a job of this vendor: given out with it, or brought by either side. An open offer shows what was given out. */
export const seesFile = async (db: Handle, vendorId: number, fileId: number): Promise<boolean> => (await db.one<{ yes: boolean }>(hot`select exists (
    select from vendor_offer o join vendor_job j on j.id = o.job_id where o.vendor_id = ${vendorId} and (o.state = 'open' or j.vendor_id = ${vendorId}) and ${fileId} = any(j.files)
    union all select from vendor_job j where j.vendor_id = ${vendorId} and (j.proof->'photos' @> to_jsonb(${fileId}::bigint) or j.proof->'signature' = to_jsonb(${fileId}::bigint))
    union all select from vendor_job j join vendor_progress p on p.job_id = j.id where j.vendor_id = ${vendorId} and ${fileId} = any(p.files)
    union all select from vendor_job j join vendor_claim k on k.job_id = j.id where j.vendor_id = ${vendorId} and ${fileId} = any(k.files)) as yes`))?.yes ?? false;

export interface FileRow { id: number; key: string; name: string; type: string; size: number }
export const filesByIds = (db: Handle, ids: readonly number[]) => db.rows<FileRow>(sql`select id, key, name, type, size from file where id = any(${ids})`);
