/** Who is this process id? Ids are reused, so a pid alone never proves that a process is the one we mean. */
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, readlinkSync } from "node:fs";

const hasProc = process.platform === "linux";

/** True when a process with this id works, whoever owns it. A zombie does not. */
export function isAlive(pid: number): boolean {
  return isTaken(pid) && (!hasProc || processState(pid) !== "Z");
}

/** True when the id is in use, be it by a zombie: a container whose first process never reaps is full of them. */
export function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function statFields(pid: number): string[] {
  // The second field is the name in parentheses and may itself hold spaces and parentheses: count from its end.
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function processState(pid: number): string {
  try {
    return statFields(pid)[0] ?? "";
  } catch {
    return "";
  }
}

/** A value that differs between two processes that had the same id at different times; "" when the process is gone. */
export function startMark(pid: number): string {
  try {
    if (hasProc) return `${bootId()}:${statFields(pid)[19] ?? ""}`;
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
}

/** Names the space in which process ids mean something: another container's pid 7 is not our pid 7. */
export function pidSpace(hostname: string): string {
  if (!hasProc) return hostname;
  try {
    return `${bootId()}:${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname;
  }
}

/**
 * The processes of PostgreSQL that work in this (real) folder: the postmaster and what outlived one.
 * Every PostgreSQL process keeps its data folder as its working directory.
 */
export function postgresProcessesIn(folder: string): number[] {
  if (!hasProc) return [];
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => isPostgresIn(pid, folder));
}

/** Whether this process is a PostgreSQL that works in this (real) folder. */
export function isPostgresIn(pid: number, folder: string): boolean {
  try {
    if (!hasProc) return isAlive(pid) && execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).includes(folder);
    // The name first: of a machine's hundreds of processes it leaves few to look at.
    return readFileSync(`/proc/${pid}/comm`, "latin1").trim() === "postgres" && readlinkSync(`/proc/${pid}/cwd`) === folder && isAlive(pid);
  } catch {
    return false;
  }
}
