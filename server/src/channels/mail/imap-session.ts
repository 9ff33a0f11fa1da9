import type { ImapFlow } from 'imapflow';
import type { ChannelContext } from '../channel.ts';
import { reach } from './connection.ts';
import { pieces, type Position } from './imap-position.ts';
import { keptId, rawId } from './raw-id.ts';
import { headerValue, readHeaders } from './parse/header-block.ts';
import { ownMessageId } from './parse/message-ids.ts';
import type { MailAccount, MailSettings } from './settings.ts';

type Imap = NonNullable<MailSettings['imap']>;
type RawMail = Parameters<ChannelContext['acceptMany']>[0][number];

const batch = { count: 50, bytes: 16 * 1024 * 1024 };
/** Of a mail beyond this only the beginning is kept: no mail system passes on larger ones. */
const largestMail = 64 * 1024 * 1024;
const uidOptions = { uid: true } as const;

/** Connects and signs in. Ends with a sentence that says what to mend. */
export async function connectImap(context: Pick<ChannelContext, 'platform'>, imap: Imap, password: string): Promise<ImapFlow> {
  const target = await reach(context.platform, imap);
  // Read only where a mailbox is fetched: it is a tenth of the code of a start.
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow({
    host: target.address, servername: target.host, port: target.port, secure: imap.security === 'tls', doSTARTTLS: imap.security === 'tls' ? undefined : imap.security === 'starttls',
    auth: { user: imap.user, pass: password }, logger: false, autoIdleDelay: 50, maxIdleTime: 4 * 60_000, missingIdleCommand: 'NOOP', connectionTimeout: 20_000, greetingTimeout: 20_000,
    clientInfo: { name: 'Aftercare' },
  });
  // Without a listener a broken line would end the process; whoever waits for the connection learns of it by 'close'.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** One open folder: takes in what is new, moves the position with it, and tidies up behind. */
export function createFolderIntake(context: ChannelContext, account: MailAccount, imap: Imap, client: ImapFlow, key: string, stored: Position | null) {
  const { clock } = context.platform;
  let position = stored;

  const moveTo = (next: Position) => ({ accountId: account.id, value: { [key]: next } });
  const meta = (uid: number, internalDate: unknown) => ({ via: 'imap', folder: imap.folder, uid, recipients: [], ...(internalDate instanceof Date ? { internalDate: internalDate.toISOString() } : {}) });

  async function fetchMails(uids: readonly number[]): Promise<RawMail[]> {
    const mails = await client.fetchAll(uids.join(','), { uid: true, internalDate: true, source: { maxLength: largestMail } }, uidOptions);
    return mails.toSorted((a, b) => a.uid - b.uid).flatMap((mail) => (mail.source ? [{ accountId: account.id, externalId: rawId(mail.source), content: mail.source, meta: meta(mail.uid, mail.internalDate) }] : []));
  }

  async function sizes(uids: readonly number[]): Promise<{ uid: number; size: number }[]> {
    const found: { uid: number; size: number }[] = [];
    for (let i = 0; i < uids.length; i += 500) {
      for (const mail of await client.fetchAll(uids.slice(i, i + 500).join(','), { uid: true, size: true }, uidOptions)) found.push({ uid: mail.uid, size: mail.size ?? 0 });
    }
    return found;
  }

  const search = async (query: Parameters<ImapFlow['search']>[0]): Promise<number[]> => (await client.search(query, uidOptions)) || [];

  /** Of these mails, those whose Message-ID nobody has seen; mails without one count as unseen. */
  async function unknownOf(uids: readonly number[]): Promise<number[]> {
    const unknown: number[] = [];
    for (let i = 0; i < uids.length; i += 300) {
      const mails = await client.fetchAll(uids.slice(i, i + 300).join(','), { uid: true, headers: ['message-id'] }, uidOptions);
      const ids = mails.map((mail) => {
        const header = mail.headers ?? Buffer.alloc(0);
        const id = ownMessageId(headerValue(readHeaders(header, 0, header.length).headers, 'message-id'));
        return { uid: mail.uid, id: id === null ? null : keptId(id) };
      });
      const known = await context.known(account.id, ids.flatMap(({ id }) => id ?? []));
      unknown.push(...ids.filter(({ id }) => id === null || !known.has(id)).map(({ uid }) => uid));
    }
    return unknown;
  }

  /** Marks or moves what is ours. Repeated after a crash in between: it does no harm twice. */
  async function settle(uids: readonly number[]): Promise<void> {
    if (imap.afterImport === 'keep') return;
    for (let i = 0; i < uids.length; i += 300) {
      const range = uids.slice(i, i + 300).join(',');
      if (imap.afterImport === 'seen') await client.messageFlagsAdd(range, ['\\Seen'], uidOptions);
      else if ((await client.messageMove(range, imap.moveTo, uidOptions)) === false) throw new Error(`Mails could not be moved to the folder ${imap.moveTo}. Does it exist?`);
    }
  }

  /** First day, or a folder that was made anew: Message-IDs tell what is here already. */
  async function begin(uidValidity: string, top: number): Promise<void> {
    const since = position?.since ?? clock.now().toISOString();
    const wanted = imap.firstImport === 'all' ? await search({ all: true })
      : position ? [...new Set([...(await search({ since: new Date(since) })), ...(await search({ seen: false }))])]
        : imap.firstImport === 'unseen' ? await search({ seen: false }) : [];
    const here = wanted.filter((uid) => uid <= top).sort((a, b) => a - b);
    for (const piece of pieces(await sizes(await unknownOf(here)), batch)) await context.acceptMany(await fetchMails(piece));
    const next: Position = { uidValidity, uid: top, settled: top, since };
    await settle(here);
    await context.acceptMany([], moveTo(next));
    position = next;
  }

  return {
    /** Everything new in the open folder. */
    async catchUp(): Promise<void> {
      const { mailbox } = client;
      if (mailbox === false) throw new Error('The folder is not open');
      const uidValidity = mailbox.uidValidity.toString();
      if (position?.uidValidity !== uidValidity) {
        if (imap.afterImport === 'move') await client.mailboxCreate(imap.moveTo).catch(() => {});
        await begin(uidValidity, mailbox.uidNext - 1);
      }
      let at = position as Position;
      // A crash may have come between the commit and the tidying up.
      if (at.settled < at.uid) {
        if (imap.afterImport !== 'keep') await settle(await search({ uid: `${at.settled + 1}:${at.uid}` }));
        at = { ...at, settled: at.uid };
        position = at;
      }
      // «n:*» always names the last mail, even when it is older than n.
      const fresh = (await search({ uid: `${at.uid + 1}:*` })).filter((uid) => uid > at.uid);
      for (const piece of pieces(await sizes(fresh), batch)) {
        const next: Position = { ...at, uid: Math.max(at.uid, piece.at(-1) ?? 0) };
        await context.acceptMany(await fetchMails(piece), moveTo(next));
        position = next;
        await settle(piece);
        at = { ...next, settled: next.uid };
        position = at;
      }
    },
    position: () => position,
  };
}
