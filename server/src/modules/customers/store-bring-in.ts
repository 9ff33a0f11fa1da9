import type { Tx } from '../../platform/db/index.ts';
import { hot, sql } from '../../platform/db/index.ts';

export const companiesNamed = (tx: Tx, names: readonly string[]) => tx.rows<{ id: number; name: string }>(sql`select min(id) as id, name from customer where kind = 'company' and joined_into is null and name = any(${names}::text[]) group by name`);
export interface BroughtTraits { id: number; kind: 'person' | 'company'; companyId: number | null; tier: string; tags: readonly string[]; note: string; region: string; since: string | null }
/** What was known elsewhere of somebody who has just been made. */
export const fillTraits = (tx: Tx, list: readonly BroughtTraits[]) => tx.run(hot`update customer c set kind = w.kind, company_id = coalesce(w."companyId", c.company_id), tier = w.tier, tags = w.tags, note = w.note, region = w.region, created_at = coalesce(w.since, c.created_at)
  from json_to_recordset(${JSON.stringify(list)}::json) as w(id bigint, kind text, "companyId" bigint, tier text, tags text[], note text, region text, since timestamptz) where c.id = w.id and c.id = any((select ${list.map((t) => t.id)}::bigint[])::bigint[])`);
