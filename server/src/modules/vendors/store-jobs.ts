import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { all, sql } from '../../platform/db/index.ts';

export type JobState = 'offered' | 'accepted' | 'working' | 'done' | 'checked' | 'disputed' | 'cancelled' | 'nobody';
export type JobKind = 'depot-repair' | 'on-site' | 'installation' | 'inspection' | 'maintenance' | 'refurbish';
export interface StoredProof { photos: number[]; serial: string; serialFits: boolean | null; signature: number | null; signedBy: string; note: string; at: string }
export interface JobRow {
  id: number; ticketId: number; kind: JobKind; region: string; product: string; serial: string; summary: string; customer: { name: string; phone: string; address: string }; files: number[]; way: 'in-turn' | 'first-wins';
  queue: number[]; state: JobState; vendorId: number | null; vendorName: string | null; contractId: number | null; amountMinor: number | null; currency: 'CNY'; offeredAt: Date; acceptedAt: Date | null; dueAt: Date | null; doneAt: Date | null;
  checkedAt: Date | null; redone: number; reopened: boolean; rating: number | null; proof: StoredProof | null; claimOpen: boolean; version: number;
}
export interface OfferRow { id: number; jobId: number; vendorId: number; vendorName: string; contractId: number; amountMinor: number; doneMinutes: number; state: 'open' | 'accepted' | 'declined' | 'expired' | 'withdrawn'; offeredAt: Date; answerBy: Date; answeredAt: Date | null; reason: string }

const columns = sql`j.id, j.ticket_id as "ticketId", j.kind, j.region, j.product, j.serial, j.summary, j.customer, j.files, j.way, j.queue, j.state, j.vendor_id as "vendorId", (select name from vendor v where v.id = j.vendor_id) as "vendorName",
  j.contract_id as "contractId", j.amount_minor as "amountMinor", j.currency, j.offered_at as "offeredAt", j.accepted_at as "acceptedAt", j.due_at as "dueAt", j.done_at as "doneAt", j.checked_at as "checkedAt", j.redone, j.reopened, j.rating, j.proof,
  exists (select from vendor_claim c where c.job_id = j.id and c.state = 'open') as "claimOpen", j.version`;
const offerColumns = sql`o.id, o.job_id as "jobId", o.vendor_id as "vendorId", v.name as "vendorName", o.contract_id as "contractId", o.amount_minor as "amountMinor", c.done_minutes as "doneMinutes", o.state, o.offered_at as "offeredAt",
  o.answer_by as "answerBy", o.answered_at as "answeredAt", o.reason`;
const offers = sql`vendor_offer o join vendor v on v.id = o.vendor_id join vendor_contract c on c.id = o.contract_id`;

