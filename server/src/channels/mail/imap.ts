import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelContext } from '../channel.ts';
import { connectImap, createFolderIntake } from './imap-session.ts';
import { type Position, positionKey, readPosition } from './imap-position.ts';
import { type MailAccount, mailAccount } from './settings.ts';

export interface ImapTiming {
  /** First pause after a broken connection; doubles each time. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** We look without being told, should a server forget to say. */
  readonly lookEveryMs: number;
}
const usual: ImapTiming = { firstPauseMs: 1000, longestPauseMs: 5 * 60_000, lookEveryMs: 3 * 60_000 };

/** Follows one mailbox until told to stop: connects, catches up, waits (IDLE), and again whatever breaks. */
function watchMailbox(context: ChannelContext, account: MailAccount, timing: ImapTiming): { stop(): Promise<void> } {
  const { log } = context.platform;
  const { imap, imapPassword = '' } = account.settings;
  const stopped = new AbortController();
  let hangUp = () => {};
  if (!imap) return { stop: async () => {} };
  const key = positionKey(imap);
  let position: Position | null = readPosition(account.cursor, key);

  async function session(onSuccess: () => void): Promise<void> {
    if (!imap) return;
    const client = await connectImap(context, imap, imapPassword);
    let wake = () => {};
    let news = false;
    const notice = () => { news = true; wake(); };
    hangUp = () => { notice(); client.close(); };
    client.on('exists', notice);
    client.on('close', notice);
    try {
      await client.mailboxOpen(imap.folder);
      const intake = createFolderIntake(context, account, imap, client, key, position);
      while (!stopped.signal.aborted) {
        news = false;
        try { await intake.catchUp(); } finally { position = intake.position(); }
        await context.health(account.id, null);
        onSuccess();
        if (!client.usable) throw new Error('The IMAP server closed the connection');
        if (!news) {
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, timing.lookEveryMs);
            wake = () => { clearTimeout(timer); resolve(); };
          });
        }
        if (!client.usable && !stopped.signal.aborted) throw new Error('The IMAP server closed the connection');
      }
    } finally {
      hangUp = () => {};
      if (client.usable) await Promise.race([client.logout().catch(() => {}), sleep(1000)]);
      client.close();
    }
  }

  const loop = (async () => {
    let failures = 0;
    while (!stopped.signal.aborted) {
      try {
        await session(() => { failures = 0; });
      } catch (error) {
        if (stopped.signal.aborted) break;
        failures++;
        const sentence = explain(error);
        log.warn({ account: account.id, fault: sentence, failures }, 'the mailbox cannot be read, trying again');
        // A server that hangs up now and then is everyday; only what does not mend itself is told.
        if (failures > 1 || isAnswer(error)) await context.health(account.id, sentence).catch(() => {});
        const pause = Math.min(timing.longestPauseMs, timing.firstPauseMs * 2 ** Math.min(failures - 1, 16)) * (0.75 + Math.random() / 2);
        await sleep(pause, undefined, { signal: stopped.signal }).catch(() => {});
      }
    }
  })();
  return { stop: async () => { stopped.abort(); hangUp(); await loop; } };
}

interface ImapFault extends Error { authenticationFailed?: boolean; responseText?: string; code?: string }

const isAnswer = (error: unknown): boolean => (error as ImapFault).authenticationFailed === true || (error as ImapFault).responseText !== undefined;

/** What went wrong, as the server put it where it spoke. */
export function explain(error: unknown): string {
  const fault = error as ImapFault;
  const said = fault.responseText ?? fault.message;
  return fault.authenticationFailed ? `The server refused user name or password: ${said}` : said;
}

/** All mailboxes that are fetched by IMAP; starts, stops and restarts them as accounts change. */
export async function startImap(context: ChannelContext, timing: ImapTiming = usual): Promise<{ stop(): Promise<void> }> {
  const { log } = context.platform;
  const running = new Map<number, { version: number; watch: { stop(): Promise<void> } }>();
  let work: Promise<void> = Promise.resolve();
  let stopped = false;

  async function align(): Promise<void> {
    if (stopped) return;
    const wanted = new Map((await context.accounts()).map(mailAccount).filter((a) => a.settings.imap !== null).map((a) => [a.id, a]));
    for (const [id, { version, watch }] of running) {
      if (wanted.get(id)?.version === version) continue;
      running.delete(id);
      await watch.stop();
    }
    for (const account of wanted.values()) {
      if (running.has(account.id)) continue;
      // Asked again: the list may be older than the last mail.
      const newest = await context.account(account.id);
      running.set(account.id, { version: account.version, watch: watchMailbox(context, newest ? mailAccount(newest) : account, timing) });
    }
  }
  const soon = () => { work = work.then(align).catch((error: unknown) => log.error({ err: error }, 'mailboxes could not be started')); };
  const off = context.onAccountsChanged(soon);
  soon();
  await work;
  return {
    async stop() {
      stopped = true;
      off();
      await work;
      await Promise.all([...running.values()].map(({ watch }) => watch.stop()));
    },
  };
}
