/** One life of a PostgreSQL server: starting it, taking over one that still runs, waiting until it answers, stopping it. */
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { giveOnly } from "./account.ts";
import { POSTGRES_ENV, ROLE, dataArgument } from "./cluster.ts";
import type { Cluster } from "./cluster.ts";
import { postgresConfiguration } from "./configuration.ts";
import { isAlive, isPostgresIn, isTaken, postgresProcessesIn } from "./processes.ts";
import { SetupError } from "./sentences.ts";

export interface Life {
  pid: number;
  port: number;
  /** Whether it also listens on a Unix socket in its data folder. */
  socket: boolean;
  /** True when it ran before us. */
  adopted: boolean;
  /** Resolves, never rejects, when the process is gone, with what is known of the reason. */
  exited: Promise<string>;
}

/** What a connection string is made of. */
type Door = Pick<Life, "port" | "socket"> & Pick<Cluster, "pgdata" | "password">;

/**
 * The connection string of a database: by the Unix socket where there is one (a question and its answer cost a third less than
 * over TCP), else by the loopback address.
 */
export function connectionUrl({ port, socket, pgdata, password }: Door, database: string = ROLE): string {
  return `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}${socket ? `?host=${encodeURIComponent(pgdata)}` : ""}`;
}

/** The system's limit for the path of a socket, less the longest name PostgreSQL gives to one. */
const longestSocketFolder = 103 - "/.s.PGSQL.65535".length;

/**
 * Starts PostgreSQL and waits until it answers, however long recovery after a crash takes.
 * @throws SetupError with the end of its log when it gives up; the signal's reason when aborted
 */
export async function launch(cluster: Cluster, wantedPort: number | undefined, signal: AbortSignal, onSpawn?: () => void): Promise<Life> {
  const port = await choosePort(cluster, wantedPort);
  const configuration = join(cluster.pgdata, "aftercare.conf");
  const socket = Buffer.byteLength(cluster.pgdata) <= longestSocketFolder;
  writeFileSync(configuration, postgresConfiguration({ port, socket, durable: cluster.durable }), { mode: 0o600 });
  giveOnly(configuration, cluster.account);

  // Into a file, not a pipe: PostgreSQL outlives a server that was killed, and a broken pipe would take it down.
  const logFile = join(cluster.home, "log", "start.log");
  const output = openSync(logFile, "w", 0o600);
  const child = spawn(cluster.binaries.postgres, ["-D", dataArgument(cluster.pgdata)], {
    cwd: cluster.pgdata,
    env: POSTGRES_ENV,
    stdio: ["ignore", output, output],
    // A session of its own: Ctrl-C in the terminal must not stop the database before the server has drained.
    detached: true,
    ...cluster.account,
  });
  closeSync(output);
  onSpawn?.();
  let gone: string | undefined;
  const exited = new Promise<string>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("exit", (code, name) => resolve(name ? `signal ${name}` : `exit code ${code}`));
  }).then((reason) => (gone = reason));

  const life: Life = { pid: child.pid ?? 0, port, socket, adopted: false, exited };
  try {
    await answering(cluster, life, () => gone !== undefined, signal);
  } catch (error) {
    if (gone === undefined) await stopLife(life);
    throw error;
  }
  if (gone === undefined) return life;
  const said = tail(logFile) || tail(newestLog(cluster)) || gone;
  throw new SetupError("postgres-start", {
    en: `The embedded PostgreSQL in ${cluster.home} did not start (${gone}). It said:\n${said}`,
    zh: `${cluster.home} 中的内置 PostgreSQL 未能启动（${gone}）。它的输出是：\n${said}`,
  });
}

/**
 * Takes over the PostgreSQL that a killed server left behind, when it is healthy and of our version; otherwise makes
 * sure that nothing works in the data folder any more, so that it is safe to start.
 */
export async function adopt(cluster: Cluster, signal: AbortSignal): Promise<Life | undefined> {
  const found = readPidFile(cluster);
  if (found && isPostgresIn(found.pid, cluster.pgdata)) {
    const life: Life = { ...found, adopted: true, exited: untilGone(found.pid) };
    await answering(cluster, life, () => !isAlive(found.pid), signal);
    if (isAlive(found.pid)) {
      if (await isOurVersion(cluster, life)) return life;
      await stopLife(life);
    }
  }
  await untilNobodyWorksIn(cluster, signal);
  // After a crash the id may belong to some other program (in containers it nearly always does) or to a zombie, and
  // PostgreSQL would take either for itself. Nothing of ours is left, so the file is only a leftover.
  const leftover = readPidFile(cluster);
  if (leftover && isTaken(leftover.pid)) rmSync(join(cluster.pgdata, "postmaster.pid"), { force: true });
  // The socket's lock names the same process.
  for (const name of readdirSync(cluster.pgdata)) if (name.startsWith(".s.PGSQL.")) rmSync(join(cluster.pgdata, name), { force: true });
  return undefined;
}

