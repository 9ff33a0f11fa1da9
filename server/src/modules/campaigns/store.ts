import type { ChannelKind } from '@aftercare/contract/basics';
import type { CampaignOutcome, CampaignState, campaignDoors } from '@aftercare/contract/campaigns';
import type { Asker } from '../../platform/auth/index.ts';
import { type Handle, type Sql, type Tx, hot, sql } from '../../platform/db/index.ts';

interface Both { zh: string; en: string }
export interface CampaignWrite { readonly name: string; readonly segmentId: number; readonly subject: Both; readonly text: Both; readonly channels: readonly (typeof campaignDoors)[number][]; readonly perMinute: number }
export interface CampaignRow {
  id: number; name: string; segmentId: number; segmentName: Both; members: number; subject: Both; text: Both; channels: (typeof campaignDoors)[number][]; perMinute: number; state: CampaignState; principal: Asker; place: number;
  total: number; answered: number; createdAt: Date; checkedAt: Date | null; startedAt: Date | null; finishedAt: Date | null; version: number;
}
export interface Count { state: CampaignOutcome; reason: string; channel: string; n: number }
const columns = sql`c.id, c.name, c.segment_id as "segmentId", s.name as "segmentName", s.members, c.subject, c.text, c.channels, c.per_minute as "perMinute", c.state, c.principal, c.place, c.total, c.answered, c.created_at as "createdAt", c.checked_at as "checkedAt", c.started_at as "startedAt", c.finished_at as "finishedAt", c.version`;
const from = sql`from campaign c join segment s on s.id = c.segment_id`;

export const listCampaigns = (db: Handle) => db.rows<CampaignRow>(sql`select ${columns} ${from} order by c.id desc limit 100`);
export const findCampaign = (db: Handle, id: number) => db.one<CampaignRow>(sql`select ${columns} ${from} where c.id = ${id}`);
export const lockCampaign = async (tx: Tx, id: number) => { await tx.run(sql`select 1 from campaign where id = ${id} for no key update`); return findCampaign(tx, id); };
export const insertCampaign = async (tx: Tx, w: CampaignWrite, principal: Asker, at: Date) => (await tx.one<{ id: number }>(sql`insert into campaign (name, segment_id, subject, text, channels, per_minute, principal, created_at)
  values (${w.name}, ${w.segmentId}, ${JSON.stringify(w.subject)}::jsonb, ${JSON.stringify(w.text)}::jsonb, ${w.channels}, ${w.perMinute}, ${JSON.stringify(principal)}::jsonb, ${at}) returning id`))?.id ?? 0;
/** What was found out about it is of the old words and whom they were for. */
export const saveCampaign = (tx: Tx, id: number, w: CampaignWrite) => tx.run(sql`update campaign set name = ${w.name}, segment_id = ${w.segmentId}, subject = ${JSON.stringify(w.subject)}::jsonb, text = ${JSON.stringify(w.text)}::jsonb, channels = ${w.channels}, per_minute = ${w.perMinute}, state = 'draft', version = version + 1 where id = ${id}`);
export const deleteCampaign = (tx: Tx, id: number) => tx.run(sql`delete from campaign where id = ${id}`);
export const beginCheck = (tx: Tx, id: number, principal: Asker) => tx.run(sql`update campaign set state = 'checking', place = 0, total = 0, checked_at = null, principal = ${JSON.stringify(principal)}::jsonb, version = version + 1 where id = ${id}`);
export const moveCheck = (tx: Tx, id: number, place: number, looked: number, endedAt: Date | null) => tx.run(sql`update campaign set place = ${place}, total = total + ${looked}, state = case when ${endedAt}::timestamptz is null then state else 'checked' end, checked_at = ${endedAt} where id = ${id}`);
export const setState = (tx: Tx, id: number, state: CampaignState, at: Date) => tx.run(sql`update campaign set state = ${state}, started_at = case when ${state} = 'sending' then ${at} else started_at end, finished_at = case when ${state} in ('done', 'stopped') then ${at} else finished_at end, version = version + 1 where id = ${id}`);
export const dropItems = async (tx: Tx, id: number) => { await tx.run(sql`delete from campaign_item where campaign_id = ${id}`); await tx.run(sql`delete from campaign_count where campaign_id = ${id}`); };

export interface NewItem { customerId: number; state: 'ready' | 'excluded'; reason: string; channel: string }
export const insertItems = (tx: Tx, campaignId: number, items: readonly NewItem[], at: Date) => tx.run(hot`insert into campaign_item (campaign_id, customer_id, state, reason, channel, at) select ${campaignId}, "customerId", state, reason, channel, ${at}
  from json_to_recordset(${JSON.stringify(items)}::json) as w("customerId" bigint, state text, reason text, channel text)`);
