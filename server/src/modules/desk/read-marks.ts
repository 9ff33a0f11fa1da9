import { type Principal, actorOf } from '../../platform/auth/index.ts';
import type { Platform, Service } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import { markTicketsRead } from './store-read-marks.ts';

const pauseMs = 100;
interface Seen { readonly principal: Principal; readonly upTo: Map<number, number> }

/** Remembers what agents have seen and writes it down shortly after, many pages at once: looking at a page stays a reading. */
export function createReadMarks(platform: Pick<Platform, 'work' | 'log'>, conversations: Conversations) {
  const { work, log } = platform;
  let waiting = new Map<number, Seen>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  async function write(seen: ReadonlyMap<number, Seen>): Promise<void> {
    if (seen.size === 0) return;
    await work.tx(async (tx) => {
      // Always in the order of their numbers, so that two writers never wait for each other in a ring.
      const tickets = [...seen.entries()].toSorted(([a], [b]) => a - b);
      await markTicketsRead(tx, tickets.map(([id]) => id));
      const marks = tickets.flatMap(([, s]) => [...s.upTo].map(([conversationId, messageId]) => ({ conversationId, messageId, principal: s.principal }))).toSorted((a, b) => a.conversationId - b.conversationId);
      for (const mark of marks) await conversations.markRead(tx, mark.conversationId, 'agent', mark.messageId, actorOf(mark.principal));
    });
  }
  /** Writes everything that waits. */
  function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const seen = waiting;
    waiting = new Map();
    writing = writing.then(() => write(seen)).catch((error: unknown) => log.warn({ err: error }, 'what agents have seen was not written down'));
    return writing;
  }

  const service: Service = { name: 'desk.read-marks', role: 'api', start: () => Promise.resolve(), stop: flush };
  return {
    service,
    flush,
    add(ticketId: number, unseen: readonly { conversationId: number; messageId: number }[], principal: Principal): void {
      const seen = waiting.get(ticketId) ?? { principal, upTo: new Map<number, number>() };
      for (const u of unseen) seen.upTo.set(u.conversationId, Math.max(u.messageId, seen.upTo.get(u.conversationId) ?? 0));
      waiting.set(ticketId, seen);
      timer ??= setTimeout(() => void flush(), pauseMs);
    },
  };
}
export type ReadMarks = ReturnType<typeof createReadMarks>;
