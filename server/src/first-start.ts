import type { App } from './app.ts';
import { sql } from './platform/db/index.ts';
import type { Welcome } from './running.ts';
import { seedInstallation } from './seed.ts';

/** Prepares an empty installation once: roles, calendars, policies, and either the demo company or a link for its first administrator. */
export async function firstStart(app: App, options: { demo: boolean }): Promise<Welcome | null> {
  const { db } = app.platform;
  const seeded = await db.one<{ value: unknown }>(sql`select value from installation where key = 'seeded'`);
  if (!seeded) {
    await db.tx(async (tx) => {
      // Two nodes may start on one empty database: the first one prepares it.
      await tx.run(sql`select pg_advisory_xact_lock(7263002)`);
      if (await tx.one(sql`select 1 from installation where key = 'seeded'`)) return;
      await seedInstallation(app, tx);
      await tx.run(sql`insert into installation (key, value) values ('seeded', 'true')`);
    });
  }
  // Diagrams and tables that came with this version; what people drew themselves is left alone.
  await db.tx(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(7263002)`);
    await app.afterSales.processes.seed(tx);
  });
  if (!(await app.org.isEmpty())) return null;
  if (!options.demo) return { setupLink: await app.signIn.setupLink(), accounts: [], tickets: 0 };
  const { loadDemo } = await import('./demo/index.ts');
  return { setupLink: null, ...(await loadDemo(app)) };
}
