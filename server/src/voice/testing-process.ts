import { loadConfig } from '../platform/config/index.ts';
import { createLog } from '../platform/log/index.ts';
import { FakeClock } from '../platform/time/index.ts';
import { createApp } from '../app.ts';

/** A voice process of its own, on the database of a test, to be killed: `node testing-process.ts <instant>`. Says its port when it listens. */
const config = loadConfig();
const app = await createApp({ config, databaseUrl: config.DATABASE_URL ?? '', log: createLog({ level: 'error', pretty: false }), roles: ['voice'], clock: new FakeClock(process.argv[2] ?? '') });
await app.start();
process.stdout.write(`port ${app.voice.port}\n`);
