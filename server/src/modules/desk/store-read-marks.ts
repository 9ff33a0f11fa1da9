import { type Tx, hot } from '../../platform/db/index.ts';

export const markUnread = (tx: Tx, id: number) => tx.run(hot`update ticket set unread = true where id = ${id} and not unread`);
export const markTicketsRead = (tx: Tx, ids: readonly number[]) => tx.run(hot`update ticket set unread = false where id in (select id from ticket where id = any(${ids}) and unread order by id for no key update)`);
