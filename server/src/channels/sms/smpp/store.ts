import type { Handle, Tx } from '../../../platform/db/index.ts';
import { hot, sql } from '../../../platform/db/index.ts';

/** True when the line is ours until the lease ends. Leases are by the database's clock: they are about processes, not about the product's day. */
export const takeLine = async (db: Handle, accountId: number, holder: string, seconds: number) => (await db.run(sql`insert into smpp_link (account_id, holder, until) values (${accountId}, ${holder}, now() + ${seconds}::int * interval '1 second')
  on conflict (account_id) do update set holder = excluded.holder, until = excluded.until where smpp_link.holder = excluded.holder or smpp_link.until < now()`)) > 0;
export const keepLine = async (db: Handle, accountId: number, holder: string, seconds: number, aliveAt: Date) =>
  (await db.run(sql`update smpp_link set until = now() + ${seconds}::int * interval '1 second', alive_at = ${aliveAt} where account_id = ${accountId} and holder = ${holder} and until > now()`)) > 0;
export const leaveLine = (db: Handle, accountId: number, holder: string) => db.run(sql`update smpp_link set until = '-infinity', bound_at = null where account_id = ${accountId} and holder = ${holder}`);
export const noteBound = (db: Handle, accountId: number, holder: string, at: Date | null) => db.run(sql`update smpp_link set bound_at = ${at}, alive_at = coalesce(${at}, alive_at) where account_id = ${accountId} and holder = ${holder}`);
export interface LineRow { boundAt: Date | null; aliveAt: Date | null; held: boolean }
export const lineOf = (db: Handle, accountId: number) => db.one<LineRow>(sql`select bound_at as "boundAt", alive_at as "aliveAt", until > now() as held from smpp_link where account_id = ${accountId}`);

export interface NewSubmission { accountId: number; messageId: number | null; key: string; source: string; phone: string; last: boolean; at: Date }
/** The submission of this key, made with its segments when there is none. */
export async function submit(tx: Tx, s: NewSubmission, segments: readonly { number: number; total: number; coding: number; content: Buffer }[]): Promise<number> {
  const made = await tx.one<{ id: number }>(hot`insert into sms_submission (account_id, message_id, key, source, phone, last, at) values (${s.accountId}, ${s.messageId}, ${s.key}, ${s.source}, ${s.phone}, ${s.last}, ${s.at}) on conflict (account_id, key) do nothing returning id`);
  if (!made) return (await tx.one<{ id: number }>(hot`select id from sms_submission where account_id = ${s.accountId} and key = ${s.key}`))?.id ?? 0;
  for (const g of segments) await tx.run(hot`insert into sms_segment (submission_id, account_id, number, total, coding, content) values (${made.id}, ${s.accountId}, ${g.number}, ${g.total}, ${g.coding}, ${g.content})`);
  return made.id;
}
export const waitingCount = async (db: Handle, accountId: number) => (await db.one<{ n: number }>(sql`select count(*)::int as n from sms_segment where account_id = ${accountId} and state in ('waiting', 'submitting')`))?.n ?? 0;

export interface SegmentRow { id: number; submissionId: number; number: number; total: number; coding: number; content: Buffer; source: string; phone: string; tries: number }
/** The next ones, oldest first, for the holder of the line only. */
export const claimSegments = async (db: Handle, accountId: number, holder: string, session: string, limit: number) =>
  (await db.rows<SegmentRow>(hot`update sms_segment s set state = 'submitting', session = ${session}, tries = s.tries + 1 from sms_submission u
    where u.id = s.submission_id and s.id in (select id from sms_segment where account_id = ${accountId} and state = 'waiting' order by id limit ${limit} for update skip locked)
      and exists (select from smpp_link where account_id = ${accountId} and holder = ${holder} and until > now())
    returning s.id, s.submission_id as "submissionId", s.number, s.total, s.coding, s.content, u.source, u.phone, s.tries`)).toSorted((a, b) => a.id - b.id);
