import type { Tx } from '../platform/db/index.ts';
import { sql } from '../platform/db/index.ts';

/** Past tickets came as rows: since when each stands where it stands. */
export const settleStates = (tx: Tx) => tx.run(sql`update ticket set status_since = coalesce(closed_at, solved_at, updated_at)`);
/** Causes of past complaints; most are named, some are not yet. */
export const settleComplaints = (tx: Tx) => tx.run(sql`update ticket set fields = fields || jsonb_build_object('complaintCause', (array['quality', 'repair', 'slow', 'quality', 'delivery', 'promise', 'attitude', 'quality', 'installation', 'price', 'slow'])[1 + id % 11]) where type = 'complaint' and id % 9 <> 0`);
