import type { Account, ChannelContext } from '../channel.ts';
import type { Desk, SocialPlatform, SocialSettings } from './platform.ts';
import * as store from './store.ts';

interface Turn { readonly running: Promise<void>; next: Promise<void> | null }

/**
 * One look at a time for an account, over all nodes: the row is the lock. Who comes while a look is under way shares the next
 * one, which begins after it and so sees what they came for; however many ring, a process holds one connection for it.
 */
export function createLooks() {
  const turns = new Map<number, Turn>();
  return function look<S>(desk: Desk<S>, work: (desk: Desk<S>) => Promise<void>): Promise<void> {
    const { id } = desk.account;
    const turn = turns.get(id);
    if (turn) {
      turn.next ??= turn.running.catch(() => {}).then(() => look(desk, work));
      return turn.next;
    }
    const running = desk.context.platform.work.tx(async (tx) => {
      await store.lockToken(tx, id, 'poll');
      await work(desk);
    }).finally(() => turns.delete(id));
    turns.set(id, { running, next: null });
    return running;
  };
}

/** Looks at every account in its turn until stopped; a fault is told and tried again. */
export function startPolls<S extends SocialSettings>({ poll }: SocialPlatform<S>, context: ChannelContext, deskOf: (account: Account) => Desk<S>): { stop(): Promise<void> } {
  if (!poll) return { stop: async () => {} };
  let stopped = false;
  let wake: (() => void) | null = null;
  const loop = (async () => {
    while (!stopped) {
      for (const account of await context.accounts().catch(() => [])) {
        if (stopped) return;
        await poll.work(deskOf(account)).then(() => context.health(account.id, null), async (error: unknown) => {
          context.platform.log.warn({ err: error, account: account.id }, 'a poll failed, trying again');
          await context.health(account.id, (error as Error).message).catch(() => {});
        });
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, poll.everySeconds * 1000);
        wake = () => { clearTimeout(timer); resolve(); };
      });
    }
  })();
  return { async stop() { stopped = true; wake?.(); await loop; } };
}
