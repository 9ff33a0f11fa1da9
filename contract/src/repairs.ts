import { z } from 'zod';
import { Id, IdParam, Instant, Names, PageQuery, page } from './basics.ts';
import { FileInfo } from './files.ts';
import { Currency, Minor } from './money.ts';
import { FaultTree } from './products.ts';
import { route } from './route.ts';

/** Where the work is done: by phone and remote help, at the customer's, at a counter, at a depot by parcel. */
export const RepairHow = z.enum(['remote', 'visit', 'counter', 'depot']);
export type RepairHow = z.infer<typeof RepairHow>;
export const RepairState = z.enum(['reported', 'confirmed', 'received', 'diagnosed', 'quoted', 'approved', 'waiting-parts', 'in-repair', 'testing', 'ready', 'replaced', 'declined', 'handed-back', 'solved-remotely', 'cancelled']);
export type RepairState = z.infer<typeof RepairState>;
/** What warranty does not pay for. */
export const Damage = z.enum(['none', 'human', 'disaster', 'unauthorised', 'wear']);
export type Damage = z.infer<typeof Damage>;
export const Remedy = z.enum(['repair', 'quote', 'replace', 'refund', 'none']);
export type Remedy = z.infer<typeof Remedy>;

/** One question of a fault tree and what was answered. */
export const GuidedAnswer = z.object({ question: z.string().max(500), answer: z.string().max(500) });
export const RepairReport = z.object({
  text: z.string().max(20_000).default(''), faultKey: z.string().max(80).nullable().default(null), guided: z.array(GuidedAnswer).max(60).default([]), photos: z.array(z.int().positive()).max(20).default([]),
});
export type RepairReport = z.infer<typeof RepairReport>;

export const WorkLine = z.object({
  id: z.int(), kind: z.enum(['part', 'labour', 'other']), partId: z.int().nullable(), description: z.string(), quantity: z.number(), minutes: z.int(), unitMinor: z.int(), taxRate: z.int(),
  state: z.enum(['planned', 'reserved', 'waiting', 'used', 'dropped']), reservationId: z.int().nullable(), serial: z.string(),
  /** The part that was taken out. */
  oldPart: z.enum(['none', 'expected', 'back']),
});
export type WorkLine = z.infer<typeof WorkLine>;
export const TestResult = z.object({ key: z.string().max(60), title: z.string().max(300), ok: z.boolean(), note: z.string().max(1000).default('') });
export type TestResult = z.infer<typeof TestResult>;
/** Owed or not on the day it was decided, kept as it was said then. */
export const Owed = z.object({ covered: z.boolean(), until: z.string().nullable(), clause: z.string(), reasons: z.array(z.string()), exclusions: z.array(z.string()), remedies: z.record(z.string(), z.object({ owed: z.boolean(), until: z.string().nullable(), reason: z.string() })) });
export type Owed = z.infer<typeof Owed>;
export const RepairStep = z.object({ at: Instant, from: RepairState.nullable(), to: RepairState, by: z.string(), note: z.string() });

