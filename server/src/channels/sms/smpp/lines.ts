import type { Account, ChannelContext } from '../../channel.ts';
import type { SmsDesk } from '../settings.ts';
import { keepLink } from './link.ts';

/** Lines of all accounts that are at a message centre; starts, stops and restarts them as accounts change. */
export async function startLines(context: ChannelContext, deskOf: (account: Account) => SmsDesk): Promise<{ stop(): Promise<void> }> {
  const { log } = context.platform;
  const running = new Map<number, { version: number; link: { stop(): Promise<void> } }>();
  let work: Promise<void> = Promise.resolve();
  let stopped = false;
  async function align(): Promise<void> {
    if (stopped) return;
    const wanted = new Map((await context.accounts()).filter((a) => a.settings['gateway'] === 'smpp').map((a) => [a.id, a]));
    for (const [id, { version, link }] of running) {
      if (wanted.get(id)?.version === version) continue;
      running.delete(id);
      await link.stop();
    }
    for (const account of wanted.values()) if (!running.has(account.id)) running.set(account.id, { version: account.version, link: keepLink(deskOf(account)) });
  }
  const soon = () => { work = work.then(align).catch((error: unknown) => log.error({ err: error }, 'lines to message centres could not be started')); };
  const off = context.onAccountsChanged(soon);
  soon();
  await work;
  return {
    async stop() {
      stopped = true;
      off();
      await work;
      await Promise.all([...running.values()].map(({ link }) => link.stop()));
    },
  };
}
