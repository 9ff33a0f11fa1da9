/** Whether the machine can serve us: runtime, ports, folders, limits. */
import { execFileSync } from "node:child_process";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Sentence } from "../postgres/sentences.ts";
import type { Finding } from "./finding.ts";

const OLDEST_NODE = 24;

/** @param version as in process.versions.node */
export function checkNode(version: string = process.versions.node): Finding {
  const ok = Number.parseInt(version, 10) >= OLDEST_NODE;
  return {
    id: "node",
    name: { en: "Node.js", zh: "Node.js" },
    ok,
    detail: { en: version, zh: version },
    ...(!ok && {
      fix: {
        en: `Start with npm start or npx aftercare: they bring Node.js ${OLDEST_NODE} along.`,
        zh: `请用 npm start 或 npx aftercare 启动：它们自带 Node.js ${OLDEST_NODE}。`,
      },
    }),
  };
}

export interface PortToCheck {
  /** Name of the setting, e.g. "PORT". */
  setting: string;
  port: number;
  host: string;
}

/** @param isServerRunning when our own server runs, a port in use is a port at work */
export async function checkPort({ setting, port, host }: PortToCheck, isServerRunning: boolean): Promise<Finding> {
  const code = await listenFault(port, host);
  const base = { id: `port-${setting}`, name: { en: `Port ${port} (${setting})`, zh: `端口 ${port}（${setting}）` } };
  if (code === undefined) return { ...base, ok: true, detail: { en: "free", zh: "空闲" } };
  if (code === "EADDRINUSE" && isServerRunning) return { ...base, ok: true, detail: { en: "in use, and Aftercare is running", zh: "使用中（Aftercare 正在运行）" } };
  return { ...base, ok: false, ...portFault(code, { setting, port, host }) };
}

function portFault(code: string, { setting, port, host }: PortToCheck): { detail: Sentence; fix: Sentence } {
  if (code === "EACCES") {
    return {
      detail: { en: "this user may not listen below 1024", zh: "当前用户无权监听 1024 以下的端口" },
      fix: {
        en: `Set ${setting} to a number above 1023 and let a proxy or a firewall rule forward ${port} to it.`,
        zh: `请把 ${setting} 设为 1023 以上的端口，再由反向代理或防火墙规则把 ${port} 转发过来。`,
      },
    };
  }
  if (code === "EADDRNOTAVAIL") {
    return {
      detail: { en: `this machine has no address ${host}`, zh: `本机没有地址 ${host}` },
      fix: { en: "Listen on 127.0.0.1 (this machine only) or 0.0.0.0 (all networks).", zh: "请监听 127.0.0.1（仅本机）或 0.0.0.0（所有网络）。" },
    };
  }
  return {
    detail: { en: `in use by another program (${code})`, zh: `已被其他程序占用（${code}）` },
    fix: {
      en: `Find it with “ss -ltnp | grep :${port}” and stop it, or set ${setting} to another number.`,
      zh: `请用“ss -ltnp | grep :${port}”找到并停止该程序，或把 ${setting} 设为其他端口。`,
    },
  };
}

function listenFault(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

const GIGABYTE = 1024 ** 3;
/** Below this the next attachment or the database's own log may fill the disk, and a full disk stops everything. */
const LEAST_SPACE = 2 * GIGABYTE;

/** Writes and forces a small file to disk, then looks at the space left. Makes the folder when it is missing. */
export function checkFolder(folder: string, freeBytes: (folder: string) => number = bytesFree): Finding {
  const base = { id: "folder", name: { en: `Data folder ${folder}`, zh: `数据目录 ${folder}` } };
  const probe = join(folder, `.doctor-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    const file = openSync(probe, "w");
    try {
      writeSync(file, "doctor");
      fsyncSync(file);
    } finally {
      closeSync(file);
      rmSync(probe, { force: true });
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "?";
    return {
      ...base,
      ok: false,
      detail: { en: `cannot be written (${code})`, zh: `无法写入（${code}）` },
      fix: { en: "Give this user the right to write there, or choose another folder with AFTERCARE_DATA.", zh: "请授予当前用户写权限，或用 AFTERCARE_DATA 指定另一个目录。" },
    };
  }
  const free = freeBytes(folder);
  const ok = free >= LEAST_SPACE;
  const gigabytes = (free / GIGABYTE).toFixed(1);
  return {
    ...base,
    ok,
    detail: { en: `writable, ${gigabytes} GB free`, zh: `可写，剩余 ${gigabytes} GB` },
    ...(!ok && { fix: { en: "Free some space, or move the folder to a larger disk and set AFTERCARE_DATA.", zh: "请清理磁盘空间，或把目录移到更大的磁盘并设置 AFTERCARE_DATA。" } }),
  };
}

function bytesFree(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Every open chat is a socket, and every socket a file descriptor. */
const LEAST_DESCRIPTORS = 4096;

/** @param limit how many files this process may open */
export function checkDescriptors(limit: number = descriptorLimit()): Finding {
  const ok = limit >= LEAST_DESCRIPTORS;
  const shown = Number.isFinite(limit) ? String(limit) : "∞";
  return {
    id: "descriptors",
    name: { en: "Open files", zh: "打开文件数" },
    ok,
    detail: { en: `up to ${shown}`, zh: `上限 ${shown}` },
    ...(!ok && {
      fix: {
        en: "Each open chat needs one. Raise the limit before the start: ulimit -n 65536 (systemd: LimitNOFILE=65536).",
        zh: "每个在线会话占用一个。请在启动前提高上限：ulimit -n 65536（systemd：LimitNOFILE=65536）。",
      },
    }),
  };
}

function descriptorLimit(): number {
  try {
    const text =
      process.platform === "linux"
        ? /Max open files\s+(\S+)/.exec(readFileSync("/proc/self/limits", "utf8"))?.[1]
        : execFileSync("/bin/sh", ["-c", "ulimit -n"], { encoding: "utf8" }).trim();
    return text === "unlimited" || text === undefined ? Number.POSITIVE_INFINITY : Number(text);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
