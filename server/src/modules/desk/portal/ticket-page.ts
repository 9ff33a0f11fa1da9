import type { PortalTicket } from '@aftercare/contract/portal';
import type { Handle, Tx } from '../../../platform/db/index.ts';
import { signFileUrl } from '../../../platform/files/index.ts';
import type { Loose } from '../../../platform/http/index.ts';
import { Refusal } from '../../../platform/http/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import type { Conversations, MessageRow } from '../../conversations/index.ts';
import type { Customers } from '../../customers/index.ts';
import type { Sla } from '../../sla/index.ts';
import { closeAfterDays, isFinished, type Tickets } from '../../tickets/index.ts';
import { type CaseStep, withCase } from './case-journey.ts';
import { type JourneyStep, journeyOf } from './journey.ts';
import { type Quoted, withCosts } from './costs.ts';
import { ticketsOfCustomer, turnsOf } from './store.ts';
import { ownsUnit } from './store-home.ts';
import type { CustomerSurveys } from './surveys.ts';

/** Messages shown at most; nobody reads further back on a phone. */
const messageLimit = 300;
const mineLimit = 200;
const hour = 3_600_000;
/** What no person wrote for this customer to read here. */
const unshown = new Set(['auto-reply', 'bounce']);

type TicketRow = NonNullable<Awaited<ReturnType<Tickets['get']>>>;
type Survey = NonNullable<Awaited<ReturnType<CustomerSurveys['latest']>>>;

export interface PortalParts {
  readonly platform: Platform; readonly customers: Customers; readonly conversations: Conversations; readonly tickets: Tickets; readonly sla: Pick<Sla, 'clocksOf' | 'policies'>; readonly surveys: CustomerSurveys;
  /** Steps of tickets' processes, oldest first. */
  readonly casework?: { journeys(ticketIds: readonly number[], handle?: Handle): Promise<readonly (CaseStep & { readonly ticketId: number })[]> };
  /** What went out to be answered or paid, of a ticket. */
  readonly quotes?: (ticketId: number, handle: Handle) => Promise<readonly Quoted[]>;
}

/** What customers see of their tickets. */
export function createTicketPage({ platform, customers, conversations, tickets, sla, surveys, casework, quotes }: PortalParts) {
  const { clock, db, secrets } = platform;

  /** The ways of tickets, in a fixed number of looks. `surveys`: of those that were asked. */
  async function waysOf(handle: Handle, rows: readonly TicketRow[], surveysOf: ReadonlyMap<number, Survey>): Promise<Map<number, JourneyStep[]>> {
    const ids = rows.map((t) => t.id);
    // One after the other: a transaction has one line to the database.
    const clocks = await sla.clocksOf(ids, handle);
    const turns = new Map((await turnsOf(handle, ids)).map(({ ticketId, ...turn }) => [ticketId, turn]));
    const steps = (await casework?.journeys(ids, handle)) ?? [];
    return new Map(rows.map((ticket) => {
      const due = (target: string) => {
        const found = clocks.find((c) => c.ticketId === ticket.id && c.target === target && c.metAt === null);
        return found?.dueAt ? new Date(found.dueAt) : null;
      };
      const survey = surveysOf.get(ticket.id);
      const way = journeyOf({
        status: ticket.status, openedAt: ticket.openedAt, owner: ticket.ownerName, firstAnsweredAt: ticket.firstAnsweredAt, solvedAt: ticket.solvedAt, closedAt: ticket.closedAt, ...(turns.get(ticket.id) ?? { takenAt: null, waitingAt: null }),
        due: { answer: due('first-response') ?? due('next-response'), solution: due('solution') }, closesAt: ticket.solvedAt ? new Date(ticket.solvedAt.getTime() + closeAfterDays * 24 * hour) : null,
        asked: survey !== undefined, ratedAt: survey?.answeredAt ?? null,
      });
      return [ticket.id, withCase(way, steps.filter((s) => s.ticketId === ticket.id), ticket.solvedAt)];
    }));
  }

  /** What stands on the page is seen: agents learn of it, and it need not go out by mail. */
  async function markSeen(tx: Tx | undefined, messages: readonly MessageRow[], customer: { id: number; name: string }): Promise<void> {
    const newest = new Map<number, number>();
    for (const m of messages) if (m.direction === 'out' && m.id > m.customerReadId) newest.set(m.conversationId, m.id);
    if (newest.size === 0) return;
    const mark = async (own: Tx) => {
      for (const [conversationId, messageId] of newest) await conversations.markRead(own, conversationId, 'customer', messageId, { kind: 'customer', ...customer });
    };
    await (tx ? mark(tx) : db.tx(mark));
  }

  /** With `tx`: as it stands in that transaction. */
  async function page(ticketId: number, tx?: Tx): Promise<Loose<PortalTicket>> {
    const handle: Handle = tx ?? db;
    const ticket = await tickets.get(ticketId, handle);
    if (!ticket) throw new Refusal('not-found');
    // One after the other: a transaction has one line to the database.
    const customer = await customers.get(ticket.customerId, handle);
    const survey = await surveys.latest(ticketId, handle);
    const all = await conversations.messages(await tickets.conversationIds(ticketId, handle), { before: null, limit: messageLimit }, handle);
    const types = await tickets.types(handle);
    await markSeen(tx, all, { id: ticket.customerId, name: ticket.customerName });
    // A mail that only repeats what stands here anyway – the words themselves, that it came in, the question how it was – is not shown twice.
    const messages = all.filter((m) => !m.meta['followUpOf'] && !m.meta['acknowledgement'] && m.meta['purpose'] !== 'survey' && !unshown.has(m.flag ?? '') && m.delivery !== 'queued' && m.deliveryError !== 'no-consent');
    const expires = new Date((Math.floor(clock.now().getTime() / hour) + 25) * hour);
    const finished = isFinished(ticket.status);
    return {
      id: ticket.id, subject: ticket.subject, typeName: types.find((type) => type.key === ticket.type)?.name ?? { zh: ticket.type, en: ticket.type }, status: ticket.status, product: ticket.product, serial: ticket.serial, openedAt: ticket.openedAt,
      unitId: ticket.unitId !== null && (await ownsUnit(handle, ticket.customerId, ticket.unitId)) ? ticket.unitId : null,
      steps: withCosts((await waysOf(handle, [ticket], new Map(survey ? [[ticket.id, survey]] : []))).get(ticket.id) ?? [], (await quotes?.(ticket.id, handle)) ?? [], clock.now()),
      messages: messages.map((m) => ({
        id: m.id, direction: m.direction, text: m.body, at: m.at, channel: m.channel, authorName: m.authorName, mine: m.direction === 'in',
        attachments: m.attachments.map((a) => ({ id: a.fileId, name: a.name, type: a.type, size: a.size, inline: a.inline, url: signFileUrl(secrets.key('file-url'), a.key, expires) })),
      })),
      can: { reply: ticket.status !== 'closed', close: ticket.status !== 'closed', reopen: finished, rate: survey !== undefined ? survey.answeredAt === null : finished },
      rated: survey?.answer ?? null,
      contact: { name: ticket.customerName, email: customer?.identities.find((i) => i.kind === 'email')?.value ?? null, phone: customer?.identities.find((i) => i.kind === 'phone')?.value ?? null },
    };
  }
  return {
    page,
    waysOf,
    /** A customer's tickets, newest first. */
    async mine(customerId: number) {
      const [customer, items] = await Promise.all([customers.get(customerId), ticketsOfCustomer(db, customerId, mineLimit)]);
      return { name: customer?.name ?? '', items };
    },
  };
}
