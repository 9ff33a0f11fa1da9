import type { Writable } from 'node:stream';
import pg from 'pg';
import { beginning } from './acting.ts';
import { createPools } from './pools.ts';
import type { Sql } from './sql.ts';

// Ids and counts stay below 2^53; strings for them would leak into every answer.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
// array_agg of ids; a parser of the element's type does not reach arrays. 1016 is bigint[].
pg.types.setTypeParser(1016 as Parameters<typeof pg.types.setTypeParser>[0], (list: string) => list.slice(1, -1).split(',').filter(Boolean).map((id) => (id === 'NULL' ? null : Number(id))));
// A date is a day, not an instant: keep it as 'YYYY-MM-DD'.
pg.types.setTypeParser(pg.types.builtins.DATE, (day: string) => day);

/** What can run statements: the database or a transaction. */
export interface Handle {
  rows<R>(statement: Sql): Promise<R[]>;
  /** First row or undefined. */
  one<R>(statement: Sql): Promise<R | undefined>;
  /** Number of rows the statement changed. */
  run(statement: Sql): Promise<number>;
}

export interface Tx extends Handle {
  /** Runs after the commit, never after a rollback; a failure there is only logged. */
  afterCommit(effect: () => void): void;
  /**
   * Sends a statement nobody needs the answer of: it is on its way when this returns, all that is asked afterwards sees it, and it
   * leaves in one piece with what follows in the same breath. When it fails, the transaction fails with its fault.
   */
  soon(statement: Sql): void;
  /**
   * Something to be written when all work is done: items of one `how` share a statement, and it travels together with the
   * commit. For what nobody asks the answer of: when it fails, the transaction fails.
   */
  atCommit<I>(how: (items: readonly I[]) => Sql, item: I): void;
  /**
   * A part that may fail alone: then what it wrote is undone, with all it wanted at the commit or after it, and the transaction
   * lives on. Throws what `work` threw.
   */
  nested<T>(work: () => Promise<T>): Promise<T>;
}

export interface Database extends Handle {
  /** One transaction (read committed). Retries on deadlock and serialisation failure up to 3 times: `work` must be repeatable. */
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A connection of its own outside the pool, for LISTEN and the like. The caller ends it. */
  connect(): Promise<pg.Client>;
  readonly pool: pg.Pool;
  end(): Promise<void>;
}

export interface PoolOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly purpose: string;
  readonly max: number;
  readonly statementTimeoutMs: number;
  /** False: no helpers for one statement. Starting them costs more than a short one takes, and somebody else waits for the processor. */
  readonly parallel?: boolean;
  readonly onError?: (error: Error) => void;
}

const query = (s: Sql) => (s.name ? { name: s.name, text: s.text, values: s.values as unknown[] } : { text: s.text, values: s.values as unknown[] });

function handleOf(client: { query(config: pg.QueryConfig): Promise<pg.QueryResult> }): Handle {
  return {
    rows: async <R>(s: Sql) => (await client.query(query(s))).rows as R[],
    one: async <R>(s: Sql) => (await client.query(query(s))).rows[0] as R | undefined,
    run: async (s: Sql) => (await client.query(query(s))).rowCount ?? 0,
  };
}

/**
 * What `send` writes before its first await leaves in one piece. Each write wakes the database's process, which under load
 * costs more than a short statement does: `begin` goes with the first statement, the last ones with the commit.
 */
function together<T>(client: pg.PoolClient, send: () => T): T {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  try { return send(); } finally { stream.uncork(); }
}

/** The fault of what was sent without waiting; what came after it says only that the transaction is broken. */
async function faultOf(sent: readonly Promise<unknown>[]): Promise<unknown> {
  const broken = (await Promise.allSettled(sent)).find((answer) => answer.status === 'rejected');
  return broken?.reason as unknown;
}

/** What a transaction wants at its commit and after it. */
interface Ending { effects: (() => void)[]; last: { how: (items: readonly unknown[]) => Sql; item: unknown }[]; /** Statements on their way. */ sent: Promise<unknown>[] }