export const findJob = (db: Handle, id: number) => db.one<JobRow>(sql`select ${columns} from vendor_job j where j.id = ${id}`);
export const lockJob = (tx: Tx, id: number) => tx.one<{ id: number }>(sql`select id from vendor_job where id = ${id} for update`);
export const jobByKey = (db: Handle, key: string) => db.one<{ id: number }>(sql`select id from vendor_job where key = ${key}`);
export const unansweredOf = (db: Handle, ticketId: number, keyPrefix: string, exceptKey: string) => db.rows<{ id: number }>(sql`select id from vendor_job where ticket_id = ${ticketId} and state = 'offered' and starts_with(key, ${keyPrefix}) and key <> ${exceptKey}`);
export const jobsOfTicket = (db: Handle, ticketId: number) => db.rows<JobRow>(sql`select ${columns} from vendor_job j where j.ticket_id = ${ticketId} order by j.id desc`);
/** `state` open is everything that is not over; `visible` is what the asker may see of tickets (alias `t`). */
export interface JobFilter { vendorId?: number | undefined; state?: string | undefined; before: number | null; limit: number; visible: Sql }
/** Newest first. */
export function listJobs(db: Handle, o: JobFilter): Promise<JobRow[]> {
  const conditions: Sql[] = [sql`exists (select from ticket t where t.id = j.ticket_id and ${o.visible})`];
  if (o.before) conditions.push(sql`j.id < ${o.before}`);
  if (o.vendorId) conditions.push(sql`(j.vendor_id = ${o.vendorId} or exists (select from vendor_offer o where o.job_id = j.id and o.vendor_id = ${o.vendorId} and o.state = 'open'))`);
  if (o.state === 'open') conditions.push(sql`j.state in ('offered', 'accepted', 'working', 'done', 'disputed')`);
  else if (o.state) conditions.push(sql`j.state = ${o.state}`);
  return db.rows(sql`select ${columns} from vendor_job j where ${all(conditions)} order by j.id desc limit ${o.limit}`);
}
export interface NewJob {
  ticketId: number; key: string; kind: string; region: string; product: string; serial: string; summary: string; customer: object; files: readonly number[]; way: string; queue: readonly number[]; currency: string; at: Date; actor: Actor;
}
/** Undefined when this key made a job already. */
export const insertJob = (tx: Tx, j: NewJob) => tx.one<{ id: number }>(sql`insert into vendor_job (ticket_id, key, kind, region, product, serial, summary, customer, files, way, queue, currency, offered_at, created_by)
  values (${j.ticketId}, ${j.key}, ${j.kind}, ${j.region}, ${j.product}, ${j.serial}, ${j.summary}, ${JSON.stringify(j.customer)}::jsonb, ${j.files}, ${j.way}, ${j.queue}, ${j.currency}, ${j.at}, ${JSON.stringify(j.actor)}::jsonb)
  on conflict (key) do nothing returning id`);
export const acceptJob = (tx: Tx, id: number, a: { vendorId: number; contractId: number; amountMinor: number; at: Date; dueAt: Date }) => tx.run(sql`update vendor_job set state = 'accepted', vendor_id = ${a.vendorId}, contract_id = ${a.contractId},
  amount_minor = ${a.amountMinor}, accepted_at = ${a.at}, due_at = ${a.dueAt}, version = version + 1 where id = ${id}`);
export const setState = (tx: Tx, id: number, state: JobState) => tx.run(sql`update vendor_job set state = ${state}, version = version + 1 where id = ${id} and state <> ${state}`);
export const setDone = (tx: Tx, id: number, proof: StoredProof, at: Date) => tx.run(sql`update vendor_job set state = 'done', proof = ${JSON.stringify(proof)}::jsonb, done_at = ${at}, version = version + 1 where id = ${id}`);
export const setChecked = (tx: Tx, id: number, amountMinor: number, at: Date) => tx.run(sql`update vendor_job set state = 'checked', amount_minor = ${amountMinor}, checked_at = coalesce(checked_at, ${at}), version = version + 1 where id = ${id}`);
export const sendBack = (tx: Tx, id: number) => tx.run(sql`update vendor_job set state = 'working', done_at = null, redone = redone + 1, version = version + 1 where id = ${id}`);
export const setAmount = (tx: Tx, id: number, amountMinor: number) => tx.run(sql`update vendor_job set amount_minor = ${amountMinor}, version = version + 1 where id = ${id}`);
/** What became of a ticket is told of the last work that was checked on it. */
const lastChecked = (ticketId: number): Sql => sql`(select max(id) from vendor_job where ticket_id = ${ticketId} and state = 'checked')`;
export const markReopened = (tx: Handle, ticketId: number) => tx.run(sql`update vendor_job set reopened = true where id = ${lastChecked(ticketId)}`);
export const rate = (tx: Handle, ticketId: number, overall: number) => tx.run(sql`update vendor_job set rating = ${overall} where id = ${lastChecked(ticketId)}`);

