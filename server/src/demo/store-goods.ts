import { type Tx, sql } from '../platform/db/index.ts';
import type { Columns } from './store.ts';

export const item: Columns = { unit_id: 'bigint', model_id: 'bigint', site_id: 'bigint', grade: 'text', state: 'text', since: 'timestamptz' };
export const move: Columns = { unit_id: 'bigint', model_id: 'bigint', site_id: 'bigint', grade: 'text', kind: 'text', ready: 'int', refurbishing: 'int', reason: 'text', actor: 'jsonb', at: 'timestamptz', key: 'text' };
/** The sums of the ledger, from its lines. */
export const sumUp = (tx: Tx) => tx.run(sql`insert into goods_stock (model_id, site_id, grade, ready, refurbishing) select model_id, site_id, grade, sum(ready), sum(refurbishing) from goods_move group by 1, 2, 3`);
