import type { Principal } from '../../platform/auth/index.ts';
import { type Sql, sql } from '../../platform/db/index.ts';

/** Rows a person may see: all, or those of their teams and their own. `t` is the ticket's alias. */
export function visibleTo(principal: Principal): Sql {
  if (principal.scope === 'all') return sql`true`;
  return sql`(t.team_id = any(${principal.teams}::bigint[]) or t.owner_id = ${principal.kind === 'agent' ? principal.id : 0})`;
}
