import type { App } from './app.ts';
import type { Config } from './platform/config/index.ts';
import { createLog } from './platform/log/index.ts';
import { type EmbeddedPostgres, startEmbedded } from './platform/postgres/index.ts';
import type { Role, Running, ServeOptions } from './running.ts';

export const allRoles: readonly Role[] = ['api', 'worker', 'channels', 'voice'];

export interface Served extends Running { readonly app: App }

/**
 * Starts PostgreSQL where none is given, migrates, prepares an empty installation and serves.
 * @throws SetupError, NewerDataError, ConfigError with a sentence for a person
 */
export async function serve(config: Config, options: ServeOptions): Promise<Served> {
  const log = createLog({ level: config.LOG_LEVEL, pretty: config.pretty });
  let postgres: EmbeddedPostgres | null = null;
  let app: App | null = null;
  try {
    const spawned = Promise.withResolvers<void>();
    const starting = config.DATABASE_URL ? Promise.resolve(null) : startEmbedded({ dataDir: config.AFTERCARE_DATA, log, onSpawn: spawned.resolve });
    options.onPostgres?.(starting);
    await Promise.race([starting, spawned.promise]);
    // The product's code is read while PostgreSQL comes up: together they are most of a start.
    const [{ createApp, migrateAll }, { firstStart }] = await Promise.all([import('./app.ts'), import('./first-start.ts')])
      .catch(async (error: unknown) => { postgres = await starting; throw error; });
    postgres = await starting;
    const databaseUrl = config.DATABASE_URL ?? postgres?.url ?? '';
    const migrated = await migrateAll(databaseUrl);
    if (migrated.length > 0) log.info({ files: migrated.length }, 'the database is up to date');
    app = await createApp({ config, databaseUrl, log, roles: options.roles, ...(options.clock ? { clock: options.clock } : {}) });
    const started = app;
    const welcome = await firstStart(started, { demo: options.demo ?? config.DATABASE_URL === undefined });
    let url = config.publicUrl;
    if (options.roles.includes('api')) {
      const http = await started.http();
      await started.start(async () => { url = await http.listen({ port: config.PORT, host: config.HOST }); });
    } else await started.start();
    log.info({ url, roles: options.roles }, 'ready');
    let stopping: Promise<void> | null = null;
    return {
      app: started, url, welcome,
      // PostgreSQL last: everything above still has something to finish on it.
      stop: () => (stopping ??= started.stop().then(() => postgres?.stop())),
    };
  } catch (error) {
    await app?.stop().catch(() => {});
    await postgres?.stop();
    throw error;
  }
}
