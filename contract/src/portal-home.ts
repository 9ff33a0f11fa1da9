import { z } from 'zod';
import { Done, IdParam, Instant, Language, Names, PageQuery, page } from './basics.ts';
import { CustomerVisit } from './dispatch.ts';
import { Currency } from './money.ts';
import { JourneyStep } from './portal.ts';
import { ProofKind, UnitStatus } from './products.ts';
import { route } from './route.ts';
import { TicketStatus } from './tickets.ts';

/** Everything here belongs to whoever signed in to the portal with a code; what is another person's is `not-found`, whether it exists or not. */
const mine = 'portal session checked inside';
const Day = z.iso.date();

/** What a unit is owed, told for its owner: the clause it stands on, or why not. */
export const Warranty = z.object({
  covered: z.boolean(), until: Day.nullable(), clause: Names.nullable(), reason: Names.nullable(),
  /** From which day the time is counted, and by what; unproven: a paper would settle it. */
  start: z.object({ day: Day.nullable(), basis: z.enum(['purchase', 'activation', 'production', 'unknown']), proven: z.boolean() }),
});
export type Warranty = z.infer<typeof Warranty>;
export const MyUnit = z.object({
  id: z.int(), serial: z.string(), name: Names, model: z.string(), brand: Names, variant: Names.nullable(), category: z.string(), imageUrl: z.string().nullable(), status: UnitStatus,
  warranty: Warranty, /** A request about it that is under way. */ ticketId: z.int().nullable(), proof: z.enum(['none', 'waiting', 'accepted', 'refused']),
});
export type MyUnit = z.infer<typeof MyUnit>;
export const MyTicket = z.object({
  id: z.int(), subject: z.string(), typeKey: z.string(), typeName: Names, status: TicketStatus, product: z.string(), unitId: z.int().nullable(), openedAt: Instant, updatedAt: Instant,
  /** Where it stands; null for what is closed. */
  step: JourneyStep.nullable(),
});
export type MyTicket = z.infer<typeof MyTicket>;
export const MyVisit = CustomerVisit.pick({ id: true, ticketId: true, title: true, state: true, windowFrom: true, windowTo: true, timeZone: true, engineer: true, etaAt: true, can: true }).extend({ unitId: z.int().nullable() });
export type MyVisit = z.infer<typeof MyVisit>;
/** A paper to keep; `page` is where it is read and answered. */
export const MyPaper = z.object({
  kind: z.enum(['quote', 'invoice', 'credit', 'receipt']), id: z.int(), number: z.string(), subject: z.string(), ticketId: z.int(), at: Instant, amountMinor: z.int().nullable(), currency: Currency.nullable(),
  state: z.string(), /** Waits for the customer's answer or money. */ open: z.boolean(), pdf: z.string(), page: z.string().nullable(),
});
export type MyPaper = z.infer<typeof MyPaper>;

export const MyHome = z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable(), units: z.array(MyUnit), moreUnits: z.boolean(), tickets: z.array(MyTicket), past: z.int(), visits: z.array(MyVisit), papers: z.array(MyPaper), morePapers: z.boolean() });
export type MyHome = z.infer<typeof MyHome>;

const Owed = z.object({ owed: z.boolean(), until: Day.nullable(), clause: Names.nullable(), reason: Names });
export const MyUnitPage = MyUnit.extend({
  producedOn: Day.nullable(), purchasedOn: Day.nullable(), seller: z.string(),
  remedies: z.object({ return: Owed, exchange: Owed, repair: Owed, replace: Owed }), notes: z.array(Names), exclusions: z.array(Names),
  proofs: z.array(z.object({ id: z.int(), kind: ProofKind, state: z.enum(['waiting', 'accepted', 'refused']), purchasedOn: Day, submittedAt: Instant, reason: z.string(), files: z.array(z.object({ name: z.string(), type: z.string(), size: z.int(), url: z.string() })) })),
  plans: z.array(z.object({ name: Names, clause: Names, soldOn: Day })),
  tickets: z.array(z.object({ id: z.int(), subject: z.string(), status: TicketStatus, openedAt: Instant })), visits: z.array(MyVisit),
  manuals: z.array(z.object({ title: z.string(), language: z.string(), type: z.string(), size: z.int(), url: z.string() })),
});
export type MyUnitPage = z.infer<typeof MyUnitPage>;