export const offersOf = (db: Handle, jobId: number) => db.rows<OfferRow>(sql`select ${offerColumns} from ${offers} where o.job_id = ${jobId} order by o.id`);
export const offerTo = (db: Handle, jobId: number, vendorId: number) => db.one<OfferRow>(sql`select ${offerColumns} from ${offers} where o.job_id = ${jobId} and o.vendor_id = ${vendorId}`);
export const findOffer = (db: Handle, id: number) => db.one<OfferRow>(sql`select ${offerColumns} from ${offers} where o.id = ${id}`);
export const insertOffer = (tx: Tx, o: { jobId: number; vendorId: number; contractId: number; amountMinor: number; at: Date; answerBy: Date }) => tx.one<{ id: number }>(sql`insert into vendor_offer (job_id, vendor_id, contract_id, amount_minor, offered_at, answer_by)
  values (${o.jobId}, ${o.vendorId}, ${o.contractId}, ${o.amountMinor}, ${o.at}, ${o.answerBy}) returning id`);
export const answerOffer = (tx: Tx, id: number, state: OfferRow['state'], reason: string, at: Date) => tx.run(sql`update vendor_offer set state = ${state}, reason = ${reason}, answered_at = ${at} where id = ${id} and state = 'open'`);
export const withdrawOffers = (tx: Tx, jobId: number, at: Date) => tx.rows<{ vendorId: number }>(sql`update vendor_offer set state = 'withdrawn', answered_at = ${at} where job_id = ${jobId} and state = 'open' returning vendor_id as "vendorId"`);

export interface ProgressRow { id: number; kind: 'note'; body: string; files: number[]; at: Date; actor: Actor }
export const insertProgress = (tx: Tx, p: { jobId: number; kind: string; body: string; files: readonly number[]; at: Date; actor: Actor }) => tx.run(sql`insert into vendor_progress (job_id, kind, body, files, at, actor)
  values (${p.jobId}, ${p.kind}, ${p.body}, ${p.files}, ${p.at}, ${JSON.stringify(p.actor)}::jsonb)`);
export const progressOf = (db: Handle, jobId: number) => db.rows<ProgressRow>(sql`select id, kind, body, files, at, actor from vendor_progress where job_id = ${jobId} order by id`);

export interface ClaimRow {
  id: number; jobId: number; kind: 'price' | 'dispute'; raisedBy: 'vendor' | 'house'; amountMinor: number | null; reason: string; files: number[]; state: 'open' | 'granted' | 'refused'; raisedAt: Date; actor: Actor; decidedAt: Date | null; answer: string;
}
const claimColumns = sql`id, job_id as "jobId", kind, raised_by as "raisedBy", amount_minor as "amountMinor", reason, files, state, raised_at as "raisedAt", actor, decided_at as "decidedAt", answer`;
export const claimsOf = (db: Handle, jobId: number) => db.rows<ClaimRow>(sql`select ${claimColumns} from vendor_claim where job_id = ${jobId} order by id`);
export const findClaim = (db: Handle, id: number) => db.one<ClaimRow>(sql`select ${claimColumns} from vendor_claim where id = ${id}`);
/** Undefined when one of this kind is open already. */
export const insertClaim = (tx: Tx, c: { jobId: number; kind: string; raisedBy: string; amountMinor: number | null; reason: string; files: readonly number[]; at: Date; actor: Actor }) => tx.one<{ id: number }>(sql`insert into vendor_claim
  (job_id, kind, raised_by, amount_minor, reason, files, raised_at, actor) values (${c.jobId}, ${c.kind}, ${c.raisedBy}, ${c.amountMinor}, ${c.reason}, ${c.files}, ${c.at}, ${JSON.stringify(c.actor)}::jsonb)
  on conflict (job_id, kind) where state = 'open' do nothing returning id`);
export const decideClaim = (tx: Tx, id: number, d: { state: string; answer: string; at: Date; actor: Actor }) => tx.run(sql`update vendor_claim set state = ${d.state}, answer = ${d.answer}, decided_at = ${d.at}, decided_by = ${JSON.stringify(d.actor)}::jsonb where id = ${id} and state = 'open'`);
