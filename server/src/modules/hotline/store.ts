import type { Line, MenuTree, Recording } from '@aftercare/contract/hotline';
import type { z } from 'zod';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { sql } from '../../platform/db/index.ts';

export interface NumberRow {
  id: number; number: string; name: string; language: 'zh-CN' | 'en'; calendarId: number | null; teamId: number | null; enabled: boolean; line: Line; secrets: Buffer | null; recording: z.infer<typeof Recording>; menu: MenuTree;
  registered: boolean | null; fault: string | null; version: number;
}
export type NumberWrite = Omit<NumberRow, 'id' | 'registered' | 'fault' | 'version'>;
const numberColumns = sql`id, number, name, language, calendar_id as "calendarId", team_id as "teamId", enabled, line, secrets, recording, menu, registered, fault, version`;
export const numbers = (db: Handle) => db.rows<NumberRow>(sql`select ${numberColumns} from hotline_number order by number`);
export const numberById = (db: Handle, id: number) => db.one<NumberRow>(sql`select ${numberColumns} from hotline_number where id = ${id}`);
export const insertNumber = (tx: Tx, n: NumberWrite) => tx.one<{ id: number }>(sql`insert into hotline_number (number, name, language, calendar_id, team_id, enabled, line, secrets, recording, menu)
  values (${n.number}, ${n.name}, ${n.language}, ${n.calendarId}, ${n.teamId}, ${n.enabled}, ${JSON.stringify(n.line)}::jsonb, ${n.secrets}, ${JSON.stringify(n.recording)}::jsonb, ${JSON.stringify(n.menu)}::jsonb) on conflict (number) do nothing returning id`);
export const saveNumber = (tx: Tx, id: number, version: number, n: NumberWrite) => tx.run(sql`update hotline_number set number = ${n.number}, name = ${n.name}, language = ${n.language}, calendar_id = ${n.calendarId}, team_id = ${n.teamId}, enabled = ${n.enabled},
  line = ${JSON.stringify(n.line)}::jsonb, secrets = coalesce(${n.secrets}::bytea, secrets), recording = ${JSON.stringify(n.recording)}::jsonb, menu = ${JSON.stringify(n.menu)}::jsonb, version = version + 1 where id = ${id} and version = ${version}`);
export const setRegistered = (db: Handle, id: number, registered: boolean | null, fault: string | null) => db.run(sql`update hotline_number set registered = ${registered}, fault = ${fault} where id = ${id} and (registered, fault) is distinct from (${registered}::boolean, ${fault}::text)`);

export interface CallRow {
  id: number; numberId: number; numberName: string; externalId: string; via: 'sip' | 'cloud'; process: string; caller: string; customerId: number | null; customerName: string | null; customerTier: 'standard' | 'silver' | 'gold' | 'vip' | null; conversationId: number | null; ticketId: number | null;
  state: 'menu' | 'queued' | 'ringing' | 'dialling' | 'talking' | 'held' | 'outside' | 'ended'; direction: 'in' | 'out'; consent: boolean | null; language: 'zh-CN' | 'en'; tier: string; place: { node?: string; tries?: number; sure?: boolean; ticketId?: number; /** Called back because of this call. */ callback?: number }; teamId: number | null; vip: boolean; startedAt: Date; queuedAt: Date | null; offeredTo: number | null; offeredAt: Date | null;
  agentId: number | null; agentName: string | null; answeredAt: Date | null; releasedAt: Date | null; endedAt: Date | null; outcome: string | null; callback: 'wanted' | 'done' | null; disposition: string; note: string;
  recordings: { id: number; kind: 'call' | 'voicemail'; seconds: number; transcript: string | null; summary: string | null }[];
  /** Who else is in it or asked in. */
  parties: PartyRow[];
}
export interface PartyRow { id: number; kind: 'guest' | 'supervisor'; agentId: number | null; name: string; number: string; state: 'ringing' | 'in'; mode: 'listen' | 'whisper' | null }
const callColumns = sql`c.id, c.number_id as "numberId", n.name as "numberName", c.external_id as "externalId", c.via, c.process, c.caller, c.customer_id as "customerId", k.name as "customerName", k.tier as "customerTier", c.conversation_id as "conversationId", c.ticket_id as "ticketId", c.state, c.direction, c.consent, c.language, c.tier,
  c.place, c.team_id as "teamId", c.vip, c.started_at as "startedAt", c.queued_at as "queuedAt", c.offered_to as "offeredTo", c.offered_at as "offeredAt", c.agent_id as "agentId", a.name as "agentName", c.answered_at as "answeredAt", c.released_at as "releasedAt", c.ended_at as "endedAt", c.outcome, c.callback, c.disposition, c.note,
  coalesce((select json_agg(json_build_object('id', r.id, 'kind', r.kind, 'seconds', r.seconds, 'transcript', r.transcript, 'summary', r.summary) order by r.id) from hotline_recording r where r.call_id = c.id), '[]') as recordings,
  coalesce((select json_agg(json_build_object('id', p.id, 'kind', p.kind, 'agentId', p.agent_id, 'name', coalesce(g.name, p.number), 'number', p.number, 'state', p.state, 'mode', p.mode) order by p.id) from hotline_party p left join agent g on g.id = p.agent_id where p.call_id = c.id and p.state <> 'left'), '[]') as parties`;
