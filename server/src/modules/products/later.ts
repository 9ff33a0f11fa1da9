import type { Principal } from '../../platform/auth/index.ts';
import type { Handle, Sql } from '../../platform/db/index.ts';
import type { PartFacts } from './entitlement.ts';

/** What stands higher and is asked through the composition root. */
export interface Later {
  readonly partFacts: PartFacts;
  /** Tickets a person may see; alias `t`. */
  readonly ticketsVisible: (principal: Principal) => Sql;
  /** The unit a process' subject is about, such as `ticket:12`. */
  readonly unitOf: (handle: Handle, stream: string) => Promise<number | null>;
}
