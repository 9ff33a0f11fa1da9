import { createGather } from '../../platform/db/index.ts';
import { pem } from '../../platform/config/index.ts';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { ChannelContext } from '../channel.ts';
import { followDirectory } from './directory.ts';
import { rawId } from './raw-id.ts';
import { createDoorkeeper, SmtpRefusal, smtpLimits } from './smtp-limits.ts';

type RawMail = Parameters<ChannelContext['acceptMany']>[0][number];
type Done = (error?: Error | null) => void;

/**
 * The door for mail by SMTP. A mail is acknowledged (250) when the transaction that holds it has committed; recipients that are
 * none of ours get 550. One mail for two of our mailboxes is two messages.
 * @returns the port it listens on (useful with port 0) and how to stop it
 */
export async function startSmtpIntake(context: ChannelContext): Promise<{ port: number; stop(): Promise<void> }> {
  const { config, log, clock } = context.platform;
  const directory = followDirectory(context);
  // Many senders, few transactions: who comes while one commits goes along with the next.
  const commit = createGather(async (waiting: readonly { items: readonly RawMail[]; bytes: number }[]) => { await context.acceptMany(waiting.flatMap((w) => w.items)); return waiting; }, { most: 64, weight: (w) => w.bytes, heaviest: 24 * 1024 * 1024 });
  const doorkeeper = createDoorkeeper(() => clock.now().getTime());
  const guests = new WeakSet<SMTPServerSession>();
  const strangers = new WeakMap<SMTPServerSession, number>();
  const tls = config.SMTP_TLS_CERT ? { cert: pem(config.SMTP_TLS_CERT), key: pem(config.SMTP_TLS_KEY ?? '') } : null;
  const told = new Map<number, number>();
  let memory = 0;

  /** A mailbox that just got mail is well; said once a minute at most. */
  const well = (accountId: number): void => {
    const now = clock.now().getTime();
    if (now - (told.get(accountId) ?? 0) < 60_000) return;
    told.set(accountId, now);
    context.health(accountId, null).catch((error: unknown) => log.debug({ err: error }, 'the health of a mailbox could not be noted'));
  };

  const checkRecipient = async (address: string, session: SMTPServerSession): Promise<void> => {
    const found = await directory.get().catch((error: unknown) => {
      log.warn({ err: error }, 'mailboxes could not be read, senders are asked to come back');
      throw new SmtpRefusal(451, 'Try again later');
    });
    if (found.find(address)) return;
    const count = (strangers.get(session) ?? 0) + 1;
    strangers.set(session, count);
    if (count > smtpLimits.unknownRecipients) throw new SmtpRefusal(421, 'Too many unknown recipients');
    throw new SmtpRefusal(550, 'No such mailbox here');
  };

  /** Takes the bytes in, bounded per mail and over all mails. */
  const collect = async (stream: SMTPServerDataStream): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    let size = 0;
    let refusal: SmtpRefusal | null = null;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        // What is refused already still has to be read to its end, so that the answer comes where the sender expects it.
        if (refusal) continue;
        size += chunk.length;
        memory += chunk.length;
        chunks.push(chunk);
        if (size > smtpLimits.mailBytes || stream.sizeExceeded) refusal = new SmtpRefusal(552, `The mail is larger than ${smtpLimits.mailBytes / 1024 / 1024} MB`);
        else if (memory > smtpLimits.memoryBytes) refusal = new SmtpRefusal(452, 'Too much mail at once, try again later');
        if (refusal) { memory -= size; size = 0; chunks.length = 0; }
      }
      if (refusal) throw refusal;
      return Buffer.concat(chunks, size);
    } finally {
      memory -= size;
    }
  };

  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> => {
    // The session's envelope may be another mail's by the time this one is stored.
    const { mailFrom, rcptTo } = session.envelope;
    const content = await collect(stream);
    const found = await directory.get();
    const perAccount = new Map<number, string[]>();
    for (const { address } of rcptTo) {
      const account = found.find(address);
      if (account) perAccount.set(account.id, [...(perAccount.get(account.id) ?? []), address]);
    }
    // Switched off between RCPT and the end of the mail.
    if (perAccount.size === 0) throw new SmtpRefusal(550, 'No such mailbox here');
    const externalId = rawId(content);
    const meta = { via: 'smtp', envelopeFrom: mailFrom ? mailFrom.address : '', remote: session.remoteAddress, helo: session.hostNameAppearsAs, tls: session.secure };
    const items = [...perAccount].map(([accountId, recipients]): RawMail => ({ accountId, externalId, content, meta: { ...meta, recipients } }));
    await commit({ items, bytes: content.length * items.length });
    for (const accountId of perAccount.keys()) well(accountId);
    return 'Taken';
  };

  const answer = (work: Promise<unknown>, done: Done): void => {
    work.then(() => done(null), (error: unknown) => {
      if ((error as { code?: string }).code === 'ECONNECTION') log.debug({ err: error }, 'a sender hung up in the middle of a mail');
      else if (!(error instanceof SmtpRefusal)) log.error({ err: error }, 'a mail could not be stored; the sender keeps it and comes back');
      done(error instanceof SmtpRefusal ? error : new SmtpRefusal(451, 'The mail could not be stored, try again later'));
    });
  };

  const server = new SMTPServer({
    name: new URL(config.publicUrl).hostname, banner: 'Aftercare', size: smtpLimits.mailBytes, authOptional: true, disableReverseLookup: true, logger: false,
    disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'], maxClients: smtpLimits.clients, maxRecipients: smtpLimits.recipients, socketTimeout: smtpLimits.idleMs, closeTimeout: 5000,
    ...(tls ? { cert: tls.cert, key: tls.key } : {}),
    onConnect(session, done) {
      try { doorkeeper.enter(session.remoteAddress); guests.add(session); done(); } catch (error) { done(error as Error); }
    },
    onClose(session) { if (guests.delete(session)) doorkeeper.leave(session.remoteAddress); },
    onRcptTo(address, session, done) { answer(checkRecipient(address.address, session), done); },
    onData(stream, session, done) { answer(take(stream, session), done); },
  });
  // Broken connections are the senders' business; they come back with what was not acknowledged.
  server.on('error', (error: Error & { code?: string }) => { log.debug({ err: error }, 'an SMTP connection broke'); });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(config.SMTP_PORT, config.SMTP_HOST, resolve);
  });
  const { port } = server.server.address() as { port: number };
  log.info({ port, tls: tls !== null }, 'mail is taken by SMTP');
  return {
    port,
    async stop() {
      directory.stop();
      await new Promise<void>((resolve) => { server.close(() => resolve()); });
    },
  };
}
