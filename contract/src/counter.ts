import { z } from 'zod';
import { Id, IdParam, Instant, Language, Names, PageQuery, page } from './basics.ts';
import { EntitlementReason } from './entitlement.ts';
import { FileInfo } from './files.ts';
import { route } from './route.ts';

export const NumberState = z.enum(['waiting', 'called', 'serving', 'done', 'no-show', 'left']);
/** One turn of one day, as A012. */
export const QueueNumber = z.object({
  id: z.int(), code: z.string(), letter: z.string(), service: Names, state: NumberState, takenAt: Instant, calledAt: Instant.nullable(), calls: z.int(), desk: z.string(), agent: z.string().nullable(), mine: z.boolean(), ticketId: z.int().nullable(),
});
export type QueueNumber = z.infer<typeof QueueNumber>;
export const CounterService = z.object({ id: z.int(), letter: z.string(), name: Names, position: z.int(), active: z.boolean(), waiting: z.int() });
export type CounterService = z.infer<typeof CounterService>;
const SiteRef = z.object({ id: z.int(), key: z.string(), name: Names, kind: z.enum(['shop', 'centre', 'depot', 'warehouse', 'van']) });
export const CounterSite = SiteRef.extend({ address: z.string(), phone: z.string(), kioskUrl: z.string(), displayUrl: z.string() });
export type CounterSite = z.infer<typeof CounterSite>;

export const CounterBoard = z.object({
  site: CounterSite, services: z.array(CounterService), waiting: z.array(QueueNumber), called: z.array(QueueNumber),
  today: z.object({ taken: z.int(), done: z.int(), noShow: z.int(), /** Mean minutes from taking a number to being called. */ waitMinutes: z.number().nullable() }),
  items: z.object({ here: z.int(), coming: z.int() }),
});
export type CounterBoard = z.infer<typeof CounterBoard>;

export const Condition = z.enum(['fine', 'scratched', 'dented', 'cracked', 'dirty', 'wet', 'missing']);
export const ConditionNote = z.object({ area: z.string().trim().min(1).max(60), state: Condition, note: z.string().trim().max(200).default('') });
export const Accessory = z.object({ name: z.string().trim().min(1).max(80), there: z.boolean() });
export const Holder = z.object({ kind: z.enum(['site', 'carrier', 'vendor', 'customer']), name: z.string(), site: SiteRef.nullable() });
export const ItemRow = z.object({
  id: z.int(), code: z.string(), ticketId: z.int(), ticketStatus: z.enum(['new', 'open', 'pending', 'hold', 'solved', 'closed']), customer: z.string(), product: z.string(), serial: z.string(), fault: z.string(),
  receivedAt: Instant, promisedAt: Instant.nullable(), returnedAt: Instant.nullable(), site: SiteRef, holder: Holder, boundFor: SiteRef.nullable(), seal: z.string(), photo: FileInfo.nullable(),
});
export type ItemRow = z.infer<typeof ItemRow>;
export const CustodyLink = z.object({
  link: z.int(), act: z.enum(['received', 'sent', 'arrived', 'called-back', 'handed-back']), from: z.string(), to: z.string(), seal: z.string(), sealHeld: z.boolean().nullable(), note: z.string(), files: z.array(FileInfo), at: Instant, by: z.string(),
});
export const Item = ItemRow.extend({
  condition: z.array(ConditionNote), accessories: z.array(Accessory), photos: z.array(FileInfo), signature: FileInfo.nullable(), receivedBy: z.string().nullable(), contact: z.string(), customerUrl: z.string(), chain: z.array(CustodyLink),
  code6: z.object({ sentAt: Instant, door: z.string(), triesLeft: z.int(), expired: z.boolean() }).nullable(), can: z.object({ send: z.boolean(), arrive: z.boolean(), callBack: z.boolean(), handBack: z.boolean() }),
});
export type Item = z.infer<typeof Item>;

export const Found = z.object({
  customer: z.object({ id: z.int(), name: z.string(), phone: z.string(), email: z.string() }).nullable(),
  /** `owed`: the entitlement's answer for today, where the unit is registered. */
  unit: z.object({ id: z.int().nullable(), product: z.string(), serial: z.string(), owed: z.object({ covered: z.boolean(), until: z.string().nullable(), clause: Names.nullable(), reason: EntitlementReason.nullable() }).nullable() }).nullable(),
  tickets: z.array(z.object({ id: z.int(), subject: z.string(), status: z.string(), product: z.string(), serial: z.string(), openedAt: Instant })),
  items: z.array(ItemRow),
});
export type Found = z.infer<typeof Found>;

const SiteParam = z.object({ id: Id });
const Seal = z.string().trim().max(60).default('');
const Token = z.string().min(10).max(400);
const link = 'a signed link of the site, checked inside';

