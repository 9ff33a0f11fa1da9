/** Whether the database can serve us: reachable, new enough, finds Chinese, agrees on the time. */
import pg from "pg";
import type { Finding } from "./finding.ts";

const OLDEST = 15;
/** A word whose trigrams a database makes only when its locale knows that Chinese characters are letters. */
const PROBE = "打印机";
/** Clocks that differ by more (ms) put events and deadlines into the wrong order. */
const TOLERATED_SKEW = 2_000;

/**
 * All checks that need a connection. When there is none, that is the only finding.
 * @param now the machine's clock, in ms since 1970
 */
export async function checkDatabase(url: string, now: () => number = Date.now): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    return [unreachable(url, error as Error)];
  }
  try {
    return [await checkVersion(client), await checkChinese(client), await checkClock(client, now)];
  } finally {
    await client.end().catch(() => undefined);
  }
}

function unreachable(url: string, error: Error): Finding {
  const { hostname, port, pathname } = new URL(url);
  const where = `${hostname}:${port || 5432}${pathname}`;
  return {
    id: "database",
    name: { en: "Database", zh: "数据库" },
    ok: false,
    detail: { en: `no connection to ${where} (${error.message})`, zh: `无法连接 ${where}（${error.message}）` },
    fix: {
      en: "Check host, port, user and password in DATABASE_URL, and that PostgreSQL is running and lets this machine in (pg_hba.conf).",
      zh: "请检查 DATABASE_URL 中的主机、端口、用户和密码，并确认 PostgreSQL 正在运行且允许本机连接（pg_hba.conf）。",
    },
  };
}

async function checkVersion(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ server_version: string }>("show server_version");
  const version = rows[0]?.server_version ?? "0";
  const ok = Number.parseInt(version, 10) >= OLDEST;
  return {
    id: "database-version",
    name: { en: "Database version", zh: "数据库版本" },
    ok,
    detail: { en: `PostgreSQL ${version}`, zh: `PostgreSQL ${version}` },
    ...(!ok && { fix: { en: `Upgrade to PostgreSQL ${OLDEST} or newer.`, zh: `请升级到 PostgreSQL ${OLDEST} 或更高版本。` } }),
  };
}

async function checkChinese(client: pg.Client): Promise<Finding> {
  const name = { en: "Chinese search", zh: "中文搜索" };
  let trigrams: string[];
  try {
    // Looked at and undone: a check changes nothing.
    await client.query("begin");
    await client.query("create extension if not exists pg_trgm");
    const { rows } = await client.query<{ trigrams: string[] }>("select show_trgm($1) as trigrams", [PROBE]);
    trigrams = rows[0]?.trigrams ?? [];
  } catch (error) {
    return {
      id: "database-chinese",
      name,
      ok: false,
      detail: { en: `the extension pg_trgm is not available (${(error as Error).message})`, zh: `扩展 pg_trgm 不可用（${(error as Error).message}）` },
      fix: {
        en: "Install the contrib package of your PostgreSQL, then run as a superuser in this database: create extension pg_trgm;",
        zh: "请安装 PostgreSQL 的 contrib 软件包，然后以超级用户在该数据库中执行：create extension pg_trgm;",
      },
    };
  } finally {
    await client.query("rollback").catch(() => undefined);
  }
  const ok = trigrams.length > 0;
  return {
    id: "database-chinese",
    name,
    ok,
    detail: ok
      ? { en: `“${PROBE}” gives ${trigrams.length} trigrams`, zh: `“${PROBE}”可拆分为 ${trigrams.length} 个三元组` }
      : { en: `“${PROBE}” gives no trigrams: with this locale Chinese words would never be found`, zh: `“${PROBE}”无法拆分为三元组：在当前区域设置下将搜不到中文` },
    ...(!ok && {
      fix: {
        en: "Make a database with a locale that knows Chinese, and move the data: create database aftercare template template0 encoding 'UTF8' locale_provider icu icu_locale 'und' locale 'C.UTF-8';",
        zh: "请用支持中文的区域设置新建数据库并迁移数据：create database aftercare template template0 encoding 'UTF8' locale_provider icu icu_locale 'und' locale 'C.UTF-8';",
      },
    }),
  };
}

async function checkClock(client: pg.Client, now: () => number): Promise<Finding> {
  const before = now();
  const { rows } = await client.query<{ at: number }>("select extract(epoch from clock_timestamp())::float8 * 1000 as at");
  const after = now();
  // The answer was given somewhere between the two.
  const skew = Math.round((rows[0]?.at ?? 0) - (before + after) / 2);
  const ok = Math.abs(skew) <= TOLERATED_SKEW + (after - before) / 2;
  const seconds = (skew / 1000).toFixed(1);
  return {
    id: "clock",
    name: { en: "Clock", zh: "时钟" },
    ok,
    detail: { en: `the database's clock differs by ${seconds} s`, zh: `与数据库时钟相差 ${seconds} 秒` },
    ...(!ok && {
      fix: {
        en: "Let both machines keep their time by NTP (timedatectl set-ntp true): deadlines and the order of messages depend on it.",
        zh: "请让两台机器都通过 NTP 校时（timedatectl set-ntp true）：时限与消息顺序都依赖时钟。",
      },
    }),
  };
}
