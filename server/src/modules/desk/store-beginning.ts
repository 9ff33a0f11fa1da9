import { type Handle, raw, sql } from '../../platform/db/index.ts';

/** Looked at until the first answer is found; an imported history without one would be read to its end. */
const looked = raw('20000');

export interface First { ticketId: number; subject: string; channel: string; at: Date }
/** The first message that came in by a door. */
export const firstArrived = (db: Handle) => db.one<First>(sql`select t.id as "ticketId", t.subject, a.kind as channel, m.at
  from (select id, conversation_id, channel_account_id, at from message where direction = 'in' order by id limit ${looked}) m
  join ticket_conversation tc on tc.conversation_id = m.conversation_id join ticket t on t.id = tc.ticket_id join channel_account a on a.id = m.channel_account_id order by m.id limit 1`);
/** The first answer by somebody of ours; one that has left counts before one that has not. */
export const firstAnswered = (db: Handle) => db.one<{ ticketId: number; delivery: string; at: Date }>(sql`select tc.ticket_id as "ticketId", m.delivery, m.at
  from (select id, conversation_id, delivery, at from (select * from message order by id limit ${looked}) x where direction = 'out' and author_kind = 'agent') m
  join ticket_conversation tc on tc.conversation_id = m.conversation_id order by m.delivery not in ('sent', 'delivered'), m.id limit 1`);
