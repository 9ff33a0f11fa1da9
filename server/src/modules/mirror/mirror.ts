import { type DeskAdapter, DeskBusy, DeskRefused } from '../../integrations/desk.ts';
import type { Actor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Conversations } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Org } from '../org/index.ts';
import type { Tickets } from '../tickets/index.ts';
import { NotNow } from './not-now.ts';
import { createSync } from './sync.ts';
import * as store from './store.ts';
import * as conflicts from './store-conflicts.ts';
import { unknown } from './take.ts';
import { type Seat, createMarks } from './words.ts';

export interface MirrorParts { readonly org: Org; readonly customers: Customers; readonly conversations: Conversations; readonly tickets: Tickets }
const levelJob = 'mirror.level';
const hearJob = 'mirror.hear';
/** Pages of one look; the next look goes on. */
const mostPages = 40;

/** Tickets worked on here and in an outside desk alike: webhooks and looks in, jobs out, each ticket brought together by one hand at a time. */
export function createMirror(platform: Platform, { org, customers, conversations, tickets }: MirrorParts, list: readonly DeskAdapter[]) {
  const { db, work, jobs, clock, log, config } = platform;
  const adapters = new Map(list.map((a) => [a.kind, a]));
  const marks = createMarks(platform);
  const sync = createSync({ platform, customers, conversations, tickets, marks }, org);

  async function seatOf(accountId: number): Promise<{ adapter: DeskAdapter; seat: Seat } | null> {
    const row = await conversations.accounts.byId(accountId);
    const adapter = row ? adapters.get(row.kind as DeskAdapter['kind']) : undefined;
    if (!row || !adapter || !row.enabled) return null;
    const account = conversations.accounts.toAccount(row);
    return { adapter, seat: { account, kind: adapter.kind, name: row.name, teamId: row.teamId, take: account.settings['take'] !== false, notes: account.settings['notes'] === true } };
  }
  const ask = (tx: Tx, linkId: number, delaySeconds = 0) => jobs.enqueue(tx, levelJob, { linkId }, { key: `${levelJob}:${linkId}`, ...(delaySeconds > 0 ? { delaySeconds } : {}) });
  const hear = (tx: Tx, accountId: number, remoteId: string, delaySeconds = 0) => jobs.enqueue(tx, hearJob, { accountId, remoteId }, { key: `${hearJob}:${accountId}:${remoteId}`, ...(delaySeconds > 0 ? { delaySeconds } : {}) });
  const pause = async (accountId: number): Promise<number> => {
    const until = (await store.findDesk(work, accountId))?.holdUntil;
    return until && until > clock.now() ? Math.ceil((until.getTime() - clock.now().getTime()) / 1000) : 0;
  };
  /** What a call to the desk ended with: null when done, else seconds after which to try again. Faults that may pass are thrown. */
  async function attempt(accountId: number, work_: () => Promise<void>): Promise<number | null> {
    const wait = await pause(accountId);
    if (wait > 0) return wait;
    try {
      await work_();
      await conversations.accounts.health(accountId, null);
      return null;
    } catch (error) {
      if (error instanceof NotNow) return 2;
      if (error instanceof DeskBusy) {
        await store.holdDesk(work, accountId, new Date(clock.now().getTime() + error.seconds * 1000));
        return error.seconds;
      }
      log.warn({ err: error, accountId }, 'an outside desk could not be brought level');
      if (error instanceof DeskRefused) return null;
      await conversations.accounts.health(accountId, (error as Error).message);
      throw error;
    }
  }

  const level: Job<{ linkId: number }> = {
    name: levelJob, attempts: 25,
    async handle({ linkId }) {
      const link = await store.findLink(work, linkId);
      const at = link ? await seatOf(link.accountId) : null;
      if (!link || !at) return;
      const again = await attempt(link.accountId, () => sync.bring(at.adapter, at.seat, linkId));
      if (again !== null) await work.tx((tx) => ask(tx, linkId, again));
    },
  };
  const heard: Job<{ accountId: number; remoteId: string }> = {
    name: hearJob, attempts: 25,
    async handle({ accountId, remoteId }) {
      const at = await seatOf(accountId);
      if (!at) return;
      const known = await store.linkByRemote(work, accountId, remoteId);
      if (known) return work.tx((tx) => ask(tx, known.id));
      const again = await attempt(accountId, async () => {
        const state = await at.adapter.state(at.seat.account, remoteId, null);
        if (!state) return;
        const ours = marks.readTicket(state.ticket.mark);
        if (ours !== null) {
          const link = await store.linkOfTicket(work, accountId, ours);
          if (link && link.remoteId === null) await work.tx((tx) => ask(tx, link.id));
          return;
        }
        const linkId = at.seat.take ? await sync.adopt(at.seat, state) : undefined;
        if (linkId !== undefined) await work.tx((tx) => ask(tx, linkId));
      });
      if (again !== null) await work.tx((tx) => hear(tx, accountId, remoteId, again));
    },
  };
  /** Everything that changed there since the last look, however long ago that was: named on disk before the position moves. */
  async function look(accountId: number): Promise<void> {
    const at = await seatOf(accountId);
    if (!at) return;
    await attempt(accountId, async () => {
      for (let page = 0; page < mostPages; page++) {
        const desk = await store.findDesk(work, accountId);
        const { ids, cursor, more } = await at.adapter.changes(at.seat.account, desk?.cursor ?? null, clock.now());
        await work.tx(async (tx) => {
          for (const id of ids) await hear(tx, accountId, id);
          await store.moveDesk(tx, accountId, cursor, clock.now());
        });
        if (!more) return;
      }
    }).catch(() => null);
  }
  const desks = async () => (await conversations.accounts.rows()).filter((r) => r.enabled && adapters.has(r.kind as DeskAdapter['kind']));
  const looks: Job<unknown> = { name: 'mirror.look', cron: '* * * * *', async handle() { for (const { id } of await desks()) await look(id); } };

  return {
    ask,
    any: async () => (await desks()).length > 0,
    seatOf,
    look,
    hookOf: (kind: string, address: string) => `${config.publicUrl}/api/v1/intake/${kind}/${encodeURIComponent(address)}`,
    jobs: [level as Job<never>, heard as Job<never>, looks as Job<never>],
    /** A webhook of the desk's: on disk when this resolves. It is only a hint to look. @throws NotTheDesk */
    async hear(accountId: number, message: { body: Buffer; headers: Readonly<Record<string, string | string[] | undefined>> }): Promise<void> {
      const at = await seatOf(accountId);
      if (!at) throw new Refusal('not-found');
      const ids = at.adapter.heard(at.seat.account, message, clock.now());
      await db.tx(async (tx) => { for (const id of ids) await hear(tx, accountId, id); });
    },
    /** Brings one message to the customer by the desk; its id there. */
    async deliver(accountId: number, messageId: number): Promise<string> {
      const at = await seatOf(accountId);
      const message = await conversations.message(messageId);
      const ticketId = message ? await tickets.ticketOfConversation(message.conversationId) : undefined;
      const link = ticketId ? await store.linkOfTicket(work, accountId, ticketId) : undefined;
      if (!at || !link) throw new DeskRefused('no ticket there');
      const wait = await pause(accountId);
      if (wait > 0) throw new DeskBusy(wait);
      await sync.bring(at.adapter, at.seat, link.id, messageId).catch(async (error: unknown) => {
        if (error instanceof DeskBusy) await store.holdDesk(work, accountId, new Date(clock.now().getTime() + error.seconds * 1000));
        // The words may be there while the rest is not level yet.
        if (!(await store.messageTwin(work, link.id, messageId))) throw error;
      });
      const twin = await store.messageTwin(work, link.id, messageId);
      if (!twin) throw new NotNow('not written yet');
      return twin.remoteId;
    },
    async resolve(tx: Tx, id: number, choose: 'here' | 'there', actor: Actor): Promise<number> {
      const conflict = await conflicts.findConflict(tx, id);
      if (!conflict) throw new Refusal('not-found');
      await conflicts.resolveConflict(tx, id, choose, actor, clock.now());
      // Whoever changed it last is right: the side not chosen is as it was, the chosen one has changed.
      const base = choose === 'here' ? [unknown, conflict.there] as const : [conflict.here, unknown] as const;
      await (conflict.field === 'status' ? store.setStatusBase : store.setOwnerBase)(tx, conflict.linkId, base[0], base[1]);
      await ask(tx, conflict.linkId);
      return conflict.ticketId;
    },
  };
}
export type Mirror = ReturnType<typeof createMirror>;