const Choice = z.object({ id: z.int(), key: z.string(), name: Names, brand: Names, imageUrl: z.string().nullable() });
/**
 * What a serial number is to whoever asks. `taken`: somebody else's, and nothing more is said of it; `gone`: taken back or scrapped;
 * `wrong`: mistyped, `problem` says how; `new` and `known` may be registered, `new` with one of `models` where the number does not say which.
 */
export const SerialFound = z.object({ serial: z.string(), state: z.enum(['mine', 'known', 'new', 'taken', 'gone', 'wrong']), unitId: z.int().nullable(), model: Choice.nullable(), models: z.array(Choice), problem: Names.nullable(), hint: Names.nullable() });
export type SerialFound = z.infer<typeof SerialFound>;

const Serial = z.string().trim().min(3).max(64);
const ProofBody = z.object({ kind: ProofKind.exclude(['order']).default('photo'), purchasedOn: Day, seller: z.string().trim().max(200).default(''), number: z.string().trim().max(100).default(''), /** Tokens of uploads. */ files: z.array(z.string().max(400)).min(1).max(6) });

/** A browser that wants to be told, as its `PushSubscription` says it. */
export const PushTarget = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(1000), keys: z.object({ p256dh: z.string().regex(/^[\w-]{86,88}=?$/), auth: z.string().regex(/^[\w-]{22,24}={0,2}$/) }), language: Language,
});
export type PushTarget = z.infer<typeof PushTarget>;

export const portalHome = {
  manifest: route({ method: 'GET', path: '/portal/manifest', summary: 'The portal as an app for the home screen, under the company’s name', public: 'browsers ask without a sign-in', response: z.any() }),
  home: route({ method: 'GET', path: '/portal/home', summary: 'What I have, what is under way, who comes when, and my papers', public: mine, response: MyHome }),
  units: route({ method: 'GET', path: '/portal/units', summary: 'My products, newest first', public: mine, query: PageQuery.extend({ limit: z.coerce.number().int().min(1).max(30).default(20) }), response: page(MyUnit) }),
  unit: route({ method: 'GET', path: '/portal/units/:id', summary: 'One product of mine: warranty with its clause, history, manuals', public: mine, params: IdParam, response: MyUnitPage }),
  serial: route({ method: 'GET', path: '/portal/serials', summary: 'What a serial number is, before it is registered', public: mine, query: z.object({ serial: Serial }), response: SerialFound }),
  register: route({ method: 'POST', path: '/portal/units', summary: 'This product is mine; again it does nothing', public: mine, status: 201, idempotent: true, body: z.object({ serial: Serial, modelId: z.int().positive().optional(), /** Where it was bought: whose law protects it. Needed for a unit nobody has registered yet. */ country: z.string().regex(/^[A-Z]{2}$/).optional() }), response: MyUnitPage }),
  addProof: route({ method: 'POST', path: '/portal/units/:id/proofs', summary: 'Bring a proof of purchase', public: mine, status: 201, idempotent: true, params: IdParam, body: ProofBody, response: MyUnitPage }),
  papers: route({ method: 'GET', path: '/portal/papers', summary: 'My quotes, invoices, credit notes and receipts, newest first', public: mine, query: PageQuery, response: page(MyPaper) }),
  paper: route({ method: 'GET', path: '/portal/papers/:kind/:id', summary: 'One of my papers as PDF', public: mine, params: IdParam.extend({ kind: MyPaper.shape.kind }), response: z.any() }),
  enter: route({ method: 'POST', path: '/portal/session/link', summary: 'Sign in by a signed link', public: 'the link is the proof', body: z.object({ token: z.string().min(10).max(400) }), response: z.object({ name: z.string() }) }),
  push: route({ method: 'GET', path: '/portal/push', summary: 'The key browsers subscribe with', public: 'the key is public by design', response: z.object({ key: z.string() }) }),
  subscribe: route({ method: 'PUT', path: '/portal/push', summary: 'Tell this browser of my requests', public: mine, body: PushTarget, response: Done }),
  unsubscribe: route({ method: 'DELETE', path: '/portal/push', summary: 'Tell this browser nothing more', public: 'who holds the endpoint may end it', body: PushTarget.pick({ endpoint: true }), response: Done }),
};
