import { createApp } from '../app.ts';
import type { Config } from '../platform/config/index.ts';
import { createLog } from '../platform/log/index.ts';
import { borrowEmbedded } from '../platform/postgres/index.ts';
import type { Addresses } from './doors.ts';

/** The doors of this machine's own installation, with the webhook's secret: asked of its database. The server must be running. */
export async function ownDoors(config: Config, at: Pick<Addresses, 'base' | 'smtp'>): Promise<Addresses> {
  const log = createLog({ level: 'error', pretty: false });
  const postgres = config.DATABASE_URL ? null : await borrowEmbedded({ dataDir: config.AFTERCARE_DATA, log });
  try {
    const app = await createApp({ config, databaseUrl: config.DATABASE_URL ?? postgres?.url ?? '', log, roles: [] });
    try {
      const first = async (kind: 'mail' | 'chat' | 'webhook') => (await app.conversations.accounts.ofKind(kind))[0];
      const [mail, chat, webhook] = [await first('mail'), await first('chat'), await first('webhook')];
      const secret = webhook?.settings['secret'];
      return { ...at, mailbox: mail?.address ?? null, site: chat?.address ?? null, webhook: webhook && typeof secret === 'string' ? { name: webhook.address, secret } : null };
    } finally { await app.stop(); }
  } finally { await postgres?.stop(); }
}
