import type { Account, ChannelAdapter, ChannelContext } from '../../channels/channel.ts';
import { signTicketCode } from '../../channels/ticket-code.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { AccountRow } from './store-accounts.ts';

/** Somebody looks at the screen meanwhile. */
const patienceMs = 4000;

/** Links that lead a customer to these doors with their ticket in hand, by account; a platform that does not answer in time has none. */
export function createInvites({ secrets, log }: Pick<Platform, 'secrets' | 'log'>, adapterOf: (row: AccountRow) => ChannelAdapter | undefined, contextOf: (kind: string) => ChannelContext, toAccount: (row: AccountRow) => Account) {
  return async function invites(rows: readonly AccountRow[], ticketId: number, expiresAt: Date): Promise<ReadonlyMap<number, string>> {
    const made = await Promise.all(rows.map(async (row): Promise<[number, string] | null> => {
      const invite = adapterOf(row)?.invite;
      if (!invite) return null;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<null>((resolve) => { timer = setTimeout(() => resolve(null), patienceMs); });
      const url = await Promise.race([invite(toAccount(row), contextOf(row.kind), signTicketCode(secrets, ticketId, expiresAt)), late])
        .catch((error: unknown) => { log.warn({ err: error, accountId: row.id }, 'a door made no link'); return null; }).finally(() => clearTimeout(timer));
      return url ? [row.id, url] : null;
    }));
    return new Map(made.filter((one) => one !== null));
  };
}
