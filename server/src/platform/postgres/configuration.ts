/** The settings of the embedded PostgreSQL: a small machine that it shares with the server, and data that must never be lost. */
import { statfsSync } from "node:fs";

/**
 * @param durable false only for throw-away databases of tests: nothing is forced to disk
 * @param port TCP port on the loopback address
 * @param socket true: a Unix socket in the data folder beside it
 */
export function postgresConfiguration({ port, socket, durable }: { port: number; socket: boolean; durable: boolean }): string {
  const settings: Record<string, string | number> = {
    listen_addresses: "'127.0.0.1'",
    port,
    // Relative to the data folder: its full path may be closed to PostgreSQL's account.
    unix_socket_directories: socket ? "'.'" : "''",
    // The log's readers look at the locks of every possible connection; two processes of each role need fewer than these.
    max_connections: durable ? 120 : 200,
    password_encryption: "'scram-sha-256'",

    shared_buffers: durable ? "256MB" : "128MB",
    effective_cache_size: "1GB",
    work_mem: "8MB",
    maintenance_work_mem: "128MB",
    dynamic_shared_memory_type: dynamicSharedMemory(),

    wal_compression: durable ? "on" : "off",
    max_wal_size: durable ? "2GB" : "512MB",
    min_wal_size: durable ? "256MB" : "80MB",
    checkpoint_timeout: "10min",

    random_page_cost: "1.1",
    effective_io_concurrency: 64,
    jit: "off",
    timezone: "'UTC'",
    log_timezone: "'UTC'",

    log_min_duration_statement: "1s",
    log_line_prefix: "'%m [%p] %a '",
    log_checkpoints: "off",
  };
  if (!durable) {
    // A hundred small databases that live for seconds: cleaning them up in turn costs more than a third of what the tests ask for.
    Object.assign(settings, { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off", wal_level: "minimal", max_wal_senders: 0 });
  }
  if (durable) {
    // One file per day of the week, overwritten a week later: the log never fills the disk.
    Object.assign(settings, {
      logging_collector: "on",
      log_directory: "'../log'",
      log_filename: "'postgresql-%a.log'",
      log_truncate_on_rotation: "on",
      log_rotation_age: "1d",
      log_rotation_size: 0,
    });
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return ["# Written at every start. Settings of your own belong into postgresql.conf, below the include line.", ...lines, ""].join("\n");
}

/** Containers often have 64 MB of /dev/shm, too little for parallel queries: System V memory has no such limit. */
function dynamicSharedMemory(): string {
  if (process.platform !== "linux") return "posix";
  try {
    const { bsize, blocks } = statfsSync("/dev/shm");
    return bsize * blocks >= 256 * 1024 * 1024 ? "posix" : "sysv";
  } catch {
    return "sysv";
  }
}
