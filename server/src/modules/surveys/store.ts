import type { SurveyAnswer } from '@aftercare/contract/surveys';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export interface SurveyRow { id: number; ticketId: number; ownerId: number | null; teamId: number | null; askedAt: Date; answeredAt: Date | null; channel: string | null; answer: SurveyAnswer | null }
const columns = sql`id, ticket_id as "ticketId", owner_id as "ownerId", team_id as "teamId", asked_at as "askedAt", answered_at as "answeredAt", channel, answer`;

/** Undefined when this solution was asked about already. */
export const insertSurvey = (tx: Tx, s: { ticketId: number; changeId: number | null; ownerId: number | null; teamId: number | null; askedAt: Date }) => tx.one<SurveyRow>(sql`insert into survey (ticket_id, change_id, owner_id, team_id, asked_at)
  values (${s.ticketId}, ${s.changeId}, ${s.ownerId}, ${s.teamId}, ${s.askedAt}) on conflict (change_id) do nothing returning ${columns}`);
export const latest = (db: Handle, ticketId: number) => db.one<SurveyRow>(sql`select ${columns} from survey where ticket_id = ${ticketId} order by id desc limit 1`);
export const allOf = (db: Handle, ticketId: number) => db.rows<SurveyRow>(sql`select ${columns} from survey where ticket_id = ${ticketId} order by id`);
/** The newest question about a ticket, held until the end of the transaction. */
export const lockLatest = (tx: Tx, ticketId: number) => tx.one<SurveyRow>(sql`select ${columns} from survey where ticket_id = ${ticketId} order by id desc limit 1 for update`);
export const saveAnswer = (tx: Tx, id: number, a: { answer: SurveyAnswer; channel: string; at: Date }) => tx.one<SurveyRow>(sql`update survey set answered_at = ${a.at}, channel = ${a.channel}, overall = ${a.answer.overall}, answer = ${JSON.stringify(a.answer)}::jsonb
  where id = ${id} and answered_at is null returning ${columns}`);

export interface Marks { asked: number; answered: number; overall: number | null; speed: number | null; result: number | null; professionalism: number | null; /** Answers with 1, 2 … 5 points overall. */ spread: number[] }
/** Marks of what was asked in a time; for everybody, a team or a person. */
export const marks = async (db: Handle, o: { from: Date; to: Date; teamId?: number | null; ownerId?: number | null }): Promise<Marks> => {
  const row = await db.one<Marks>(sql`select count(*)::int as asked, count(answered_at)::int as answered, avg(overall)::float8 as overall, avg((answer->>'speed')::int)::float8 as speed,
      avg((answer->>'result')::int)::float8 as result, avg((answer->>'professionalism')::int)::float8 as professionalism,
      array[count(*) filter (where overall = 1), count(*) filter (where overall = 2), count(*) filter (where overall = 3), count(*) filter (where overall = 4), count(*) filter (where overall = 5)]::int[] as spread
    from survey where asked_at >= ${o.from} and asked_at < ${o.to} and (${o.teamId ?? null}::bigint is null or team_id = ${o.teamId ?? null}) and (${o.ownerId ?? null}::bigint is null or owner_id = ${o.ownerId ?? null})`);
  return row ?? { asked: 0, answered: 0, overall: null, speed: null, result: null, professionalism: null, spread: [0, 0, 0, 0, 0] };
};
/** Mean overall mark a customer gave; null before the first. */
export const satisfaction = async (db: Handle, customerId: number): Promise<number | null> =>
  (await db.one<{ mean: number | null }>(hot`select avg(s.overall)::float8 as mean from ticket t join survey s on s.ticket_id = t.id where t.customer_id = ${customerId} and s.answered_at is not null`))?.mean ?? null;
