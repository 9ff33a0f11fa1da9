import { z } from 'zod';
import { may } from '../../platform/auth/index.ts';
import { type LoggedEvent, isEvent, systemActor } from '../../platform/bus/index.ts';
import type { Job } from '../../platform/jobs/index.ts';
import { type LiveRule, type Platform, defineModule } from '../../platform/module/index.ts';
import { type Conversations, ConversationRead, DeliveryChanged, MessageRecalled, MessageWritten } from '../conversations/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Org } from '../org/index.ts';
import { UnitRegistered } from '../products/index.ts';
import { AgentAnswered, AsideOpened, AsideReplied, BroughtIn, CustomerReached, CustomerWrote, DueChanged, ItemsMoved, NoteAdded, NoteRemoved, TicketChanged, TakenBack, TaskAssigned, TicketOpened, TicketsMerged, WatchersTold } from './events.ts';
import { asideRoutes } from './routes-asides.ts';
import { fieldRoutes } from './routes-fields.ts';
import { relationRoutes } from './routes-relations.ts';
import { ticketRoutes } from './routes.ts';
import * as store from './store.ts';
import { messageSubscription } from './subscribers.ts';
import type { Tickets } from './tickets.ts';
import { undeliveredSubscription } from './undelivered.ts';
import { watchingSubscription } from './watching.ts';

/** Days a solved ticket waits for a «no, it is not» before it closes by itself; with a solution in 24 h that keeps «closed in 48 h». */
export const closeAfterDays = 3;
const Facts = z.object({ ticketId: z.int(), teamId: z.int().nullable().optional() });
const ticketTopics = (event: LoggedEvent): string[] => [`ticket:${Facts.parse(event.payload).ticketId}`, 'inbox'];

export function ticketsModule(platform: Platform, tickets: Tickets, conversations: Conversations, customers: Customers, org: Org) {
  const { db, clock } = platform;
  const live: LiveRule[] = [TicketOpened, TicketChanged, CustomerReached, CustomerWrote, AgentAnswered, NoteAdded, NoteRemoved, DueChanged, AsideOpened, AsideReplied, TaskAssigned].map((event) => ({ event, topics: ticketTopics }));
  const byMinute: Job<unknown> = {
    name: 'tickets.wake-and-close', cron: '* * * * *',
    async handle() {
      await db.tx(async (tx) => {
        for (const { id } of await store.wakeSnoozed(tx, clock.now())) await tickets.change(tx, id, { snoozedUntil: null }, { actor: systemActor, reason: 'snooze-over' });
        for (const { id } of await store.dueToClose(tx, new Date(clock.now().getTime() - closeAfterDays * 86_400_000))) await tickets.change(tx, id, { status: 'closed' }, { actor: systemActor, reason: 'no-objection' });
      });
    },
  };
  return defineModule({
    name: 'tickets',
    belongings: [{ table: 'ticket', key: 'id' }],
    events: [TicketOpened, TicketChanged, CustomerReached, CustomerWrote, AgentAnswered, NoteAdded, NoteRemoved, DueChanged, TicketsMerged, ItemsMoved, AsideOpened, AsideReplied, TaskAssigned, WatchersTold, BroughtIn, TakenBack],
    routes: [...ticketRoutes(platform, tickets, conversations, customers, org), ...relationRoutes(platform, tickets), ...fieldRoutes(platform, tickets), ...asideRoutes(platform, tickets)],
    subscriptions: [messageSubscription(platform, tickets, customers), undeliveredSubscription(platform, tickets, conversations, customers), watchingSubscription(platform), {
      name: 'tickets.on-units', events: [UnitRegistered],
      handle: async (events, tx) => { await store.adoptUnits(tx, events.flatMap((e) => (isEvent(e, UnitRegistered) ? [{ unitId: e.payload.unitId, serialKey: e.payload.serialKey }] : []))); },
    }],
    jobs: [byMinute as Job<never>],
    files: async (principal, file) => may(principal, 'tickets.read') && tickets.seesFile(principal, file.id),
    rights: {
      'tickets.read': { zh: '查看工单', en: 'See tickets' },
      'tickets.create': { zh: '新建工单', en: 'Open tickets' },
      'tickets.write': { zh: '修改工单', en: 'Change tickets' },
      'tickets.reply': { zh: '回复客户', en: 'Answer customers' },
      'tickets.design': { zh: '设计工单类型和字段', en: 'Design ticket types and fields' },
      'tickets.assign': { zh: '分派工单', en: 'Assign tickets' },
    },
    // What happens in a conversation is shown on its ticket: the link is looked up by the live hub's caller.
    live: [...live, { event: ItemsMoved, topics: (e) => { const { ticketId, fromId } = e.payload as { ticketId: number; fromId: number }; return [`ticket:${ticketId}`, `ticket:${fromId}`, 'inbox']; } }, ...[MessageWritten, DeliveryChanged, MessageRecalled, ConversationRead].map((event) => ({ event, topics: (e: LoggedEvent) => [`conversation:${z.object({ conversationId: z.int() }).parse(e.payload).conversationId}`] }))],
  });
}