const from = sql`hotline_call c join hotline_number n on n.id = c.number_id left join customer k on k.id = c.customer_id left join agent a on a.id = c.agent_id`;
export const insertCall = (tx: Tx, c: { numberId: number; externalId: string; via: string; process: string; caller: string; customerId: number | null; language: string; tier: string; teamId: number | null; place: object; at: Date; out?: { agentId: number; ticketId: number | null } }) => tx.one<{ id: number }>(sql`insert into hotline_call (number_id, external_id, via, process, caller, customer_id, language, tier, team_id, place, started_at, direction, state, agent_id, ticket_id)
  values (${c.numberId}, ${c.externalId}, ${c.via}, ${c.process}, ${c.caller}, ${c.customerId}, ${c.language}, ${c.tier}, ${c.teamId}, ${JSON.stringify(c.place)}::jsonb, ${c.at}, ${c.out ? 'out' : 'in'}, ${c.out ? 'dialling' : 'menu'}, ${c.out?.agentId ?? null}, ${c.out?.ticketId ?? null}) on conflict (external_id) do nothing returning id`);
export const callById = (db: Handle, id: number) => db.one<CallRow>(sql`select ${callColumns} from ${from} where c.id = ${id}`);
export const callByExternal = (db: Handle, externalId: string) => db.one<CallRow>(sql`select ${callColumns} from ${from} where c.external_id = ${externalId}`);
export const lockCall = (tx: Tx, id: number) => tx.one<{ id: number }>(sql`select id from hotline_call where id = ${id} for update`);
export const openCallOfConversations = (tx: Tx, ids: readonly number[]) => tx.rows<{ id: number; conversationId: number }>(sql`select id, conversation_id as "conversationId" from hotline_call where conversation_id = any(${ids}::bigint[]) and ticket_id is null for update`);
/** The first in line of the calls whose tickets this colleague has. */
export const nextFor = (tx: Tx, agentId: number) => tx.one<{ id: number }>(sql`select c.id from hotline_call c join ticket t on t.id = c.ticket_id where c.state = 'queued' and t.owner_id = ${agentId} order by c.vip desc, c.queued_at, c.id limit 1`);
/** Whether another call of its team that nobody has yet stands before it. */
export const firstUnowned = async (tx: Tx, c: { id: number; teamId: number | null; vip: boolean; queuedAt: Date | null }) => (await tx.one(sql`select from hotline_call o join ticket t on t.id = o.ticket_id where o.state = 'queued' and o.id <> ${c.id} and t.owner_id is null and o.team_id is not distinct from ${c.teamId}
  and (o.vip > ${c.vip}::boolean or (o.vip = ${c.vip}::boolean and o.queued_at < ${c.queuedAt})) limit 1`)) === undefined;
