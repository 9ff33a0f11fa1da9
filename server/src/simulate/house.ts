import { type App, createApp } from '../app.ts';
import type { Config } from '../platform/config/index.ts';
import { createLog } from '../platform/log/index.ts';
import { borrowEmbedded } from '../platform/postgres/index.ts';
import type { Addresses } from './doors.ts';

/** This machine's own installation, asked and changed beside the running server. */
export async function inHouse<T>(config: Config, work: (app: App) => Promise<T>): Promise<T> {
  const log = createLog({ level: 'error', pretty: false });
  const postgres = config.DATABASE_URL ? null : await borrowEmbedded({ dataDir: config.AFTERCARE_DATA, log });
  try {
    const app = await createApp({ config, databaseUrl: config.DATABASE_URL ?? postgres?.url ?? '', log, roles: [] });
    try { return await work(app); } finally { await app.stop(); }
  } finally { await postgres?.stop(); }
}

/** Its own four doors, with the webhook's secret. */
export async function ownDoors(app: App, at: Pick<Addresses, 'base' | 'smtp'>): Promise<Addresses> {
  const first = async (kind: 'mail' | 'chat' | 'webhook') => (await app.conversations.accounts.ofKind(kind))[0];
  const [mail, chat, webhook] = [await first('mail'), await first('chat'), await first('webhook')];
  const secret = webhook?.settings['secret'];
  return { ...at, mailbox: mail?.address ?? null, site: chat?.address ?? null, webhook: webhook && typeof secret === 'string' ? { name: webhook.address, secret } : null };
}
