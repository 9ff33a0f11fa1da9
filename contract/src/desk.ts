import { z } from 'zod';
import { ChannelKind, Id, IdParam, Instant, Language, Names, page, PageQuery, Tier } from './basics.ts';
import { DeliveryState, Message } from './conversations.ts';
import { CustomerItem, CustomerValue, InSegment, MoodPoint } from './customer-page.ts';
import { Customer } from './customers.ts';
import { route } from './route.ts';
import { search, searchTags } from './search.ts';
import { Clock } from './sla.ts';
import { Survey } from './surveys.ts';
import { Note, Priority, Ticket, TicketLink, TicketStatus } from './tickets.ts';

/** A row of a ticket list. `due` is the next running clock. */
export const TicketRow = z.object({
  id: z.int(), subject: z.string(), type: z.string(), status: TicketStatus, priority: Priority, channel: ChannelKind, language: Language,
  customerId: z.int(), customerName: z.string(), tier: Tier,
  ownerId: z.int().nullable(), ownerName: z.string().nullable(), teamId: z.int().nullable(),
  tags: z.array(z.string()), openedAt: Instant, updatedAt: Instant,
  dueAt: Instant.nullable(), dueTarget: z.string().nullable(), breached: z.boolean(),
  /** First words of the newest message. */
  preview: z.string(), unread: z.boolean(), snoozedUntil: Instant.nullable(),
  /** Where the ticket stands in its process; null when it follows none. */
  step: z.object({ title: z.object({ zh: z.string(), en: z.string() }), since: Instant, dueAt: Instant.nullable() }).nullable().optional(),
});
export type TicketRow = z.infer<typeof TicketRow>;

/** What a view shows. Shipped views have fixed keys; `team:ID` is made for each team; saved ones are `saved:ID`. */
export const ViewFilter = z.object({
  status: z.array(TicketStatus).optional(), ownerId: z.union([Id, z.literal('me'), z.literal('none')]).optional(), teamId: Id.optional(),
  channel: z.array(ChannelKind).optional(), priority: z.array(Priority).optional(), type: z.array(z.string()).optional(), tag: z.string().optional(), customerId: Id.optional(),
  /** By designed fields: any of these values. */
  fields: z.record(z.string().max(60), z.array(z.union([z.string().max(200), z.number(), z.boolean()])).min(1).max(50)).optional(),
  /** FEEL over the facts of a ticket, beside the lists: what they cannot say. Not counted. */
  condition: z.string().max(2000).optional(),
});
export type ViewFilter = z.infer<typeof ViewFilter>;
export const ViewSort = z.enum(['updated', 'opened', 'due', 'priority']);
export type ViewSort = z.infer<typeof ViewSort>;
/** Who sees a saved view: whoever made it, the people of a team, everybody. `mayChange`: this caller may change and remove it. */
export const ViewSharing = z.object({ with: z.enum(['me', 'team', 'all']), teamId: z.int().nullable(), by: z.string(), mayChange: z.boolean() });
export const View = z.object({ key: z.string(), name: Names, filter: ViewFilter, sort: ViewSort, count: z.int().nullable(), kind: z.enum(['shipped', 'team', 'saved']), sharing: ViewSharing.optional() });
export type View = z.infer<typeof View>;

const Actor = z.object({ kind: z.enum(['agent', 'customer', 'system', 'api']), id: z.int().nullable(), name: z.string() });
/** One item of the timeline, oldest first. */
export const TimelineItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), at: Instant, message: Message }),
  z.object({ kind: z.literal('note'), at: Instant, note: Note }),
  z.object({ kind: z.literal('change'), at: Instant, id: z.int(), actor: Actor, fields: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown(), fromName: z.string().nullable().optional(), toName: z.string().nullable().optional() })), reason: z.string().nullable(), undoable: z.boolean() }),
  z.object({ kind: z.literal('clock'), at: Instant, target: z.string(), event: z.enum(['warned', 'breached', 'met', 'escalated', 'acknowledged']), /** Percent of the target, or who took it on. */ words: z.string() }),
  /** A call that is over: who with, how long they talked, what was recorded. */
  z.object({
    kind: z.literal('call'), at: Instant, id: z.int(), direction: z.enum(['in', 'out']), caller: z.string(), number: z.string(), outcome: z.string(), agent: z.string().nullable(), seconds: z.int().nullable(), disposition: z.string(), note: z.string(),
    recordings: z.array(z.object({ id: z.int(), kind: z.enum(['call', 'voicemail']), seconds: z.number(), transcript: z.string().nullable(), summary: z.string().nullable() })),
  }),
  z.object({ kind: z.literal('survey'), at: Instant, survey: Survey }),
  /** A step of the ticket's process that a person does, or words a process left here. `until` null: it stands there now. */
  z.object({ kind: z.literal('step'), at: Instant, id: z.int(), what: z.enum(['task', 'note']), title: z.object({ zh: z.string(), en: z.string() }), until: Instant.nullable(), outcome: z.string().nullable(), by: z.string().nullable() }),
]);
export type TimelineItem = z.infer<typeof TimelineItem>;

