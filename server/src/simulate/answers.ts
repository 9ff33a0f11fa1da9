import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import type { App } from '../app.ts';
import { parseMail } from '../channels/mail/parse/index.ts';
import { systemActor } from '../platform/bus/index.ts';
import { SimulatedApi } from '../platform/net/simulated-api.ts';

export interface Letter { readonly to: string; readonly messageId: string; readonly subject: string; readonly text: string }
/** Where answers of our own doors end: a mail server and a shop system on this machine. Null where the door has a way out of its own already, which stays. */
export interface Answers { readonly letters: readonly Letter[] | null; readonly shop: readonly { readonly thread: string; readonly text: string }[] | null; close(app: App): Promise<void> }

const user = 'simulate';
const callbackPath = '/simulated-shop';
const longestMail = 25 * 1024 * 1024;

/** A mailbox without an outgoing server gets one of ours, a webhook without an address for answers too; both are taken back at the end. */
export async function openAnswers(app: App, doors: readonly string[]): Promise<Answers> {
  const letters: Letter[] = [];
  const shop: { thread: string; text: string }[] = [];
  const closing: ((own: App) => Promise<void>)[] = [];
  const rowOf = async (kind: 'mail' | 'webhook') => { const [first] = await app.conversations.accounts.ofKind(kind); return first && app.conversations.accounts.byId(first.id); };
  const set = (own: App, id: number, settings: Record<string, unknown>) => own.platform.db.tx((tx) => own.conversations.accounts.update(tx, id, { settings }, systemActor));

  const mail = doors.includes('mail') ? await rowOf('mail') : undefined;
  const smtp = mail?.settings['smtp'] as { host: string; user?: string } | null | undefined;
  // Ours of an earlier run that was killed stands for none.
  const mailbox = mail && (!smtp || smtp.user === user) ? mail : null;
  if (mailbox) {
    const server = await startMailServer(letters);
    await set(app, mailbox.id, { smtp: { host: '127.0.0.1', port: server.port, security: 'none', user }, smtpPassword: user });
    closing.push(async (own) => { await set(own, mailbox.id, { smtp: null }); await server.stop(); });
  }
  const webhook = doors.includes('webhook') ? await rowOf('webhook') : undefined;
  const callback = webhook?.settings['callbackUrl'];
  const hook = webhook && (!callback || (typeof callback === 'string' && callback.endsWith(callbackPath))) ? webhook : null;
  if (hook) {
    const receiver = await new SimulatedApi().on('POST', new RegExp(`^${callbackPath}$`), ({ json }) => { if (typeof json['text'] === 'string') shop.push({ thread: String(json['thread']), text: json['text'] }); return {}; }).start();
    await set(app, hook.id, { callbackUrl: `${receiver.base}${callbackPath}` });
    closing.push(async (own) => { await set(own, hook.id, { callbackUrl: '' }); await receiver.stop(); });
  }
  return { letters: mailbox ? letters : null, shop: hook ? shop : null, async close(own) { for (const close of closing) await close(own); } };
}

/** Takes every mail; what machines write of themselves is no answer of anybody's. */
async function startMailServer(letters: Letter[]): Promise<{ port: number; stop(): Promise<void> }> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'], authOptional: true, allowInsecureAuth: true, size: longestMail,
    onAuth: (auth, _session, done) => done(null, { user: auth.username }),
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        void Promise.resolve(parseMail(Buffer.concat(parts))).then(({ messageId, subject, text, kind }) => {
          if (!kind.autoReply) letters.push({ to: session.envelope.rcptTo[0]?.address.toLowerCase() ?? '', messageId, subject, text });
          done();
        }, done);
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  return { port: typeof address === 'object' && address ? address.port : 0, stop: () => new Promise((resolve) => { server.close(() => resolve()); }) };
}
