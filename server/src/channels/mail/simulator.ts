import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { createMailMaker, type SimulatedMail } from './simulator-mails.ts';

export interface MailStream {
  /** Where the intake listens. */
  readonly host: string;
  readonly port: number;
  /** The mailbox it goes to. */
  readonly to: string;
  readonly count: number;
  /** Mails at once; 1 unless told. */
  readonly senders?: number;
  /** Milliseconds between two mails of one sender; 0: as fast as it goes. */
  readonly paceMs?: number;
  readonly seed?: number;
  readonly stream?: string;
  readonly at: () => Date;
  /** Ticket number of an earlier mail, for replies by `[#number]`; without it replies go by header alone. */
  readonly ticketOf?: (mail: SimulatedMail) => Promise<number | undefined>;
}

/** Customers' mail as a mail server would bring it: Chinese and English, plain, HTML, GB18030, with pictures, new and replies. */
export async function simulateMail(options: MailStream): Promise<SimulatedMail[]> {
  const { host, port, to, count, senders = 1, paceMs = 0, seed = 1, stream = `sim${seed}`, at, ticketOf } = options;
  const maker = createMailMaker({ to, seed, at, stream });
  const transport = createTransport({ host, port, secure: false, ignoreTLS: true, pool: true, maxConnections: senders, maxMessages: Number.MAX_SAFE_INTEGER, disableFileAccess: true, disableUrlAccess: true });
  const sent: SimulatedMail[] = [];
  let left = count;

  const next = async (): Promise<SimulatedMail> => {
    if (sent.length < 3 || !maker.chance(30)) return maker.request();
    const earlier = maker.pick(sent.filter((m) => m.answers === null));
    const ticketId = ticketOf && maker.chance(50) ? await ticketOf(earlier) : undefined;
    return maker.reply(earlier, ticketId);
  };
  const sender = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const mail = await next();
      await transport.sendMail({ envelope: { from: mail.from, to: [to] }, raw: mail.raw });
      sent.push(mail);
      if (paceMs > 0 && left > 0) await sleep(paceMs);
    }
  };
  try { await Promise.all(Array.from({ length: senders }, sender)); } finally { transport.close(); }
  return sent;
}
