import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

/** How deep in transactions of one database somebody is, while the innermost is open. */
interface Place { readonly depth: number; open: boolean }

/**
 * The connections of one database. Who asks from inside a transaction that has one (a table kept in memory is read again, a file's
 * row is wanted) gets it from a small pool of its own: would all share one, as many callers at once as there are connections would
 * each hold one and wait for another for ever.
 */
export interface Pools {
  /** Where the caller's next connection comes from. */
  here(): pg.Pool;
  /** Runs a transaction's work one step deeper. */
  deeper<T>(work: () => Promise<T>): Promise<T>;
  readonly outer: pg.Pool;
  end(): Promise<void>;
}

/** Connections for those who hold one already; they are asked for one statement, mostly. */
const deepMax = [4, 2];

/** @param max connections for those who hold none */
export function createPools(settings: pg.PoolConfig, max: number, onError?: (error: Error) => void): Pools {
  const pools = [max, ...deepMax].map((most) => {
    const pool = new pg.Pool({ ...settings, max: most });
    // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
    pool.on('error', (error) => onError?.(error));
    pool.on('connect', (client) => void client.on('error', (error) => onError?.(error)));
    return pool;
  });
  const outer = pools[0] as pg.Pool;
  const places = new AsyncLocalStorage<Place>();
  const depth = () => { const place = places.getStore(); return place?.open ? place.depth : 0; };
  return {
    here: () => pools[Math.min(depth(), deepMax.length)] ?? outer,
    deeper(work) {
      const place = { depth: depth() + 1, open: true };
      // What the work began and nobody waits for lives on after it, and is inside no more.
      return places.run(place, () => work().finally(() => { place.open = false; }));
    },
    outer,
    end: async () => { await Promise.all(pools.map((pool) => pool.end())); },
  };
}