/** Stops PostgreSQL: open transactions are rolled back, data written; after 20 s without that (crash-safe), after 5 more by force. */
export async function stopLife(life: Life, patience = 20_000): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [["SIGINT", patience], ["SIGQUIT", 5_000], ["SIGKILL", 5_000]];
  for (const [name, wait] of steps) {
    if (!send(life.pid, name)) return;
    const timer = new AbortController();
    const over = await Promise.race([life.exited.then(() => true), sleep(wait, false, { signal: timer.signal }).catch(() => true)]);
    timer.abort();
    if (over) return;
  }
}

/** @returns false when the process is gone */
function send(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** @returns undefined when the file is missing or unreadable */
export function readPidFile(cluster: Pick<Cluster, "pgdata">): Pick<Life, "pid" | "port" | "socket"> | undefined {
  try {
    const lines = readFileSync(join(cluster.pgdata, "postmaster.pid"), "utf8").split("\n");
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && port > 0 ? { pid, port, socket: lines[4] === "." } : undefined;
  } catch {
    return undefined;
  }
}

/** Waits until a real connection works; returns early when the process is gone. */
async function answering(cluster: Cluster, life: Life, isGone: () => boolean, signal: AbortSignal): Promise<void> {
  for (let pause = 5; !isGone(); pause = Math.min(pause * 1.5, 250)) {
    signal.throwIfAborted();
    try {
      return await ask(cluster, life, async () => undefined);
    } catch (error) {
      const code = (error as { code?: string }).code ?? "";
      // 57P03: starting up, recovering or shutting down. 53300: full of clients, hence alive.
      if (code === "53300") return;
      if (code === "28P01" || code === "28000") throw error;
    }
    await sleep(pause);
  }
}

async function isOurVersion(cluster: Cluster, life: Life): Promise<boolean> {
  try {
    const version = await ask(cluster, life, async (client) => (await client.query<{ server_version: string }>("show server_version")).rows[0]?.server_version);
    return version === cluster.binaries.version;
  } catch {
    return false;
  }
}

async function ask<T>(cluster: Cluster, life: Life, question: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: connectionUrl({ ...cluster, ...life }, "postgres"), connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await question(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function untilGone(pid: number): Promise<string> {
  while (isAlive(pid)) await sleep(200, undefined, { ref: false });
  return "it was not our child, so the reason is unknown";
}

/** Processes of a postmaster that was killed notice it and leave, usually at once; two generations in one folder would destroy it. */
export async function untilNobodyWorksIn(cluster: Cluster, signal?: AbortSignal): Promise<void> {
  for (let waited = 0; ; waited += 50) {
    const left = postgresProcessesIn(cluster.pgdata);
    if (left.length === 0) return;
    // SIGQUIT makes a backend leave at once, and what it had not committed is void anyway: its postmaster is dead.
    if (waited === 2_000) for (const pid of left) send(pid, "SIGQUIT");
    if (waited === 10_000) for (const pid of left) send(pid, "SIGKILL");
    await sleep(50, undefined, signal && { signal });
  }
}

/** The port of last time when it is free, so that tools and firewalls may rely on it. */
async function choosePort(cluster: Cluster, wanted: number | undefined): Promise<number> {
  const file = join(cluster.home, "port");
  let last: number | undefined;
  try {
    last = Number(readFileSync(file, "utf8")) || undefined;
  } catch {
    last = undefined;
  }
  const candidate = wanted ?? last;
  const port = candidate !== undefined && (await tryPort(candidate)) !== undefined ? candidate : ((await tryPort(0)) ?? 0);
  if (port !== last) writeFileSync(file, String(port), { mode: 0o600 });
  return port;
}

/** @returns the port when one can listen on it; 0 asks for any free one */
export function tryPort(port: number, host = "127.0.0.1"): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}

function newestLog(cluster: Cluster): string {
  const folder = join(cluster.home, "log");
  const files = readdirSync(folder).filter((name) => name.startsWith("postgresql-")).map((name) => join(folder, name));
  return files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0] ?? "";
}

function tail(file: string): string {
  try {
    return readFileSync(file, "utf8").trim().split("\n").filter((line) => !line.includes("HINT:  Future log output")).slice(-5).join("\n");
  } catch {
    return "";
  }
}
