/**
 * Databases for tests: a fresh one per test file, cloned in some 30 ms from a template that is prepared once per run.
 *
 *     const database = await createTestDatabase("product", migrateAndSeed);
 *     afterAll(() => database.drop());
 */
import pg from "pg";
import { inject } from "vitest";

export interface TestDatabase {
  /** Connection string; superuser rights, so extensions and roles can be made. */
  url: string;
  /** Removes the database, throwing out whoever is still connected. Optional: the whole server goes at the end of the run. */
  drop(): Promise<void>;
}

/** The run's throw-away PostgreSQL, started by vitest's global set-up. */
export function testPostgres(): { adminUrl: string } {
  return { adminUrl: inject("postgresAdminUrl") };
}

/** An advisory lock of the whole server: two clones of one template at a time fail, and so do two preparations. */
const TEMPLATE_LOCK = 7_420_001;

/**
 * A fresh database as a clone of a template.
 * @param template names the template within this run; the same name must always come with the same preparation
 * @param prepare fills the empty template (migrations, fixed data), once per run; must close its connections
 */
export async function createTestDatabase(template: string, prepare: (url: string) => Promise<void>): Promise<TestDatabase> {
  const { adminUrl } = testPostgres();
  const templateName = `template_${template}`;
  const name = `test_${template}_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`.toLowerCase();
  await asAdmin(adminUrl, async (admin) => {
    await admin.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK]);
    if (!(await exists(admin, templateName))) await buildTemplate(admin, adminUrl, templateName, prepare);
    await admin.query(`create database ${pg.escapeIdentifier(name)} template ${pg.escapeIdentifier(templateName)} strategy file_copy`);
  });
  return {
    url: databaseUrl(adminUrl, name),
    drop: () => asAdmin(adminUrl, async (admin) => void (await admin.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`))),
  };
}

/** An empty database, for what tests migrations and the like. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createTestDatabase("empty", async () => undefined);
}

/** Prepared under another name and renamed: a preparation that failed leaves nothing that looks finished. */
async function buildTemplate(admin: pg.Client, adminUrl: string, name: string, prepare: (url: string) => Promise<void>): Promise<void> {
  const draft = `${name}_draft`;
  await admin.query(`drop database if exists ${pg.escapeIdentifier(draft)} with (force)`);
  await admin.query(`create database ${pg.escapeIdentifier(draft)}`);
  await prepare(databaseUrl(adminUrl, draft));
  const open = () => admin.query<{ query: string }>("select query from pg_stat_activity where datname = $1", [draft]);
  let { rows } = await open();
  // A connection that was ended a moment ago may still be on its way out.
  for (let tries = 0; rows[0] && tries < 40; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    ({ rows } = await open());
  }
  if (rows[0]) throw new Error(`The preparation of "${name}" left a connection open; its last statement: ${rows[0].query}`);
  await admin.query(`alter database ${pg.escapeIdentifier(draft)} rename to ${pg.escapeIdentifier(name)}`);
}

async function exists(admin: pg.Client, name: string): Promise<boolean> {
  return (await admin.query("select from pg_database where datname = $1", [name])).rowCount === 1;
}

async function asAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
