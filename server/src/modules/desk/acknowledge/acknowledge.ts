import { z } from 'zod';
import { isEvent, type LoggedEvent, type Subscription, systemActor } from '../../../platform/bus/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { Job } from '../../../platform/jobs/index.ts';
import type { Platform } from '../../../platform/module/index.ts';
import type { Conversations } from '../../conversations/index.ts';
import type { Customers } from '../../customers/index.ts';
import type { Org } from '../../org/index.ts';
import type { Sla } from '../../sla/index.ts';
import { TicketOpened, type Tickets } from '../../tickets/index.ts';
import { noteAcknowledgement } from './store.ts';
import { acknowledgementText } from './text.ts';

const jobName = 'desk.acknowledge';
/** Doors whose customers wait for a sign of life by mail. In a chat they see it arrive. */
const channels = new Set(['mail', 'portal', 'webhook']);
/** Flags of what no person wrote to us alone. */
const machine = new Set(['auto-reply', 'bounce', 'list']);
const mostAnHour = 5;
/** Mail older than this was fetched late: nobody waits for a confirmation any more. */
const freshMs = 24 * 3_600_000;
const usualTimeZone = 'Asia/Shanghai';

/** The part of a mailbox's settings that concerns us; its door checks the rest. */
const Mailbox = z.object({
  smtp: z.object({}).nullish(),
  acknowledge: z.object({ on: z.boolean().default(true), text: z.object({ 'zh-CN': z.string().default(''), en: z.string().default('') }).prefault({}) }).prefault({}),
});
interface Waiting { readonly ticketIds: readonly number[]; readonly again?: boolean }

/**
 * Confirms new tickets by mail: number, promise, link to the customer's page. Once per ticket, never to machines, never more than
 * a few an hour to one person.
 */
export function createAcknowledge(platform: Platform, { conversations, customers, org, sla, tickets }: { conversations: Conversations; customers: Customers; org: Org; sla: Sla; tickets: Tickets }) {
  const { work: db, jobs, clock } = platform;

  const mailboxes = async () => (await conversations.accounts.rows()).filter((a) => a.kind === 'mail' && a.enabled).map((row) => ({ row, settings: Mailbox.parse(row.settings) }));
  const wants = ({ settings }: Awaited<ReturnType<typeof mailboxes>>[number]): boolean => settings.acknowledge.on && settings.smtp != null;
  const calls = (event: LoggedEvent): number[] => (isEvent(event, TicketOpened) && !event.payload.automatic && event.actor.kind === 'customer' && channels.has(event.payload.channel) ? [event.payload.ticketId] : []);

  const subscription: Subscription = {
    name: 'desk.acknowledge', events: [TicketOpened], batch: 200,
    async handle(events, tx) {
      const ticketIds = events.flatMap(calls);
      if (ticketIds.length > 0 && (await mailboxes()).some(wants)) await jobs.enqueue(tx, jobName, { ticketIds } satisfies Waiting);
    },
  };

  /** False while the clocks of the ticket are not set yet. */
  async function acknowledge(tx: Tx, ticketId: number, again: boolean): Promise<boolean> {
    const ticket = await tickets.get(ticketId, tx);
    if (!ticket || ticket.firstAnsweredAt || ticket.status === 'solved' || ticket.status === 'closed') return true;
    const promise = (await sla.clocksOf([ticketId], tx)).find((c) => c.target === 'first-response');
    if (!promise && !again) return false;
    const now = clock.now();
    const [newest] = await conversations.messages(await tickets.conversationIds(ticketId, tx), { before: null, limit: 1 }, tx);
    if (newest && (machine.has(newest.flag ?? '') || newest.meta['quiet'] === true || newest.at.getTime() < now.getTime() - freshMs)) return true;
    const all = await mailboxes();
    const ours = new Set(all.map(({ row }) => row.address.toLowerCase()));
    const customer = await customers.get(ticket.customerId, tx);
    const address = customer?.identities.find((i) => i.kind === 'email')?.value;
    if (!customer || !address || ours.has(address)) return true;
    const conversationId = await tickets.conversationFor(tx, ticket, 'mail');
    const conversation = await conversations.conversation(conversationId, tx);
    const mailbox = all.find(({ row }) => row.id === conversation?.accountId);
    if (!mailbox || !wants(mailbox)) return true;
    if (!(await noteAcknowledgement(tx, { ticketId, customerId: customer.id, at: now, since: new Date(now.getTime() - 3_600_000), most: mostAnHour }))) return true;
    const timeZone = (await org.calendars(tx))[0]?.timeZone ?? usualTimeZone;
    const text = acknowledgementText({ name: customer.name, number: ticketId, subject: ticket.subject, dueAt: promise?.dueAt ? new Date(promise.dueAt) : null, timeZone, url: tickets.customerUrl(ticketId) }, mailbox.settings.acknowledge.text[ticket.language], ticket.language, now);
    await conversations.write(tx, { conversationId, ticketId, author: { kind: 'system', id: null, name: mailbox.row.name }, text, subject: ticket.subject, meta: { autoSubmitted: 'auto-replied', acknowledgement: true } }, systemActor);
    return true;
  }

  const job: Job<Waiting> = {
    name: jobName, attempts: 5,
    async handle({ ticketIds, again = false }) {
      const early: number[] = [];
      for (const id of ticketIds) if (!(await db.tx((tx) => acknowledge(tx, id, again)))) early.push(id);
      // The promise is made by another subscriber, which may be a moment behind.
      if (early.length > 0) await db.tx((tx) => jobs.enqueue(tx, jobName, { ticketIds: early, again: true } satisfies Waiting, { runAt: new Date(clock.now().getTime() + 2000) }));
    },
  };
  return { subscription, job };
}
