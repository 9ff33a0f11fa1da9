/** Keeps one embedded PostgreSQL running for as long as the server runs, and starts it again when it dies. */
import { setTimeout as sleep } from "node:timers/promises";
import { performance } from "node:perf_hooks";
import pg from "pg";
import { ROLE, openCluster } from "./cluster.ts";
import { openDataFolder } from "./datafolder.ts";
import { adopt, connectionUrl, launch, stopLife, untilNobodyWorksIn } from "./launch.ts";
import type { Cluster } from "./cluster.ts";
import type { Life } from "./launch.ts";

/** The part of a pino logger that is used here. */
export interface SupervisorLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface EmbeddedOptions {
  /** The product's data folder (AFTERCARE_DATA); made when it is missing. */
  dataDir: string;
  log: SupervisorLog;
  /** Loopback TCP port; by default the one of last time, else any free one. */
  port?: number;
  /** Called after each restart of a PostgreSQL that died, when it answers again: pools may drop their dead connections. */
  onRestart?: () => void | Promise<void>;
  /** Called when PostgreSQL was told to start and is on its way up by itself: time for other work. Not called when one is taken over. */
  onSpawn?: () => void;
  /** false for throw-away data of tests: faster, loses everything in a power cut. Default true. */
  durable?: boolean;
}

export interface EmbeddedPostgres {
  /** Connection string of the product's database; stays the same over restarts. */
  readonly url: string;
  /** Process id of the postmaster; changes at a restart. */
  readonly pid: number;
  /** True when it was left running by a server that was killed, and taken over. */
  readonly adopted: boolean;
  /** True when the database was made by this start. */
  readonly created: boolean;
  /** Stops PostgreSQL and frees the data folder. Disconnect your pools first: open transactions are rolled back. */
  stop(): Promise<void>;
}

/**
 * Locks the data folder, makes the cluster when there is none, starts (or takes over) PostgreSQL and waits until it answers.
 * @throws SetupError: a sentence for a person – folder in use, data of a newer version, no account to run under, …
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log, durable = true } = options;
  const folder = await openDataFolder(dataDir);
  const stopping = new AbortController();
  try {
    const cluster = await openCluster({ dataDir, durable });
    const life = (await adopt(cluster, stopping.signal)) ?? (await launch(cluster, options.port, stopping.signal, options.onSpawn));
    await ensureDatabase(cluster, life);
    folder.stamp();
    log.info({ pid: life.pid, port: life.port, version: cluster.binaries.version, adopted: life.adopted }, life.adopted ? "PostgreSQL taken over" : "PostgreSQL started");

    const supervised = { life };
    const watching = watch(cluster, supervised, options, stopping.signal);
    return {
      url: connectionUrl({ ...cluster, ...life }),
      get pid() {
        return supervised.life.pid;
      },
      adopted: life.adopted,
      created: cluster.created,
      async stop() {
        stopping.abort();
        // First the watcher: it may be about to start a new life.
        await watching;
        await stopLife(supervised.life);
        // One that was killed leaves its helpers behind for a moment; the folder is free only after them.
        await untilNobodyWorksIn(cluster);
        folder.release();
      },
    };
  } catch (error) {
    folder.release();
    throw error;
  }
}

/** Made by hand and not by initdb, so a start that was killed in between is mended by the next. */
async function ensureDatabase(cluster: Cluster, life: Life): Promise<void> {
  const client = new pg.Client({ connectionString: connectionUrl({ ...cluster, ...life }, "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [ROLE]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(ROLE)}`);
  } finally {
    await client.end();
  }
}

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 10_000;
/** A life longer than this (ms) was healthy: the next death is a new misfortune, not the same one again. */
const HEALTHY = 30_000;

async function watch(cluster: Cluster, supervised: { life: Life }, { log, onRestart }: EmbeddedOptions, signal: AbortSignal): Promise<void> {
  const aborted = new Promise<undefined>((resolve) => signal.addEventListener("abort", () => resolve(undefined), { once: true }));
  let pause = FIRST_PAUSE;
  let born = performance.now();
  while (!signal.aborted) {
    const reason = await Promise.race([supervised.life.exited, aborted]);
    if (reason === undefined || signal.aborted) return;
    if (performance.now() - born > HEALTHY) pause = FIRST_PAUSE;
    log.error({ pid: supervised.life.pid, reason, againInMs: pause }, "PostgreSQL ended unexpectedly; starting it again");
    try {
      await sleep(pause, undefined, { signal });
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      supervised.life = await relaunch(cluster, supervised.life.port, signal);
      born = performance.now();
    } catch (error) {
      if (signal.aborted) return;
      log.error({ err: error }, "PostgreSQL did not come back; trying again");
      continue;
    }
    log.warn({ pid: supervised.life.pid, port: supervised.life.port }, "PostgreSQL is back");
    try {
      await onRestart?.();
    } catch (error) {
      log.error({ err: error }, "The hook after the restart of PostgreSQL failed");
    }
  }
}

/** On the very port of before: everybody who holds our URL expects it there. */
async function relaunch(cluster: Cluster, port: number, signal: AbortSignal): Promise<Life> {
  const left = await adopt(cluster, signal);
  if (left) return left;
  const life = await launch(cluster, port, signal);
  if (life.port === port) return life;
  await stopLife(life);
  throw new Error(`port ${port} is taken by another program`);
}