export const noteSubmitted = (db: Handle, id: number, centreId: string) => db.run(hot`update sms_segment set state = case when state = 'submitting' then 'submitted' else state end, centre_id = ${centreId} where id = ${id}`);
export const putBack = (db: Handle, id: number) => db.run(sql`update sms_segment set state = 'waiting' where id = ${id} and state = 'submitting'`);
/** The whole text is given up: what has not left of it does not leave. */
export async function giveUp(tx: Tx, submissionId: number, error: string): Promise<void> {
  await tx.run(sql`update sms_segment set state = 'failed' where submission_id = ${submissionId} and state in ('waiting', 'submitting', 'unsure')`);
  await tx.run(sql`update sms_submission set state = 'failed', error = ${error} where id = ${submissionId}`);
}
/** Those an earlier session left without an answer, and no receipt named since: nobody knows. Messages they are of; words that are no message of ours are not worth a second time. */
export const giveUpUnanswered = (db: Handle, accountId: number, session: string) => db.rows<{ messageId: number }>(sql`with g as (update sms_segment set state = 'unsure' where account_id = ${accountId} and state = 'submitting' and session is distinct from ${session} returning submission_id)
  select distinct u.message_id as "messageId" from g join sms_submission u on u.id = g.submission_id where u.message_id is not null`);
/** Somebody decided: what nobody was sure of has arrived, or leaves again. */
export const settleUnsure = (tx: Tx, messageId: number, arrived: boolean) => tx.run(sql`update sms_segment g set state = ${arrived ? 'submitted' : 'waiting'} from sms_submission u where u.id = g.submission_id and u.message_id = ${messageId} and g.state = 'unsure'`);
/** Those that waited too long for a line. */
export const overdue = (db: Handle, accountId: number, before: Date) => db.rows<{ id: number }>(sql`select id from sms_submission where account_id = ${accountId} and state = 'waiting' and at < ${before} and not exists (select from sms_segment g where g.submission_id = sms_submission.id and g.state = 'unsure') limit 200`);
export const closeSubmissions = (db: Handle, accountId: number, id: number | null) => db.run(hot`update sms_submission u set state = 'sent' where u.account_id = ${accountId} and u.state = 'waiting' and not u.told and (${id}::bigint is null or u.id = ${id})
  and not exists (select from sms_segment g where g.submission_id = u.id and g.state in ('waiting', 'submitting', 'unsure'))`);
/** Messages whose parts have all left, or of which one never will; nobody was told yet. */
export const untold = (db: Handle, accountId: number) => db.rows<{ messageId: number; failed: boolean; error: string | null }>(hot`select m.message_id as "messageId", bool_or(u.state = 'failed') as failed, min(u.error) as error
  from (select distinct message_id from sms_submission where account_id = ${accountId} and not told and state <> 'waiting' and message_id is not null) m join sms_submission u on u.message_id = m.message_id
  group by m.message_id having bool_or(u.state = 'failed') or (bool_or(u.last) and bool_and(u.state = 'sent')) limit 500`);
export const noteTold = (db: Handle, messageId: number) => db.run(hot`update sms_submission set told = true where message_id = ${messageId} and state <> 'waiting'`);

