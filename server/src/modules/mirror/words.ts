import type { DeskAccount, DeskAdapter, DeskPerson, DeskStatus, DeskWords } from '../../integrations/desk.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { MessageRow } from '../conversations/index.ts';
import type { LinkRow } from './store.ts';

/** Larger files stay where they are; their names travel. */
export const largestFile = 20 * 1024 * 1024;
const classes: Readonly<Record<string, DeskStatus>> = { new: 'open', open: 'open', pending: 'pending', hold: 'hold', solved: 'solved', closed: 'solved' };
/** Our states as the other side may know them. */
export const statusOf = (status: string): DeskStatus => classes[status] ?? 'open';

/** Signs of ours on what we write over there, so that it is known when it comes back. */
export function createMarks({ secrets, clock }: Pick<Platform, 'secrets' | 'clock'>) {
  const read = (kind: string, mark: string | null): number | null => {
    if (!mark) return null;
    const read = secrets.verify('mirror', mark, clock.now());
    const [what, id] = 'payload' in read ? read.payload.split(':') : [];
    return what === kind && id ? Number(id) : null;
  };
  return {
    message: (link: LinkRow, messageId: number) => secrets.sign('mirror', `m:${messageId}:${link.accountId}`, null),
    readMessage: (mark: string | null) => read('m', mark),
    note: (link: LinkRow, noteId: number) => secrets.sign('mirror', `n:${noteId}:${link.accountId}`, null),
    readNote: (mark: string | null) => read('n', mark),
    ticket: (link: LinkRow) => secrets.sign('mirror', `t:${link.ticketId}:${link.generation}:${link.accountId}`, null),
    readTicket: (mark: string | null) => read('t', mark),
    customer: (customerId: number) => secrets.sign('mirror', `c:${customerId}`, null),
  };
}
export type Marks = ReturnType<typeof createMarks>;

/** A note of ours as it is written over there: nobody's customer sees it. */
export async function noteWords(platform: Pick<Platform, 'files'>, note: { body: string; author: DeskPerson; files: readonly { id: number; name: string; type: string; size: number }[] }, mark: string): Promise<DeskWords> {
  const files = [];
  for (const f of note.files) if (f.size <= largestFile) files.push({ name: f.name, type: f.type, bytes: await platform.files.read(f.id) });
  const left = note.files.filter((f) => f.size > largestFile).map((f) => `[${f.name}]`);
  return { mark, from: 'agent', author: note.author, text: [note.body, ...left].filter((part) => part.trim() !== '').join('\n\n'), public: false, files };
}

/** A message of ours as it is written over there. What the desk itself would bring to the customer a second time goes in as a note. */
export async function wordsOf(platform: Pick<Platform, 'files'>, link: LinkRow, message: MessageRow, author: DeskPerson, mark: string): Promise<DeskWords> {
  const files = [];
  const left: string[] = [];
  for (const a of message.attachments) {
    if (a.size > largestFile) left.push(a.name);
    else files.push({ name: a.name, type: a.type, bytes: await platform.files.read(a.fileId) });
  }
  const text = [message.body, ...left.map((name) => `[${name}]`)].filter((part) => part.trim() !== '').join('\n\n');
  const byDesk = link.door === 'there' && message.direction === 'out' && message.accountId !== link.accountId;
  return { mark, from: message.direction === 'in' ? 'customer' : 'agent', author, text: byDesk ? `(${message.channel}) ${text}` : text, public: !byDesk, files };
}

/** An outside desk as we are connected to it. */
export interface Seat { readonly account: DeskAccount; readonly kind: DeskAdapter['kind']; readonly name: string; readonly teamId: number | null; /** Tickets that begin there come here too. */ readonly take: boolean; /** Internal notes go both ways. */ readonly notes: boolean }
