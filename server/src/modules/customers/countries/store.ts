import type { Handle, Tx } from '../../../platform/db/index.ts';
import { sql } from '../../../platform/db/index.ts';

export interface RuleRow { country: string; rule: unknown; changedAt: Date; changedBy: string }
export const listRules = (db: Handle) => db.rows<RuleRow>(sql`select country, rule, changed_at as "changedAt", changed_by as "changedBy" from country_rule order by country`);
export const saveRule = (tx: Tx, r: { country: string; rule: unknown; at: Date; by: string }) => tx.run(sql`insert into country_rule (country, rule, changed_at, changed_by) values (${r.country}, ${JSON.stringify(r.rule)}::jsonb, ${r.at}, ${r.by})
  on conflict (country) do update set rule = excluded.rule, changed_at = excluded.changed_at, changed_by = excluded.changed_by`);
export const dropRule = (tx: Tx, country: string) => tx.run(sql`delete from country_rule where country = ${country}`);