/** Who rings, talks, dials, listens, or writes up a call that is over since `since`. */
export const busyOnTelephone = async (db: Handle, agentIds: readonly number[], since: Date): Promise<Set<number>> => new Set((await db.rows<{ id: number }>(sql`select offered_to as id from hotline_call where state = 'ringing' and offered_to = any(${agentIds}::bigint[])
  union select agent_id from hotline_call where agent_id = any(${agentIds}::bigint[]) and wrapped_up_at is null and (state in ('talking', 'held', 'dialling') or (state in ('ended', 'outside') and answered_at is not null and released_at > ${since}))
  union select agent_id from hotline_party where agent_id = any(${agentIds}::bigint[]) and state <> 'left'`)).map((r) => r.id));
export const openCalls = (db: Handle, limit = 200) => db.rows<CallRow>(sql`select ${callColumns} from ${from} where c.state <> 'ended' order by c.vip desc, c.queued_at nulls last, c.id limit ${limit}`);
export const toWrapUp = (db: Handle, agentId: number, since: Date) => db.rows<CallRow>(sql`select ${callColumns} from ${from} where c.agent_id = ${agentId} and c.state in ('ended', 'outside') and c.answered_at is not null and c.wrapped_up_at is null and c.released_at > ${since} order by c.id desc limit 3`);
export const listCalls = (db: Handle, o: { ticketId: number | null; callback: string | null; before: number | null; limit: number }) => db.rows<CallRow>(sql`select ${callColumns} from ${from} where (${o.ticketId}::bigint is null or c.ticket_id = ${o.ticketId}) and (${o.callback}::text is null or c.callback = ${o.callback})
  and (${o.before}::bigint is null or c.id < ${o.before}) order by c.id desc limit ${o.limit}`);
/** Calls of a process that is gone. */
export const strandedCalls = (tx: Tx, process: string) => tx.rows<{ id: number }>(sql`select id from hotline_call where state <> 'ended' and process = ${process} for update skip locked`);
/** Calls that a cloud service began and never told the end of. */
export const forgottenCalls = (db: Handle, before: Date) => db.rows<{ id: number }>(sql`select id from hotline_call where state <> 'ended' and process = '' and started_at < ${before} limit 500`);
export const seen = (db: Handle, process: string, at: Date) => db.run(sql`insert into hotline_process (process, seen_at) values (${process}, ${at}) on conflict (process) do update set seen_at = excluded.seen_at`);
export const silentProcesses = (db: Handle, before: Date) => db.rows<{ process: string }>(sql`select p.process from hotline_process p where p.seen_at < ${before} and exists (select from hotline_call c where c.state <> 'ended' and c.process = p.process)`);