export const counter = {
  sites: route({ method: 'GET', path: '/counter/sites', summary: 'Sites whose counter I work at', right: 'counter.use', response: z.object({ items: z.array(CounterSite), others: z.array(SiteRef) }) }),
  board: route({ method: 'GET', path: '/counter/sites/:id/board', summary: 'Queue of a counter', right: 'counter.use', params: SiteParam, response: CounterBoard }),
  saveServices: route({ method: 'PUT', path: '/counter/sites/:id/services', summary: 'What people queue for', right: 'counter.manage', params: SiteParam, body: z.object({ items: z.array(z.object({ letter: z.string().regex(/^[A-Z]$/), name: Names, active: z.boolean().default(true) })).min(1).max(12) }), response: z.object({ items: z.array(CounterService) }) }),
  give: route({ method: 'POST', path: '/counter/sites/:id/numbers', summary: 'Give a number by hand', right: 'counter.use', status: 201, params: SiteParam, body: z.object({ serviceId: Id }), response: QueueNumber }),
  /** The one who waited longest; null when nobody waits. Two clerks never get the same. */
  next: route({ method: 'POST', path: '/counter/sites/:id/next', summary: 'Call the next number', right: 'counter.use', params: SiteParam, body: z.object({ desk: z.string().trim().max(20).default(''), letters: z.array(z.string().regex(/^[A-Z]$/)).max(26).default([]) }), response: z.object({ number: QueueNumber.nullable() }) }),
  move: route({ method: 'POST', path: '/counter/numbers/:id/:act', summary: 'Recall, begin, end, or nobody came', right: 'counter.use', params: IdParam.extend({ act: z.enum(['recall', 'start', 'done', 'no-show', 'back']) }), response: QueueNumber }),

  /** Found by exact serial number, phone number, mail address, or the code on a receipt. */
  lookup: route({ method: 'POST', path: '/counter/sites/:id/lookup', summary: 'Who and what is this', right: 'counter.use', params: SiteParam, body: z.object({ text: z.string().trim().min(3).max(200) }), response: Found }),
  receive: route({
    method: 'POST', path: '/counter/sites/:id/items', summary: 'Receive a product', right: 'counter.use', status: 201, idempotent: true, params: SiteParam,
    body: z.object({
      customer: z.object({ name: z.string().trim().min(1).max(200), phone: z.string().trim().max(40).default(''), email: z.union([z.literal(''), z.email().max(320)]).default(''), language: Language.default('zh-CN') }),
      /** An open ticket of this customer; a new one otherwise. */
      ticketId: Id.nullable().default(null), numberId: Id.nullable().default(null), type: z.string().max(40).default('repair'),
      product: z.string().trim().max(200).default(''), serial: z.string().trim().max(100).default(''), fault: z.string().trim().min(1).max(2000),
      condition: z.array(ConditionNote).max(30).default([]), accessories: z.array(Accessory).max(40).default([]), photos: z.array(Id).max(20).default([]), signature: Id.nullable().default(null), promisedAt: Instant.nullable().default(null), seal: Seal,
    }),
    response: Item,
  }),
  items: route({ method: 'GET', path: '/counter/sites/:id/items', summary: 'Products at a site', right: 'counter.use', params: SiteParam, query: PageQuery.extend({ part: z.enum(['here', 'coming', 'away', 'returned']).default('here') }), response: page(ItemRow) }),
  item: route({ method: 'GET', path: '/counter/items/:id', summary: 'One product and its chain of custody', right: 'counter.use', params: IdParam, response: Item }),
  receipt: route({ method: 'GET', path: '/counter/items/:id/receipt', summary: 'Receipt as PDF', right: 'counter.use', params: IdParam, query: z.object({ form: z.enum(['80mm', 'a5']).default('80mm'), language: Language.optional() }), response: z.unknown() }),
  send: route({ method: 'POST', path: '/counter/items/:id/send', summary: 'Hand over to a carrier for another site', right: 'counter.use', params: IdParam, body: z.object({ toSiteId: Id, carrier: z.string().trim().min(1).max(100), seal: Seal, note: z.string().trim().max(500).default(''), photos: z.array(Id).max(10).default([]) }), response: Item }),
  arrive: route({ method: 'POST', path: '/counter/items/:id/arrive', summary: 'Take over from the carrier', right: 'counter.use', params: IdParam, body: z.object({ seal: Seal, note: z.string().trim().max(500).default(''), photos: z.array(Id).max(10).default([]) }), response: Item }),
  callBack: route({ method: 'POST', path: '/counter/items/:id/call-back', summary: 'It did not leave after all', right: 'counter.use', params: IdParam, body: z.object({ note: z.string().trim().max(500).default('') }), response: Item }),
  sendCode: route({ method: 'POST', path: '/counter/items/:id/code', summary: 'Send the customer the code for hand-back', right: 'counter.use', params: IdParam, response: z.object({ door: z.string(), to: z.string(), expiresAt: Instant }) }),
  /** With the code, or – by a manager – with a paper that was looked at. */
  handBack: route({
    method: 'POST', path: '/counter/items/:id/hand-back', summary: 'Give it back to the customer', right: 'counter.use', params: IdParam,
    body: z.object({ code: z.string().regex(/^\d{6}$/).optional(), paper: z.string().trim().min(3).max(200).optional(), signature: Id.nullable().default(null), note: z.string().trim().max(500).default(''), numberId: Id.nullable().default(null) }), response: Item,
  }),

  kiosk: route({ method: 'GET', path: '/counter/kiosk/:id', summary: 'What one can take a number for', public: link, params: SiteParam, query: z.object({ t: Token }), response: z.object({ company: z.string(), site: Names, services: z.array(CounterService.omit({ active: true, position: true })) }) }),
  take: route({ method: 'POST', path: '/counter/kiosk/:id/numbers', summary: 'Take a number', public: link, status: 201, params: SiteParam, query: z.object({ t: Token }), body: z.object({ serviceId: Id }), response: z.object({ code: z.string(), service: Names, ahead: z.int(), takenAt: Instant, waitMinutes: z.number().nullable() }) }),
  /** With `since` it answers when something changed, or after half a minute. */
  display: route({
    method: 'GET', path: '/counter/display/:id', summary: 'Numbers for the screen on the wall', public: link, params: SiteParam, query: z.object({ t: Token, since: z.string().max(60).optional() }),
    response: z.object({ company: z.string(), site: Names, version: z.string(), called: z.array(z.object({ code: z.string(), desk: z.string(), service: Names, calledAt: Instant, calls: z.int() })), next: z.array(z.string()), waiting: z.int(), waitMinutes: z.number().nullable() }),
  }),
};
