import type { Principal } from '../../platform/auth/index.ts';
import { may } from '../../platform/auth/index.ts';
import { Json, Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import { type Tickets, doorsFor, nextStates } from '../tickets/index.ts';
import { readPosition, writePosition } from './cursor.ts';
import { keepMessages } from './kept-messages.ts';
import type { ReadMarks } from './read-marks.ts';
import { shareReadings } from './share.ts';
import { type PageRow, itemEnd, messageRows, readPage } from './store-page.ts';

const itemsPerPage = 50;

/** The ticket's page: one statement, one more for messages not seen lately; seeing it marks the customer's words as read, after the answer. */
export function createTicketPage(platform: Pick<Platform, 'db'>, tickets: Tickets, conversations: Conversations, readMarks: ReadMarks) {
  const share = shareReadings<(PageRow & { items: string }) | undefined>();
  const messages = keepMessages((ids) => messageRows(platform.db, ids));
  async function read(id: number, principal: Principal, before: readonly string[] | null) {
    const row = await readPage(platform.db, id, tickets.visible(principal), before, itemsPerPage);
    return row && { ...row, items: await timeline(row) };
  }
  async function timeline(row: PageRow): Promise<string> {
    const items = row.timeline ? row.timeline.split(itemEnd) : [];
    const named = items.flatMap((item) => {
      const [id = '', version = '', isRead] = item.startsWith('{') ? [] : item.split(' ');
      return id ? [{ id: Number(id), version, isRead: isRead === 'r' }] : [];
    });
    const told = await messages(named);
    return items.map((item) => (item.startsWith('{') ? item : told.get(Number.parseInt(item, 10)))).filter(Boolean).join(',');
  }
  return async (id: number, principal: Principal, before: string | undefined, peek = false): Promise<Json> => {
    const position = readPosition(before, 'timeline', [['time', 'number', 'number']]);
    // Screens that show the same ticket learn of news together, and ask together.
    const who = principal.scope === 'all' ? '' : `${principal.kind}${principal.id}`;
    const reading = share(`${id} ${before ?? ''} ${who}`, () => read(id, principal, position.after));
    const [row, accounts] = await Promise.all([reading, conversations.accounts.rows()]);
    if (!row) throw new Refusal('not-found');
    const unseen = (row.conversations ?? []).flatMap(([conversationId, , messageId, readUpTo]) => (messageId !== null && messageId > readUpTo ? [{ conversationId, messageId }] : []));
    if (!before && !peek && principal.kind === 'agent' && (row.unread || unseen.length > 0)) readMarks.add(id, unseen, principal);
    const channels = doorsFor({ lastKind: row.conversations?.[0]?.[1] ?? null, prefers: row.prefers, asked: row.asked, identities: row.identities, accounts });
    const can = { reply: may(principal, 'tickets.reply'), write: may(principal, 'tickets.write'), assign: may(principal, 'tickets.assign') };
    const older = row.more && row.oldest ? writePosition({ sort: 'timeline', part: 0, after: row.oldest.split('|') }) : null;
    return new Json(`{"ticket":${row.ticket},"customer":${row.customer},"timeline":[${row.items}],"older":${JSON.stringify(older)},"clocks":${row.clocks},"links":${row.links},"survey":${row.survey},`
      + `"channels":${JSON.stringify(channels)},"can":${JSON.stringify(can)},"nextStates":${JSON.stringify(nextStates(row.status))}}`);
  };
}
