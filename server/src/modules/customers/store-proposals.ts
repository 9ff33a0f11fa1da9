import type { Actor } from '../../platform/bus/index.ts';
import type { Handle, Sql, Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';
import type { Reason } from './store-merge.ts';

export interface Likely { readonly aId: number; readonly bId: number; readonly score: number; readonly reasons: readonly Reason[] }
export interface ProposalRow { id: number; aId: number; bId: number; score: number; reasons: Reason[]; foundAt: Date }

/** Keeps what was found; what somebody decided stays decided, unless there are new reasons of more weight. */
export const putProposals = (tx: Tx, list: readonly Likely[], at: Date) => tx.run(hot`insert into customer_proposal (a_id, b_id, score, reasons, found_at)
  select least("aId", "bId"), greatest("aId", "bId"), score, reasons, ${at} from json_to_recordset(${JSON.stringify(list)}::json) as w("aId" bigint, "bId" bigint, score int, reasons jsonb) where "aId" <> "bId" order by 1, 2
  on conflict (a_id, b_id) do update set score = excluded.score, reasons = excluded.reasons, found_at = excluded.found_at,
    state = case when customer_proposal.state = 'dismissed' and excluded.score > customer_proposal.score then 'open' else customer_proposal.state end where customer_proposal.score <= excluded.score`);
/** Open proposals that concern any of these, between customers who are two today; the likeliest first. */
export const proposalsOf = (db: Handle, ids: readonly number[]) => db.rows<ProposalRow>(sql`select p.id, p.a_id as "aId", p.b_id as "bId", p.score, p.reasons, p.found_at as "foundAt"
  from customer_proposal p where p.state = 'open' and (p.a_id = any(${ids}) or p.b_id = any(${ids})) order by p.score desc, p.id desc limit 20`);
/** Open ones between two who are two today and whom the caller sees, after one of this score and number. `visible` speaks of `c`. */
export const openProposals = (db: Handle, visible: Sql, after: readonly [number, number], limit: number) => db.rows<ProposalRow>(sql`select p.id, p.a_id as "aId", p.b_id as "bId", p.score, p.reasons, p.found_at as "foundAt"
  from customer_proposal p where p.state = 'open' and (p.score, p.id) < (${after[0]}::int, ${after[1]}::bigint) and exists (select from customer c where c.id = p.a_id and c.joined_into is null and ${visible}) and exists (select from customer c where c.id = p.b_id and c.joined_into is null and ${visible})
  order by p.score desc, p.id desc limit ${limit}`);
export const findProposal = (db: Handle, id: number) => db.one<ProposalRow & { state: string }>(sql`select id, a_id as "aId", b_id as "bId", score, reasons, found_at as "foundAt", state from customer_proposal where id = ${id}`);
export const decideProposal = (tx: Tx, id: number, state: 'merged' | 'dismissed', at: Date, by: Actor) => tx.run(sql`update customer_proposal set state = ${state}, decided_at = ${at}, decided_by = ${JSON.stringify(by)}::jsonb where id = ${id} and state = 'open'`);
/** A joining that was undone was wrong: it is not proposed again. */
export const settlePair = (tx: Tx, aId: number, bId: number, state: 'merged' | 'dismissed', at: Date, by: Actor) => tx.run(sql`update customer_proposal set state = ${state}, decided_at = ${at}, decided_by = ${JSON.stringify(by)}::jsonb
  where a_id = least(${aId}::bigint, ${bId}::bigint) and b_id = greatest(${aId}::bigint, ${bId}::bigint)`);
