import type { Principal } from '../../platform/auth/index.ts';
import { may } from '../../platform/auth/index.ts';
import { Json, Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import { type Tickets, doorsFor, nextStates } from '../tickets/index.ts';
import { readPosition, writePosition } from './cursor.ts';
import type { ReadMarks } from './read-marks.ts';
import { shareReadings } from './share.ts';
import { type PageRow, readPage } from './store-page.ts';

const itemsPerPage = 50;

/** The ticket's page: one statement; seeing it marks the customer's words as read, after the answer. */
export function createTicketPage(platform: Pick<Platform, 'db'>, tickets: Tickets, conversations: Conversations, readMarks: ReadMarks) {
  const share = shareReadings<PageRow | undefined>();
  return async (id: number, principal: Principal, before: string | undefined): Promise<Json> => {
    const position = readPosition(before, 'timeline', [['time', 'number', 'number']]);
    // Screens that show the same ticket learn of news together, and ask together.
    const who = principal.scope === 'all' ? '' : `${principal.kind}${principal.id}`;
    const reading = share(`${id} ${before ?? ''} ${who}`, () => readPage(platform.db, id, tickets.visible(principal), position.after, itemsPerPage));
    const [row, accounts] = await Promise.all([reading, conversations.accounts.rows()]);
    if (!row) throw new Refusal('not-found');
    if (!before && principal.kind === 'agent' && (row.unread || row.unseen)) readMarks.add(id, row.unseen ?? [], principal);
    const channels = doorsFor({ lastKind: row.lastKind, prefers: row.prefers, identities: row.identities, accounts });
    const can = { reply: may(principal, 'tickets.reply'), write: may(principal, 'tickets.write'), assign: may(principal, 'tickets.assign') };
    const older = row.more && row.oldest ? writePosition({ sort: 'timeline', part: 0, after: row.oldest.split('|') }) : null;
    return new Json(`{"ticket":${row.ticket},"customer":${row.customer},"timeline":${row.timeline ?? '[]'},"older":${JSON.stringify(older)},"clocks":${row.clocks},"links":${row.links},"survey":${row.survey},`
      + `"channels":${JSON.stringify(channels)},"can":${JSON.stringify(can)},"nextStates":${JSON.stringify(nextStates(row.status))}}`);
  };
}