/** What a receipt is about, and how the whole text stands after it. Undefined where it is none of ours (yet). */
export async function noteReceipt(tx: Tx, r: { accountId: number; ids: readonly string[]; reference: number | null; phone: string; state: 'sent' | 'delivered' | 'failed'; centreId: string }): Promise<{ submissionId: number; state: 'sent' | 'delivered' | 'failed' } | undefined> {
  const byId = r.ids.length > 0 ? await tx.one<{ id: number; submissionId: number }>(hot`select id, submission_id as "submissionId" from sms_segment where account_id = ${r.accountId} and centre_id = any(${r.ids}) order by id desc limit 1`) : undefined;
  const segment = byId ?? (r.reference === null ? undefined : await tx.one<{ id: number; submissionId: number }>(sql`select g.id, g.submission_id as "submissionId" from sms_segment g join sms_submission u on u.id = g.submission_id
    where g.account_id = ${r.accountId} and g.id % 65536 = ${r.reference} and g.centre_id is null and g.state in ('submitting', 'waiting', 'unsure') and ltrim(u.phone, '+') = ${r.phone.replace(/^\+/, '')} order by g.id desc limit 1`));
  if (!segment) return undefined;
  // Receipts of its segments are read at the same moment: the last of them must see the others.
  await tx.run(hot`select 1 from sms_submission where id = ${segment.submissionId} for update`);
  // A receipt out of order takes nothing back: delivered stays delivered.
  const next = r.state === 'sent' ? 'submitted' : r.state;
  await tx.run(hot`update sms_segment set centre_id = coalesce(centre_id, ${r.centreId}), state = case when state in ('waiting', 'submitting', 'unsure') or (state = 'submitted' and ${next} <> 'submitted') then ${next} else state end where id = ${segment.id}`);
  const whole = await tx.one<{ failed: boolean; delivered: boolean }>(hot`select bool_or(state = 'failed') as failed, bool_and(state = 'delivered') as delivered from sms_segment where submission_id = ${segment.submissionId}`);
  return { submissionId: segment.submissionId, state: whole?.failed ? 'failed' : whole?.delivered ? 'delivered' : 'sent' };
}

export interface ArrivedRow { id: number; number: number; total: number; reference: number | null; phone: string; addressed: string; coding: number; content: Buffer; at: Date }
const arrived = sql`id, number, total, reference, phone, addressed, coding, content, at`;
/** The same bytes, seen last since `since` by another line (or by this one, where its own acknowledgement failed): brought again, not said again. Found once. */
export const twinOf = (db: Handle, accountId: number, digest: string, o: { session: string; since: Date; now: Date; own: boolean }) =>
  db.one<ArrivedRow>(sql`update smpp_arrived set session = ${o.session}, seen_at = ${o.now} where id = (select id from smpp_arrived where account_id = ${accountId} and digest = ${digest} and (session <> ${o.session} or ${o.own}) and seen_at >= ${o.since} order by id limit 1) returning ${arrived}`);
export async function keepArrived(db: Handle, a: Omit<ArrivedRow, 'id'> & { accountId: number; digest: string; session: string }): Promise<ArrivedRow> {
  const row = await db.one<ArrivedRow>(sql`insert into smpp_arrived (account_id, digest, session, phone, addressed, reference, total, number, coding, content, done, at, seen_at)
    values (${a.accountId}, ${a.digest}, ${a.session}, ${a.phone}, ${a.addressed}, ${a.reference}, ${a.total}, ${a.number}, ${a.coding}, ${a.content}, false, ${a.at}, ${a.at}) returning ${arrived}`);
  if (!row) throw new Error('a piece was not written');
  return row;
}
export const openPieces = (db: Handle, accountId: number, piece: Pick<ArrivedRow, 'phone' | 'addressed' | 'reference' | 'total'>) =>
  db.rows<ArrivedRow>(sql`select ${arrived} from smpp_arrived where account_id = ${accountId} and phone = ${piece.phone} and addressed = ${piece.addressed} and reference = ${piece.reference} and total = ${piece.total} and not done order by number, id`);
export const oldPieces = (db: Handle, accountId: number, before: Date) => db.rows<ArrivedRow>(sql`select ${arrived} from smpp_arrived where account_id = ${accountId} and not done and at < ${before} order by id limit 200`);
/** They are a raw item now; what is kept is by what they are known again. */
export const closePieces = (db: Handle, ids: readonly number[]) => db.run(hot`update smpp_arrived set done = true, phone = '', content = '' where id = any(${ids})`);
/** What nobody will bring again, and what was nobody's message, a confirmation say. */
export async function forget(db: Handle, accountId: number, before: Date): Promise<void> {
  await db.run(sql`delete from smpp_arrived where account_id = ${accountId} and done and at < ${before}`);
  await db.run(sql`delete from sms_submission where account_id = ${accountId} and message_id is null and state <> 'waiting' and at < ${before}`);
}
