import { hashToken } from '../../platform/auth/index.ts';
import type { Handle } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import * as store from './store-factors.ts';

/** Wrong attempts that are let pass, then pauses that double up to an hour. */
const limits = { pair: 5, account: 20, address: 60 } as const;
const firstPauseMs = 60_000;
const longestPauseMs = 3_600_000;
const forgottenAfterMs = 24 * 3_600_000;
const deviceDays = 180;

export interface Attempt {
  readonly email: string;
  readonly ip: string;
  /** The signed cookie of a device that was let in before. */
  readonly device: string | undefined;
}

/**
 * Slows guessing down without giving strangers a way to lock somebody out: wrong attempts count for the account together with the address
 * they come from, and for the account as a whole only among devices that were never let in. Who signed in on this device before goes on
 * under a count of their own, whatever others do.
 */
export function createSignInGuard({ db, clock, secrets }: Pick<Platform, 'db' | 'clock' | 'secrets'>) {
  const isKnown = ({ email, device }: Attempt) => {
    const read = device === undefined ? { fault: 'forged' as const } : secrets.verify('device', device, clock.now());
    return 'payload' in read && read.payload.toLowerCase() === email.trim().toLowerCase();
  };
  const accountOf = (email: string) => hashToken(`account ${email.trim().toLowerCase()}`);
  const keysOf = (a: Attempt) => {
    const account = accountOf(a.email);
    if (isKnown(a)) return [{ key: `device ${account} ${hashToken(a.device ?? '')}`, limit: limits.pair }];
    return [{ key: `pair ${account} ${a.ip}`, limit: limits.pair }, { key: `account ${account}`, limit: limits.account }, { key: `address ${a.ip}`, limit: limits.address }];
  };
  return {
    /** Refusal `too-many-requests` while a pause lasts; says how long. */
    async assertFree(a: Attempt): Promise<void> {
      const now = clock.now();
      const until = await store.blockedUntil(db, keysOf(a).map((k) => k.key), now);
      if (until) throw new Refusal('too-many-requests', { key: 'sign-in.locked', params: { seconds: Math.ceil((until.getTime() - now.getTime()) / 1000), minutes: Math.ceil((until.getTime() - now.getTime()) / 60_000) } });
    },
    /** @returns whether this attempt began a pause */
    async failed(a: Attempt): Promise<boolean> {
      const now = clock.now();
      const keys = keysOf(a);
      let paused = false;
      for (const { key, failures } of await store.countFailures(db, keys.map((k) => k.key), now, new Date(now.getTime() - forgottenAfterMs))) {
        const beyond = failures - (keys.find((k) => k.key === key)?.limit ?? 0);
        if (beyond < 0) continue;
        paused = true;
        await store.block(db, key, new Date(now.getTime() + Math.min(longestPauseMs, firstPauseMs * 2 ** beyond)));
      }
      return paused;
    },
    /** What was counted against this device or address for this account is forgiven; not what an address did to others. */
    succeeded: (a: Attempt) => store.forgive(db, keysOf(a).filter((k) => !k.key.startsWith('address')).map((k) => k.key)),
    /** Until when somebody must wait on one device or another, and how often a wrong password was tried there. */
    waits: (email: string) => store.waitsOf(db, accountOf(email), clock.now()),
    /** Whoever looks after people has made sure who it is. What an address did to others stays. */
    letIn: (handle: Handle, email: string) => store.forgiveAccount(handle, accountOf(email)),
    deviceToken: (email: string) => secrets.sign('device', email.trim().toLowerCase(), new Date(clock.now().getTime() + deviceDays * 86_400_000)),
    sweep: (handle: Handle) => store.sweepFailures(handle, new Date(clock.now().getTime() - 2 * forgottenAfterMs)),
  };
}
export type SignInGuard = ReturnType<typeof createSignInGuard>;
