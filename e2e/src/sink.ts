import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { type ParsedMail, parseMail } from '../../server/src/channels/mail/parse/index.ts';
import { until } from './until.ts';

/** A mail as it left the product: its bytes, its header lines as they stand, and what a reader makes of it. */
export interface SentMail { readonly to: readonly string[]; readonly raw: string; header(name: string): string; readonly read: ParsedMail }

/** A mail server of somebody else's: takes everything and keeps it. */
export interface Sink { readonly port: number; next(what: string, fits: (mail: SentMail) => boolean): Promise<SentMail>; close(): Promise<void> }

export async function startSink(): Promise<Sink> {
  const mails: SentMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const bytes = Buffer.concat(parts);
        const raw = bytes.toString('utf8');
        const lines = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ').split('\r\n');
        void Promise.resolve(parseMail(bytes)).then((read) => {
          mails.push({ to: session.envelope.rcptTo.map((r) => r.address), raw, read, header: (name) => lines.find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))?.slice(name.length + 1).trim() ?? '' });
          done();
        }, done);
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    next: (what, fits) => until(`a mail: ${what}`, () => mails.find(fits), 60),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
