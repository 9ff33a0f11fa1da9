import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChannelKind } from '@aftercare/contract/basics';
import { createApp, migrateAll, type App } from '../app.ts';
import { loadConfig } from '../platform/config/index.ts';
import { silentLog } from '../platform/log/index.ts';
import { createTestDatabase } from '../platform/testing/postgres.ts';
import type { Kept } from './conformance.ts';

/** A whole application that can be stopped and started on the same data. */
export async function house() {
  const database = await createTestDatabase('app', async (url) => { await migrateAll(url); });
  const config = loadConfig({}, { AFTERCARE_DATA: await mkdtemp(join(tmpdir(), 'aftercare-doors-')), DATABASE_URL: database.url, PUBLIC_URL: 'http://localhost:3000', SMTP_PORT: '0', PORT: '0', ALLOW_PRIVATE_HOSTS: '127.0.0.1,localhost' });
  let app: App;
  let base = '';
  const start = async () => {
    app = await createApp({ config, databaseUrl: database.url, log: silentLog, roles: ['api', 'worker', 'channels'], testing: true });
    const http = await app.http();
    await app.start();
    await http.listen({ port: 0, host: '127.0.0.1' });
    base = http.listeningOrigin;
  };
  await start();
  return {
    base: () => base,
    app: () => app,
    account: (kind: ChannelKind, address: string, settings: Record<string, unknown>) =>
      app.platform.db.tx((tx) => app.conversations.accounts.create(tx, { kind, name: address, address, language: 'en', teamId: null, enabled: true, settings })),
    restart: async () => { await app.stop(); await start(); },
    close: async () => { await app.stop(); await database.drop(); },
    /** Messages from outside on a ticket's or thread's conversations. */
    async kept(conversationIds: readonly number[]): Promise<Kept[]> {
      const messages = (await app.conversations.messages(conversationIds, { before: null, limit: 500 })).filter((m) => m.direction === 'in');
      return Promise.all(messages.map(async (m) => ({
        text: m.body, conversationId: m.conversationId, ticketId: await app.tickets.ticketOfConversation(m.conversationId),
        files: await Promise.all(m.attachments.map(async (a) => ({ name: a.name, bytes: await app.platform.files.read(a.fileId) }))),
      })));
    },
  };
}
/** Ids of conversations of a thread, found by what each door made of it. */
export const threads = async (app: App, accountId: number, key: string) => {
  const found = await app.conversations.contextOf('chat').talk.thread(accountId, key);
  return found ? [found.conversationId] : [];
};
