import type { TestApp } from '../../platform/testing/app.ts';
import { testApp } from '../../platform/testing/app.ts';
import { type SMTPServerSession, SMTPServer } from 'smtp-server';
import { createTransport } from 'nodemailer';
import { createMailAdapter, type MailAdapter, type MailRunning } from './index.ts';
import type { ImapTiming } from './imap.ts';

export interface MailTest extends TestApp {
  readonly adapter: MailAdapter;
  readonly smtpPort: number;
  /** Adds a mailbox and returns its id. */
  mailbox(address: string, settings?: Record<string, unknown>): Promise<number>;
  /** All raw items, oldest first. */
  raws(): Promise<{ id: number; accountId: number; externalId: string; state: string; meta: Record<string, unknown>; content: Buffer }[]>;
  /** All messages, oldest first, each with its ticket. */
  messages(): Promise<StoredMessage[]>;
  /** Sends over SMTP to the intake, as a stranger's mail server would. */
  deliver(mail: Record<string, unknown>): Promise<void>;
}
export interface StoredMessage {
  id: number; conversationId: number; ticketId: number | null; customerId: number; direction: string; authorName: string; externalId: string; subject: string; body: string; html: string | null; quoted: string | null; flag: string | null;
  delivery: string; deliveryError: string | null; attachments: { fileId: number; key: string; name: string; type: string; size: number; inline: boolean }[]; meta: Record<string, unknown>; at: Date;
}

/** An application whose mail door is open on a free port. */
export async function mailTest(options: { imap?: ImapTiming } = {}): Promise<MailTest> {
  const base = await testApp();
  const { app } = base;
  const adapter = createMailAdapter(app.platform, options);
  app.conversations.useAdapters([adapter]);
  const running: MailRunning = await adapter.start(app.conversations.contextOf('mail'));
  const { db } = app.platform;
  return {
    ...base, adapter, smtpPort: running.smtpPort,
    async mailbox(address, settings = {}) {
      const account = await db.tx((tx) => app.conversations.accounts.create(tx, { kind: 'mail', name: 'Northwind Service', address, language: 'en', teamId: null, enabled: true, settings }));
      return account.id;
    },
    raws: () => db.rows({ text: 'select id, channel_account_id as "accountId", external_id as "externalId", state, meta, content from raw_item order by id', values: [] }),
    messages: () => db.rows({
      text: `select m.id, m.conversation_id as "conversationId", c.customer_id as "customerId", tc.ticket_id as "ticketId", m.direction, m.author_name as "authorName", m.external_id as "externalId", m.subject, m.body, m.html, m.quoted, m.flag, m.delivery,
        m.delivery_error as "deliveryError", m.attachments, m.meta, m.at from message m join conversation c on c.id = m.conversation_id left join ticket_conversation tc on tc.conversation_id = c.id order by m.id`, values: [],
    }),
    async deliver(mail) {
      const transport = createTransport({ host: '127.0.0.1', port: running.smtpPort, secure: false, ignoreTLS: true });
      try { await transport.sendMail(mail); } finally { transport.close(); }
    },
    async close() {
      await running.stop();
      await base.close();
    },
  };
}

export interface Sink {
  readonly port: number;
  readonly mails: { readonly from: string; readonly to: string[]; readonly raw: Buffer }[];
  /** What the next deliveries are answered with, one each; accepted when empty. */
  readonly answers: { readonly responseCode: number; readonly message: string }[];
  stop(): Promise<void>;
}

/** A mail server of somebody else that takes what we send. */
export async function smtpSink(options: { user?: string; password?: string } = {}): Promise<Sink> {
  const mails: Sink['mails'] = [];
  const answers: { responseCode: number; message: string }[] = [];
  const server = new SMTPServer({
    authOptional: !options.user, allowInsecureAuth: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true, logger: false, closeTimeout: 200,
    onAuth(auth, _session, done) {
      if (auth.username === options.user && auth.password === options.password) done(null, { user: auth.username });
      else done(Object.assign(new Error('Wrong user name or password'), { responseCode: 535 }));
    },
    onData(stream, session: SMTPServerSession, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const answer = answers.shift();
        if (answer) { done(Object.assign(new Error(answer.message), { responseCode: answer.responseCode })); return; }
        mails.push({ from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '', to: session.envelope.rcptTo.map((r) => r.address), raw: Buffer.concat(chunks) });
        done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    port: (server.server.address() as { port: number }).port, mails, answers,
    stop: () => new Promise((resolve) => { server.close(() => resolve()); }),
  };
}