export const Repair = z.object({
  id: z.int(), ticketId: z.int(), state: RepairState, how: RepairHow,
  unit: z.object({ id: z.int(), serial: z.string(), model: z.string(), modelId: z.int() }).nullable(), site: z.object({ id: z.int(), name: Names }).nullable(), technician: z.object({ id: z.int(), name: z.string() }).nullable(),
  report: RepairReport, diagnosis: z.object({ faultKey: z.string().nullable(), fault: z.string(), cause: z.string(), damage: Damage, note: z.string(), photos: z.array(FileInfo), at: Instant, by: z.string() }).nullable(),
  owed: Owed.nullable(), remedy: z.object({ kind: Remedy, reason: Names }).nullable(),
  lines: z.array(WorkLine), quoteId: z.int().nullable(), currency: Currency, /** What the planned work would cost without warranty, net. */ netMinor: z.int(),
  tests: z.array(TestResult), testedAt: Instant.nullable(), replacement: z.object({ id: z.int(), serial: z.string() }).nullable(),
  /** Failures of this unit so far, this one counted. */
  failures: z.int(),
  handBack: z.object({ how: z.enum(['in-person', 'shipped', 'on-site']), to: z.string(), at: Instant }).nullable(),
  openedAt: Instant, confirmedAt: Instant.nullable(), /** Promised: seven working days. */ dueAt: Instant, finishedAt: Instant.nullable(), overdue: z.boolean(),
  steps: z.array(RepairStep), /** What this caller may do now. */ can: z.array(z.enum(['confirm', 'receive', 'diagnose', 'decide', 'quote', 'reserve', 'work', 'test', 'hand-back', 'replace', 'solve', 'cancel'])), version: z.int(),
});
export type Repair = z.infer<typeof Repair>;
export const RepairRow = z.object({
  id: z.int(), ticketId: z.int(), subject: z.string(), customerName: z.string(), state: RepairState, how: RepairHow, model: z.string(), serial: z.string(), siteName: Names.nullable(), technicianName: z.string().nullable(),
  openedAt: Instant, dueAt: Instant, overdue: z.boolean(), waitingParts: z.int(),
});
export type RepairRow = z.infer<typeof RepairRow>;

const Plan = z.object({ kind: z.enum(['part', 'labour', 'other']), partId: z.int().positive().nullable().default(null), description: z.string().trim().min(1).max(300), quantity: z.number().positive().max(1000).default(1), minutes: z.int().min(0).max(10_000).default(0), unitMinor: Minor.default(0) });
export const RepairSettings = z.object({ currency: Currency, labourMinorPerHour: Minor, taxRate: z.int().min(0).max(10_000), shippingMinor: Minor, /** Working days to finish. */ finishDays: z.int().min(1).max(60), /** Days a part may take before the product is replaced. */ partDays: z.int().min(1).max(180), depotSiteId: z.int().nullable() });
export type RepairSettings = z.infer<typeof RepairSettings>;

