export { actingAs } from './acting.ts';
export { openDatabase } from './database.ts';
export type { Database, Handle, PoolOptions, Tx } from './database.ts';
export { NewerDataError, migrate } from './migrate.ts';
export { all, hot, prepared, raw, sql } from './sql.ts';
export type { Sql } from './sql.ts';
export { cut, storable } from './text.ts';
export { createGather } from './gather.ts';
export { Listening } from './listening.ts';