export const TicketPage = z.object({
  ticket: Ticket,
  customer: Customer,
  timeline: z.array(TimelineItem),
  /** Pass as `before` for older items; null when all are there. */
  older: z.string().nullable(),
  clocks: z.array(Clock),
  links: z.array(TicketLink),
  /** Doors by which this customer can be answered, best first. */
  channels: z.array(z.object({ kind: ChannelKind, address: z.string(), reason: z.enum(['asked', 'prefers', 'last-used', 'known']) })),
  survey: Survey.nullable(),
  /** What this caller may do here. */
  can: z.object({ reply: z.boolean(), write: z.boolean(), assign: z.boolean() }),
  /** States this ticket may go to next. */
  nextStates: z.array(TicketStatus),
});
export type TicketPage = z.infer<typeof TicketPage>;

const SavedView = z.object({ name: z.string().min(1).max(80), filter: ViewFilter, sort: ViewSort, shared: z.boolean().default(false), /** Only for the people of this team; `shared` is for everybody. */ teamId: Id.nullable().default(null) });

/** What somebody of ours sees: rows they reach, counted up to 10,000, and why. */
export const PersonSees = z.object({
  all: z.boolean(), mayRead: z.boolean(), mayCustomers: z.boolean(), tickets: z.int(), customers: z.int(), masked: z.array(z.enum(['phone', 'identity'])), mustEnrol: z.boolean(), teams: z.array(z.string()),
  reach: z.array(z.object({ role: Names, of: z.enum(['all', 'team', 'own']), regions: z.array(z.string()), brands: z.array(Names), sites: z.array(Names), vendors: z.array(z.string()) })),
});
export type PersonSees = z.infer<typeof PersonSees>;

/** How far a new installation is, read from what really happened: the first message that came in by a door, and the first answer somebody of ours gave. */
export const Beginning = z.object({
  arrived: z.object({ ticketId: z.int(), subject: z.string(), channel: ChannelKind, at: Instant }).nullable(),
  answered: z.object({ ticketId: z.int(), delivery: DeliveryState, at: Instant }).nullable(),
});
export type Beginning = z.infer<typeof Beginning>;

export const desk = {
  beginning: route({ method: 'GET', path: '/beginning', summary: 'Whether a first message has come and been answered', right: 'org.manage', response: Beginning }),
  sees: route({ method: 'GET', path: '/agents/:id/sees', summary: 'What a person sees, in plain words and numbers', right: 'org.manage', params: IdParam, response: PersonSees }),
  views: route({ method: 'GET', path: '/views', summary: 'Views with their counts', right: 'tickets.read', response: z.object({ items: z.array(View) }) }),
  saveView: route({ method: 'POST', path: '/views', summary: 'Save a view', right: 'tickets.read', status: 201, body: SavedView, response: View }),
  changeView: route({ method: 'PUT', path: '/views/:id', summary: 'Change a saved view', right: 'tickets.read', params: IdParam, body: SavedView, response: View }),
  deleteView: route({ method: 'DELETE', path: '/views/:id', summary: 'Remove a saved view', right: 'tickets.read', params: IdParam, response: z.object({ done: z.literal(true) }) }),
  list: route({
    method: 'GET', path: '/views/:key/tickets', summary: 'A page of a view, newest or most urgent first', right: 'tickets.read', params: z.object({ key: z.string().max(40) }),
    query: PageQuery.extend({ sort: ViewSort.optional() }), response: page(TicketRow),
  }),
  ticketPage: route({ method: 'GET', path: '/tickets/:id/page', summary: 'Everything a ticket page shows', right: 'tickets.read', params: IdParam, query: z.object({ before: z.string().max(100).optional(), /** Fetched ahead, not looked at: nothing is marked as read. */ peek: z.literal('1').optional() }), response: TicketPage }),
  unread: route({ method: 'POST', path: '/tickets/:id/unread', summary: 'Mark a ticket as unread: somebody is to look at it again', right: 'tickets.read', params: IdParam, response: z.object({ done: z.literal(true) }) }),
  search, searchTags,
  customerPage: route({
    method: 'GET', path: '/customers/:id/page', summary: "A customer's page", right: 'customers.read', params: IdParam,
    response: z.object({ customer: Customer, tickets: z.array(TicketRow), open: z.int(), total: z.int(), satisfaction: z.number().nullable(), lastContactAt: Instant.nullable(),
      /** Null where the caller may not see orders. */ value: z.array(CustomerValue).nullable(), mood: z.array(MoodPoint), segments: z.array(InSegment) }),
  }),
  customerTimeline: route({
    method: 'GET', path: '/customers/:id/timeline', summary: 'Everything that happened with a customer, newest first; filtered by kind, channel and day, searched for words', right: 'customers.read', params: IdParam,
    query: PageQuery.extend({ /** Kinds with commas between; all when left out. */ kinds: z.string().max(120).optional(), channel: ChannelKind.optional(), from: z.iso.date().optional(), to: z.iso.date().optional(), q: z.string().max(200).optional() }), response: page(CustomerItem),
  }),
  companyTickets: route({
    method: 'GET', path: '/customers/:id/company-tickets', summary: 'Tickets of a company, its people and its subsidiaries, newest first', right: 'customers.read', params: IdParam, query: PageQuery,
    response: page(TicketRow).extend({ /** So many customers were looked at, the company itself among them. */ people: z.int() }),
  }),
};