function transaction(client: pg.PoolClient, ending: Ending): Tx {
  return {
    ...handleOf(client),
    soon(statement) {
      const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
      stream.cork();
      process.nextTick(() => stream.uncork());
      const answer = client.query(query(statement));
      // Looked at by the commit.
      answer.catch(() => {});
      ending.sent.push(answer);
    },
    afterCommit: (effect) => void ending.effects.push(effect),
    atCommit: (how, item) => void ending.last.push({ how: how as (items: readonly unknown[]) => Sql, item }),
    async nested(work) {
      const [effects, last, sent] = [ending.effects.length, ending.last.length, ending.sent.length];
      try {
        const value = await together(client, () => {
          client.query('savepoint nested').catch(() => {});
          return work();
        });
        const fault = await faultOf(ending.sent.slice(sent));
        if (fault) throw fault;
        await client.query('release savepoint nested');
        return value;
      } catch (error) {
        ending.effects.length = effects;
        ending.last.length = last;
        ending.sent.length = sent;
        await client.query('rollback to savepoint nested');
        await client.query('release savepoint nested');
        throw error;
      }
    },
  };
}

/** One statement for each way of writing, in the order in which they were first asked for. */
function lastStatements({ last }: Ending): Sql[] {
  const groups = Map.groupBy(last, (entry) => entry.how);
  return [...groups].map(([how, entries]) => how(entries.map((entry) => entry.item)));
}

/** Throws the fault of the first statement that failed; PostgreSQL has then rolled back. */
async function commit(client: pg.PoolClient, ending: Ending): Promise<void> {
  const answers = await Promise.allSettled(together(client, () => [...ending.sent as Promise<pg.QueryResult>[], ...lastStatements(ending).map((s) => client.query(query(s))), client.query('commit')]));
  for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
  const end = answers.at(-1);
  if (end?.status === 'fulfilled' && end.value.command === 'ROLLBACK') throw new Error('a statement of this transaction had failed and nobody minded: nothing was committed');
}

const retryable = new Set(['40001', '40P01']);
/** A statement after one that failed. */
const afterFault = '25P02';

/** Opens a pool. Connections are made on demand; the first query meets a missing server. */
export function openDatabase(options: PoolOptions): Database {
  const settings = {
    connectionString: options.url,
    // Statements may leave before the answer to the one before is here; see `together`.
    pipeline: true,
    application_name: `aftercare ${options.purpose}`,
    options: `${options.parallel === false ? '-c max_parallel_workers_per_gather=0 ' : ''}-c statement_timeout=${options.statementTimeoutMs} -c idle_in_transaction_session_timeout=120000 -c timezone=UTC`,
    keepAlive: true,
  };
  // A new connection plans its statements anew, which costs some dozens of milliseconds for the largest: idle ones are kept for a while.
  const pools = createPools({ ...settings, idleTimeoutMillis: 600_000, connectionTimeoutMillis: 15_000 }, options.max, options.onError);

  const attempt = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    const client = await pools.here().connect();
    const ending: Ending = { effects: [], last: [], sent: [] };
    let broken = false;
    let noBeginning: unknown = null;
    try {
      const value = await together(client, () => {
        client.query(beginning()).catch((error: unknown) => { broken = true; noBeginning = error; });
        return pools.deeper(() => work(transaction(client, ending)));
      });
      if (broken) throw noBeginning;
      await commit(client, ending);
      for (const effect of ending.effects) effect();
      return value;
    } catch (error) {
      await client.query('rollback').catch(() => { broken = true; });
      const fault = await faultOf(ending.sent);
      throw fault && (fault as { code?: string }).code !== afterFault ? fault : error;
    } finally {
      client.release(broken);
    }
  };

  return {
    ...handleOf({ query: (config) => pools.here().query(config) }),
    pool: pools.outer,
    async tx(work) {
      for (let round = 1; ; round++) {
        try {
          return await attempt(work);
        } catch (error) {
          const code = (error as { code?: string }).code ?? '';
          if (round >= 3 || !retryable.has(code)) throw error;
        }
      }
    },
    async connect() {
      const client = new pg.Client({ ...settings, options: '-c timezone=UTC' });
      client.on('error', (error) => options.onError?.(error));
      await client.connect();
      return client;
    },
    end: () => pools.end(),
  };
}