export interface CallPatch {
  state?: CallRow['state']; ticketId?: number; customerId?: number; conversationId?: number; language?: string; place?: object; teamId?: number | null; vip?: boolean; queuedAt?: Date; offeredTo?: number | null; offeredAt?: Date | null; agentId?: number | null; answeredAt?: Date; releasedAt?: Date | null; endedAt?: Date; process?: string; consent?: boolean; numberId?: number;
  outcome?: string; callback?: 'wanted' | 'done'; disposition?: string; note?: string; wrappedUpAt?: Date;
}
export const patchCall = (tx: Tx, id: number, p: CallPatch) => tx.run(sql`update hotline_call c set state = coalesce(p.state, c.state), ticket_id = coalesce(p.ticket_id, c.ticket_id), customer_id = coalesce(p.customer_id, c.customer_id), conversation_id = coalesce(p.conversation_id, c.conversation_id),
  language = coalesce(p.language, c.language), place = coalesce(p.place, c.place), vip = coalesce(p.vip, c.vip), queued_at = coalesce(p.queued_at, c.queued_at), answered_at = coalesce(p.answered_at, c.answered_at), ended_at = coalesce(p.ended_at, c.ended_at), outcome = coalesce(p.outcome, c.outcome), callback = coalesce(p.callback, c.callback),
  disposition = coalesce(p.disposition, c.disposition), note = coalesce(p.note, c.note), wrapped_up_at = coalesce(p.wrapped_up_at, c.wrapped_up_at), process = coalesce(p.process, c.process), consent = coalesce(p.consent, c.consent), number_id = coalesce(p.number_id, c.number_id),
  team_id = case when ${'teamId' in p} then p.team_id else c.team_id end, offered_to = case when ${'offeredTo' in p} then p.offered_to else c.offered_to end, offered_at = case when ${'offeredAt' in p} then p.offered_at else c.offered_at end, agent_id = case when ${'agentId' in p} then p.agent_id else c.agent_id end, released_at = case when ${'releasedAt' in p} then p.released_at else c.released_at end
  from json_to_record(${JSON.stringify({ state: p.state, ticket_id: p.ticketId, customer_id: p.customerId, conversation_id: p.conversationId, language: p.language, place: p.place, team_id: p.teamId, vip: p.vip, queued_at: p.queuedAt, offered_to: p.offeredTo, offered_at: p.offeredAt, agent_id: p.agentId, answered_at: p.answeredAt, ended_at: p.endedAt, outcome: p.outcome, callback: p.callback, disposition: p.disposition, note: p.note, wrapped_up_at: p.wrappedUpAt, released_at: p.releasedAt, process: p.process, consent: p.consent, number_id: p.numberId })}::json)
    as p(state text, ticket_id bigint, customer_id bigint, conversation_id bigint, language text, place jsonb, team_id bigint, vip boolean, queued_at timestamptz, offered_to bigint, offered_at timestamptz, agent_id bigint, answered_at timestamptz, ended_at timestamptz, outcome text, callback text, disposition text, note text, wrapped_up_at timestamptz, released_at timestamptz, process text, consent boolean, number_id bigint)
  where c.id = ${id}`);
export const insertEvent = (tx: Tx, e: { callId: number; at: Date; kind: string; data: object }) => tx.run(sql`insert into hotline_event (call_id, at, kind, data) values (${e.callId}, ${e.at}, ${e.kind}, ${JSON.stringify(e.data)}::jsonb)`);
export const eventsOf = (db: Handle, callId: number) => db.rows<{ at: Date; kind: string; data: Record<string, unknown> }>(sql`select at, kind, data from hotline_event where call_id = ${callId} order by id limit 500`);

/** Who waits before this call (those who asked to be called back keep their place), how long calls of the team take, and how many can talk. */
export const waitOf = (db: Handle, callId: number, since: Date, connectedSince: Date) => db.one<{ before: number; meanSeconds: number | null; hands: number }>(sql`select
  (select count(*)::int from hotline_call o where (o.state in ('queued', 'ringing') or o.callback = 'wanted') and o.queued_at is not null and o.id <> c.id and o.team_id is not distinct from c.team_id and (o.vip, c.queued_at, c.id) > (c.vip, o.queued_at, o.id)) as before,
  (select avg(s.seconds) from (select extract(epoch from coalesce(o.wrapped_up_at, o.ended_at) - o.answered_at)::float8 as seconds from hotline_call o where o.team_id is not distinct from c.team_id and o.answered_at is not null and o.ended_at > ${since} order by o.ended_at desc limit 50) s) as "meanSeconds",
  (select count(*)::int from agent a where a.presence = 'online' and exists (select from hotline_telephone p where p.agent_id = a.id and p.seen_at > ${connectedSince}) and (c.team_id is null or exists (select from team_member m where m.agent_id = a.id and m.team_id = c.team_id))) as hands
  from hotline_call c where c.id = ${callId}`);

export const newestOpenTicket = (db: Handle, customerId: number) => db.one<{ id: number }>(sql`select id from ticket where customer_id = ${customerId} and status not in ('solved', 'closed') order by id desc limit 1`);
