/** A server of its own for tests that kill it: `node testing-intake-process.ts DATABASE_URL DATA_FOLDER`. Prints its SMTP port. */
import { createApp } from '../../app.ts';
import { loadConfig } from '../../platform/config/index.ts';
import { createLog } from '../../platform/log/index.ts';
import { createMailAdapter } from './index.ts';

const [, , url = '', data = ''] = process.argv;
const config = loadConfig({}, { AFTERCARE_DATA: data, DATABASE_URL: url, SMTP_PORT: '0', PORT: '0' });
const app = await createApp({ config, databaseUrl: url, log: createLog({ level: 'fatal', pretty: false }), roles: ['api', 'worker', 'channels'], testing: true });
const adapter = createMailAdapter(app.platform);
app.conversations.useAdapters([adapter]);
await app.start();
const running = await adapter.start(app.conversations.contextOf('mail'));
process.stdout.write(`${running.smtpPort}\n`);
// Takes in while mail arrives, as the product does, so that a kill may meet any step.
for (;;) {
  await app.conversations.intake.drain();
  await new Promise((resolve) => { setTimeout(resolve, 20); });
}