const Photos = z.array(z.int().positive()).max(20).default([]);
const work = 'repairs.work';
export const repairs = {
  list: route({
    method: 'GET', path: '/repairs', summary: 'Repairs, those due first', right: 'repairs.read',
    query: PageQuery.extend({ state: RepairState.optional(), /** Only what is not finished. */ open: z.enum(['true', 'false']).default('true'), siteId: Id.optional(), technicianId: z.union([Id, z.literal('me')]).optional(), q: z.string().max(100).optional() }), response: page(RepairRow),
  }),
  counts: route({ method: 'GET', path: '/repairs/counts', summary: 'How many repairs stand where', right: 'repairs.read', response: z.object({ items: z.array(z.object({ state: RepairState, count: z.int(), overdue: z.int() })) }) }),
  ofTicket: route({ method: 'GET', path: '/tickets/:id/repairs', summary: 'Repairs of a ticket, newest first', right: 'repairs.read', params: IdParam, response: z.object({ items: z.array(Repair) }) }),
  get: route({ method: 'GET', path: '/repairs/:id', summary: 'One repair', right: 'repairs.read', params: IdParam, response: Repair }),
  open: route({ method: 'POST', path: '/tickets/:id/repairs', summary: 'Open a repair on a ticket', right: work, status: 201, idempotent: true, params: IdParam, body: z.object({ how: RepairHow.default('depot'), siteId: Id.optional(), report: RepairReport.partial().default({}) }), response: Repair }),
  confirm: route({ method: 'POST', path: '/repairs/:id/confirm', summary: 'Confirm to the customer: where, and by when', right: work, params: IdParam, body: z.object({ how: RepairHow, siteId: Id.nullable().default(null), technicianId: Id.nullable().default(null) }), response: Repair }),
  receive: route({ method: 'POST', path: '/repairs/:id/receive', summary: 'The product is on the bench', right: work, params: IdParam, body: z.object({ siteId: Id.nullable().default(null), note: z.string().max(1000).default('') }), response: Repair }),
  diagnose: route({ method: 'POST', path: '/repairs/:id/diagnosis', summary: 'Record fault, cause and damage', right: work, params: IdParam, body: z.object({ faultKey: z.string().max(80).nullable().default(null), fault: z.string().trim().min(1).max(500), cause: z.string().trim().max(1000).default(''), damage: Damage.default('none'), note: z.string().max(4000).default(''), photos: Photos }), response: Repair }),
  plan: route({ method: 'PUT', path: '/repairs/:id/lines', summary: 'Set what will be done: labour and parts not yet kept', right: work, params: IdParam, body: z.object({ lines: z.array(Plan).max(60) }), response: Repair }),
  decide: route({ method: 'POST', path: '/repairs/:id/decision', summary: 'Decide by the rules: repair, quote, replace', right: work, params: IdParam, body: z.object({ /** Another remedy than the rules say needs a reason. */ remedy: Remedy.optional(), reason: z.string().max(500).default('') }), response: Repair }),
  quote: route({ method: 'POST', path: '/repairs/:id/quote', summary: 'Send the customer a quote of the planned work', right: work, params: IdParam, response: Repair }),
  reserve: route({ method: 'POST', path: '/repairs/:id/parts', summary: 'Keep the parts; what is missing is waited for', right: work, params: IdParam, body: z.object({ siteId: Id.optional() }), response: Repair }),
  work: route({ method: 'POST', path: '/repairs/:id/work', summary: 'The work is done: parts fitted, minutes spent', right: work, params: IdParam, body: z.object({ minutes: z.int().min(0).max(10_000).default(0), note: z.string().max(4000).default(''), serials: z.record(z.string(), z.string().max(100)).default({}), /** Lines whose part was not needed. */ unused: z.array(z.int()).default([]), /** Old parts were kept. */ oldBack: z.boolean().default(true) }), response: Repair }),
  test: route({ method: 'POST', path: '/repairs/:id/test', summary: 'Record the test', right: work, params: IdParam, body: z.object({ results: z.array(TestResult).min(1).max(60) }), response: Repair }),
  handBack: route({ method: 'POST', path: '/repairs/:id/hand-back', summary: 'Give it back, or send it', right: work, params: IdParam, body: z.object({ how: z.enum(['in-person', 'shipped', 'on-site']), to: z.string().max(200).default('') }), response: Repair }),
  replace: route({ method: 'POST', path: '/repairs/:id/replacement', summary: 'Give another unit instead', right: 'repairs.decide', params: IdParam, body: z.object({ serial: z.string().trim().min(1).max(100) }), response: Repair }),
  solveRemotely: route({ method: 'POST', path: '/repairs/:id/solved', summary: 'Solved by phone or remote help', right: work, params: IdParam, body: z.object({ note: z.string().max(2000).default('') }), response: Repair }),
  cancel: route({ method: 'POST', path: '/repairs/:id/cancel', summary: 'The customer does not want it any more', right: work, params: IdParam, body: z.object({ reason: z.string().trim().min(1).max(500) }), response: Repair }),
  /** Troubleshooting and warranty before anything is reported. Says nothing of whose a unit is. */
  guide: route({
    method: 'GET', path: '/portal/guide', summary: 'What can be tried at home, and what warranty owes', public: 'what a type plate says anybody may ask', query: z.object({ product: z.string().max(200).default(''), serial: z.string().max(100).default('') }),
    response: z.object({ model: z.object({ id: z.int(), name: Names }).nullable(), trees: z.array(FaultTree.pick({ id: true, title: true, start: true, nodes: true })), owed: z.object({ covered: z.boolean(), until: z.string().nullable(), clause: z.string(), reason: z.string(), remedies: z.record(z.string(), z.object({ owed: z.boolean(), until: z.string().nullable() })) }).nullable() }),
  }),
  settings: route({ method: 'GET', path: '/repair-settings', summary: 'How we repair', right: 'repairs.read', response: RepairSettings }),
  saveSettings: route({ method: 'PUT', path: '/repair-settings', summary: 'Change how we repair', right: 'repairs.manage', body: RepairSettings, response: RepairSettings }),
};