export interface ItemRow { id: number; campaignId: number; customerId: number; state: CampaignOutcome; reason: string; channel: string; tried: ChannelKind[]; messageId: number | null }
const item = sql`i.id, i.campaign_id as "campaignId", i.customer_id as "customerId", i.state, i.reason, i.channel, i.tried, i.message_id as "messageId"`;
export const nextItems = (tx: Tx, campaignId: number, state: CampaignOutcome, limit: number) => tx.rows<ItemRow>(sql`select ${item} from campaign_item i where i.campaign_id = ${campaignId} and i.state = ${state} order by i.id limit ${limit} for update`);
/** Of these customers those who have it, or had their try. */
export const toldAmong = async (tx: Tx, campaignId: number, ids: readonly number[]) => (await tx.rows<{ id: number }>(sql`select customer_id as id from campaign_item where campaign_id = ${campaignId} and customer_id = any(${ids}::bigint[]) and state in ('queued', 'sent', 'delivered', 'failed')`)).map((r) => r.id);
export const itemsOfMessages = (tx: Tx, messageIds: readonly number[]) => tx.rows<ItemRow>(sql`select ${item} from campaign_item i where i.message_id = any(${messageIds}::bigint[]) order by i.id for update`);
export interface ItemMove { id: number; state: CampaignOutcome; reason: string; channel: string; tried: readonly string[]; conversationId: number | null; messageId: number | null }
/** Items as they are now, and the numbers with them. */
export async function moveItems(tx: Tx, before: readonly ItemRow[], after: readonly ItemMove[], at: Date): Promise<void> {
  if (after.length === 0) return;
  await tx.run(hot`update campaign_item i set state = w.state, reason = w.reason, channel = w.channel, tried = coalesce((select array_agg(x) from json_array_elements_text(w.tried) x), '{}'), conversation_id = coalesce(w."conversationId", i.conversation_id), message_id = coalesce(w."messageId", i.message_id), at = ${at}
    from json_to_recordset(${JSON.stringify(after)}::json) as w(id bigint, state text, reason text, channel text, tried json, "conversationId" bigint, "messageId" bigint) where i.id = w.id`);
  const old = new Map(before.map((b) => [b.id, b]));
  await addCounts(tx, after.flatMap((a) => { const was = old.get(a.id); return was ? [{ ...was, n: -1 }, { ...a, campaignId: was.campaignId, n: 1 }] : []; }));
}
export async function addCounts(tx: Tx, list: readonly (Count & { campaignId: number })[]): Promise<void> {
  const sums = new Map<string, Count & { campaignId: number }>();
  for (const { campaignId, state, reason, channel, n } of list) {
    const key = JSON.stringify([campaignId, state, reason, channel]);
    sums.set(key, { campaignId, state, reason, channel, n: (sums.get(key)?.n ?? 0) + n });
  }
  const deltas = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, d]) => d).filter((d) => d.n !== 0);
  if (deltas.length > 0) await tx.run(hot`insert into campaign_count as k (campaign_id, state, reason, channel, n) select "campaignId", state, reason, channel, n from json_to_recordset(${JSON.stringify(deltas)}::json) as w("campaignId" bigint, state text, reason text, channel text, n int)
    on conflict (campaign_id, state, reason, channel) do update set n = k.n + excluded.n`);
}
export const countsOf = (db: Handle, ids: readonly number[]) => db.rows<Count & { campaignId: number }>(sql`select campaign_id as "campaignId", state, reason, channel, n from campaign_count where campaign_id = any(${ids}::bigint[]) and n <> 0 order by n desc, state, reason, channel`);
export const listItems = (db: Handle, o: { campaignId: number; state: string | null; reason: string | null; after: number; limit: number; visible: Sql }) => db.rows<{ id: number; customerId: number; customerName: string; state: CampaignOutcome; reason: string; channel: string; at: Date; answeredAt: Date | null }>(sql`
  select i.id, c.id as "customerId", c.name as "customerName", i.state, i.reason, i.channel, i.at, i.answered_at as "answeredAt" from campaign_item i join customer c on c.id = i.customer_id and ${o.visible}
  where i.campaign_id = ${o.campaignId} and i.id > ${o.after} and (${o.state}::text is null or i.state = ${o.state}) and (${o.reason}::text is null or i.reason = ${o.reason}) order by i.id limit ${o.limit}`);
/** Somebody wrote where a message of ours stands: the first time counts. */
export const markAnswered = (tx: Tx, conversationIds: readonly number[], at: Date) => tx.run(hot`with answered as (update campaign_item set answered_at = ${at} where conversation_id = any(${conversationIds}::bigint[]) and answered_at is null returning campaign_id)
  update campaign c set answered = answered + a.n from (select campaign_id, count(*)::int as n from answered group by campaign_id) a where c.id = a.campaign_id`);
