import { z } from 'zod';
import { Done, Id, IdParam, Instant, Language, PageQuery, page } from './basics.ts';
import { FileInfo } from './files.ts';
import { Currency, Minor, SignedMinor } from './money.ts';
import { route } from './route.ts';

/** What we give out. */
export const VendorJobKind = z.enum(['depot-repair', 'on-site', 'installation', 'inspection', 'maintenance', 'refurbish']);
export type VendorJobKind = z.infer<typeof VendorJobKind>;
export const VendorState = z.enum(['active', 'paused', 'ended']);
/** nobody: everybody asked said no, or nothing. */
export const VendorJobState = z.enum(['offered', 'accepted', 'working', 'done', 'checked', 'disputed', 'cancelled', 'nobody']);
export type VendorJobState = z.infer<typeof VendorJobState>;
export const OfferState = z.enum(['open', 'accepted', 'declined', 'expired', 'withdrawn']);
export const ProgressKind = z.enum(['contacted', 'on-the-way', 'started', 'waiting-for-part', 'note', 'accepted', 'declined', 'done', 'sent-back', 'checked', 'price-asked', 'disputed', 'decided', 'cancelled']);
/** What a vendor may report by themselves. */
export const ReportKind = ProgressKind.extract(['contacted', 'on-the-way', 'started', 'waiting-for-part', 'note']);
const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
export const Period = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

export const VendorWrite = z.object({
  /** Short and lasting, for files and other systems. */
  key: z.string().trim().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,23}$/), name: z.string().trim().min(1).max(200), state: VendorState.default('active'), language: Language.default('zh-CN'),
  contactName: z.string().trim().max(100).default(''), phone: z.string().trim().max(40).default(''), email: z.union([z.literal(''), z.email().max(320)]).default(''), note: z.string().max(4000).default(''),
  /** We post here what happens to their jobs, signed. Empty: they look for themselves. */
  webhookUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]).default(''),
});
export type VendorWrite = z.infer<typeof VendorWrite>;

/** Shares are 0 to 1; null before there is anything to count. Cost is the mean of what was checked, in minor units. */
export const Scorecard = z.object({
  offers: z.int(), accepted: z.int(), answerMinutes: z.number().nullable(), acceptance: z.number().nullable(),
  jobs: z.int(), open: z.int(), late: z.int(), onTime: z.number().nullable(), redone: z.number().nullable(), reopened: z.number().nullable(), satisfaction: z.number().nullable(), disputes: z.int(),
  costMinor: z.int().nullable(), currency: Currency,
});
export type Scorecard = z.infer<typeof Scorecard>;
export const Vendor = VendorWrite.extend({ id: z.int(), email: z.string(), webhookUrl: z.string(), apiKey: z.string().nullable(), createdAt: Instant });
export type Vendor = z.infer<typeof Vendor>;
export const VendorUser = z.object({ agentId: z.int(), name: z.string(), email: z.string(), status: z.enum(['active', 'invited', 'disabled']) });

export const ContractWrite = z.object({
  name: z.string().trim().min(1).max(200), startsOn: Day, endsOn: Day.nullable().default(null),
  /** Beginnings of region names and words of product names; empty lists cover everything. */
  regions: z.array(z.string().trim().min(1).max(100)).max(200).default([]), products: z.array(z.string().trim().min(1).max(200)).max(200).default([]),
  /** What we pay per kind; a kind without a rate is not covered. */
  rates: z.partialRecord(VendorJobKind, z.object({ amountMinor: Minor })), currency: Currency.default('CNY'),
  acceptMinutes: z.int().min(1).max(43_200), doneMinutes: z.int().min(1).max(525_600), rank: z.int().min(0).max(10_000).default(100), active: z.boolean().default(true),
}).refine((c) => c.endsOn === null || c.endsOn >= c.startsOn, { path: ['endsOn'] });
export type ContractWrite = z.infer<typeof ContractWrite>;
export const Contract = z.object({ ...ContractWrite.shape, id: z.int(), vendorId: z.int(), rates: z.record(z.string(), z.object({ amountMinor: z.int() })) });
export type Contract = z.infer<typeof Contract>;

export const VendorCustomer = z.object({ name: z.string().max(200).default(''), phone: z.string().max(60).default(''), address: z.string().max(500).default('') });
const Proof = z.object({ photos: z.array(FileInfo), serial: z.string(), /** Null where none was expected. */ serialFits: z.boolean().nullable(), signature: FileInfo.nullable(), signedBy: z.string(), note: z.string(), at: Instant });
const Progress = z.object({ id: z.int(), kind: ProgressKind, text: z.string(), files: z.array(FileInfo), at: Instant, by: z.string() });
const Claim = z.object({
  id: z.int(), kind: z.enum(['price', 'dispute']), raisedBy: z.enum(['vendor', 'house']), amountMinor: z.int().nullable(), reason: z.string(), files: z.array(FileInfo), state: z.enum(['open', 'granted', 'refused']),
  raisedAt: Instant, by: z.string(), decidedAt: Instant.nullable(), answer: z.string(),
});
const JobBase = z.object({
  id: z.int(), kind: VendorJobKind, region: z.string(), product: z.string(), serial: z.string(), summary: z.string(), state: VendorJobState, amountMinor: z.int().nullable(), currency: Currency,
  offeredAt: Instant, acceptedAt: Instant.nullable(), dueAt: Instant.nullable(), doneAt: Instant.nullable(), checkedAt: Instant.nullable(), redone: z.int(), version: z.int(),
});
/** As we see it. */
export const VendorJobRow = JobBase.extend({ ticketId: z.int(), vendor: z.object({ id: z.int(), name: z.string() }).nullable(), rating: z.int().nullable(), reopened: z.boolean(), claimOpen: z.boolean() });
export type VendorJobRow = z.infer<typeof VendorJobRow>;
export const VendorJob = VendorJobRow.extend({
  customer: VendorCustomer, files: z.array(FileInfo), way: z.enum(['in-turn', 'first-wins']), proof: Proof.nullable(), progress: z.array(Progress), claims: z.array(Claim),
  offers: z.array(z.object({ id: z.int(), vendor: z.object({ id: z.int(), name: z.string() }), state: OfferState, amountMinor: z.int(), offeredAt: Instant, answerBy: Instant, answeredAt: Instant.nullable(), reason: z.string() })),
});
export type VendorJob = z.infer<typeof VendorJob>;
/** As the vendor sees it: `offer` is what they were asked; the customer is named once they accepted. */
export const MyJobRow = JobBase.extend({ offer: z.object({ state: OfferState, amountMinor: z.int(), answerBy: Instant, doneMinutes: z.int() }), mine: z.boolean() });
export type MyJobRow = z.infer<typeof MyJobRow>;
export const MyJob = MyJobRow.extend({ customer: VendorCustomer.nullable(), files: z.array(FileInfo), proof: Proof.nullable(), progress: z.array(Progress), claims: z.array(Claim) });
export type MyJob = z.infer<typeof MyJob>;

export const Settlement = z.object({
  id: z.int(), vendor: z.object({ id: z.int(), name: z.string() }), period: Period, currency: Currency, state: z.enum(['draft', 'approved', 'paid']), jobs: z.int(), totalMinor: SignedMinor, madeAt: Instant,
  approvedAt: Instant.nullable(), paidAt: Instant.nullable(), reference: z.string(),
});
export type Settlement = z.infer<typeof Settlement>;
export const SettlementLine = z.object({ jobId: z.int(), ticketId: z.int(), kind: VendorJobKind, summary: z.string(), product: z.string(), serial: z.string(), doneAt: Instant, checkedAt: Instant, amountMinor: z.int() });
export const SettlementPage = Settlement.extend({ lines: z.array(SettlementLine) });

/** Files: ids of what was uploaded before, or – for programs – the bytes themselves. */
const Attached = { files: z.array(Id).max(20).default([]), attach: z.array(z.object({ name: z.string().min(1).max(255), type: z.string().max(100).default('application/octet-stream'), base64: z.base64().max(12_000_000) })).max(10).default([]) };
const ClaimWrite = z.object({ kind: z.enum(['price', 'dispute']), amountMinor: Minor.nullable().default(null), reason: z.string().trim().min(1).max(4000), ...Attached });
const ListQuery = PageQuery.extend({ vendorId: Id.optional(), state: z.enum(['open', 'offered', 'accepted', 'working', 'done', 'checked', 'disputed', 'cancelled', 'nobody']).optional() });

export const vendors = {
  list: route({ method: 'GET', path: '/vendors', summary: 'Vendors with their scorecards of the last 90 days', right: 'vendors.read', response: z.object({ items: z.array(Vendor.extend({ score: Scorecard })) }) }),
  get: route({ method: 'GET', path: '/vendors/:id', summary: 'One vendor with contracts and people', right: 'vendors.read', params: IdParam, response: Vendor.extend({ score: Scorecard, contracts: z.array(Contract), users: z.array(VendorUser) }) }),
  create: route({ method: 'POST', path: '/vendors', summary: 'Add a vendor', right: 'vendors.manage', status: 201, idempotent: true, body: VendorWrite, response: Vendor }),
  update: route({ method: 'PUT', path: '/vendors/:id', summary: 'Change a vendor', right: 'vendors.manage', params: IdParam, body: VendorWrite, response: Vendor }),
  /** The secret is shown once; an earlier one ends. */
  makeKey: route({ method: 'POST', path: '/vendors/:id/key', summary: 'Make the key of the signed API', right: 'vendors.manage', params: IdParam, response: z.object({ apiKey: z.string(), secret: z.string() }) }),
  addUser: route({ method: 'POST', path: '/vendors/:id/users', summary: 'Let somebody of theirs sign in', right: 'vendors.manage', status: 201, params: IdParam, body: z.object({ name: z.string().trim().min(1).max(120), email: z.email().max(320), language: Language.default('zh-CN') }), response: z.object({ user: VendorUser, link: z.string() }) }),
  addContract: route({ method: 'POST', path: '/vendors/:id/contracts', summary: 'Add a contract', right: 'vendors.manage', status: 201, params: IdParam, body: ContractWrite, response: Contract }),
  saveContract: route({ method: 'PUT', path: '/vendor-contracts/:id', summary: 'Change a contract; jobs already accepted keep their terms', right: 'vendors.manage', params: IdParam, body: ContractWrite, response: Contract }),

  jobs: route({ method: 'GET', path: '/vendor-jobs', summary: 'Jobs given out', right: 'vendors.read', query: ListQuery, response: page(VendorJobRow) }),
  job: route({ method: 'GET', path: '/vendor-jobs/:id', summary: 'One job', right: 'vendors.read', params: IdParam, response: VendorJob }),
  ofTicket: route({ method: 'GET', path: '/tickets/:id/vendor-jobs', summary: 'Jobs of a ticket', right: 'vendors.read', params: IdParam, response: z.object({ items: z.array(VendorJob) }) }),
  /** Who could take it, in the order they would be asked. */
  matches: route({
    method: 'GET', path: '/tickets/:id/vendor-matches', summary: 'Vendors whose contract covers a job', right: 'vendors.offer', params: IdParam, query: z.object({ kind: VendorJobKind, region: z.string().max(100).optional() }),
    response: z.object({ region: z.string(), product: z.string(), items: z.array(z.object({ vendorId: z.int(), name: z.string(), contract: z.string(), amountMinor: z.int(), currency: Currency, acceptMinutes: z.int(), doneMinutes: z.int(), acceptance: z.number().nullable(), onTime: z.number().nullable() })) }),
  }),
  offer: route({
    method: 'POST', path: '/tickets/:id/vendor-jobs', summary: 'Give a job out', right: 'vendors.offer', status: 201, idempotent: true, params: IdParam,
    body: z.object({
      kind: VendorJobKind, summary: z.string().trim().min(1).max(2000), region: z.string().trim().max(100).optional(), product: z.string().trim().max(200).optional(), serial: z.string().trim().max(100).optional(), customer: VendorCustomer.optional(),
      /** Who is asked, in this order; everybody whose contract covers it, best rank first, unless told. */
      vendorIds: z.array(Id).max(20).optional(), way: z.enum(['in-turn', 'first-wins']).default('in-turn'), files: z.array(Id).max(20).default([]),
    }),
    response: VendorJob,
  }),
  cancel: route({ method: 'POST', path: '/vendor-jobs/:id/cancel', summary: 'Take a job back', right: 'vendors.offer', params: IdParam, body: z.object({ reason: z.string().trim().min(1).max(1000) }), response: VendorJob }),
  check: route({ method: 'POST', path: '/vendor-jobs/:id/check', summary: 'Accept the work, or send it back', right: 'vendors.offer', params: IdParam, body: z.object({ good: z.boolean(), note: z.string().trim().max(2000).default('') }), response: VendorJob }),
  dispute: route({ method: 'POST', path: '/vendor-jobs/:id/claims', summary: 'Dispute the work or its price', right: 'vendors.offer', status: 201, params: IdParam, body: ClaimWrite, response: VendorJob }),
  decide: route({ method: 'POST', path: '/vendor-claims/:id/decision', summary: 'Decide a claim', right: 'vendors.manage', params: IdParam, body: z.object({ granted: z.boolean(), amountMinor: Minor.nullable().default(null), answer: z.string().trim().max(2000).default('') }), response: VendorJob }),

  settlements: route({ method: 'GET', path: '/vendor-settlements', summary: 'Settlements', right: 'vendors.read', query: z.object({ vendorId: Id.optional(), period: Period.optional() }), response: z.object({ items: z.array(Settlement) }) }),
  settlement: route({ method: 'GET', path: '/vendor-settlements/:id', summary: 'One settlement with its lines', right: 'vendors.read', params: IdParam, response: SettlementPage }),
  settle: route({ method: 'POST', path: '/vendor-settlements', summary: 'Settle a month: again adds only what is new', right: 'vendors.manage', body: z.object({ period: Period, vendorId: Id.optional() }), response: z.object({ items: z.array(Settlement), added: z.int() }) }),
  approve: route({ method: 'POST', path: '/vendor-settlements/:id/approve', summary: 'Approve a settlement', right: 'vendors.manage', params: IdParam, response: Settlement }),
  pay: route({ method: 'POST', path: '/vendor-settlements/:id/pay', summary: 'Note that it was paid', right: 'vendors.manage', params: IdParam, body: z.object({ reference: z.string().trim().min(1).max(200) }), response: Settlement }),
  exportSettlement: route({ method: 'GET', path: '/vendor-settlements/:id/export', summary: 'A settlement as CSV or PDF', right: 'vendors.read', params: IdParam, query: z.object({ form: z.enum(['csv', 'pdf']).default('csv') }), response: z.unknown() }),
};

const inside = 'a session of the vendor or a signed request, checked inside';
/** The vendor's own side: the same operations for their people (session) and their programs (signed, see docs/how-to-add-a-vendor.md). */
export const vendorDesk = {
  me: route({ method: 'GET', path: '/vendor/me', summary: 'Who I am and how I do', public: inside, signed: true, response: z.object({ vendor: z.object({ id: z.int(), key: z.string(), name: z.string() }), company: z.string(), score: Scorecard, counts: z.object({ offers: z.int(), open: z.int(), late: z.int(), done: z.int() }) }) }),
  jobs: route({ method: 'GET', path: '/vendor/jobs', summary: 'My offers and jobs', public: inside, signed: true, query: PageQuery.extend({ part: z.enum(['offers', 'open', 'done', 'all']).default('all') }), response: page(MyJobRow) }),
  job: route({ method: 'GET', path: '/vendor/jobs/:id', summary: 'One of my jobs', public: inside, signed: true, params: IdParam, response: MyJob }),
  accept: route({ method: 'POST', path: '/vendor/jobs/:id/accept', summary: 'Take it', public: inside, signed: true, params: IdParam, body: z.object({}).default({}), response: MyJob }),
  decline: route({ method: 'POST', path: '/vendor/jobs/:id/decline', summary: 'Decline it', public: inside, signed: true, params: IdParam, body: z.object({ reason: z.string().trim().min(1).max(1000) }), response: Done }),
  progress: route({ method: 'POST', path: '/vendor/jobs/:id/progress', summary: 'Say how it goes', public: inside, signed: true, bodyLimit: 20 * 1024 * 1024, params: IdParam, body: z.object({ kind: ReportKind, text: z.string().trim().max(4000).default(''), ...Attached }), response: MyJob }),
  proof: route({
    method: 'POST', path: '/vendor/jobs/:id/proof', summary: 'It is done: photos, serial number, signature', public: inside, signed: true, bodyLimit: 20 * 1024 * 1024, params: IdParam,
    body: z.object({ serial: z.string().trim().max(100).default(''), signature: Id.nullable().default(null), signedBy: z.string().trim().max(100).default(''), note: z.string().trim().max(4000).default(''), ...Attached }), response: MyJob,
  }),
  claim: route({ method: 'POST', path: '/vendor/jobs/:id/claims', summary: 'Ask for another price, or dispute', public: inside, signed: true, bodyLimit: 20 * 1024 * 1024, params: IdParam, body: ClaimWrite, response: MyJob }),
  settlements: route({ method: 'GET', path: '/vendor/settlements', summary: 'My settlements', public: inside, signed: true, response: z.object({ items: z.array(Settlement) }) }),
  settlement: route({ method: 'GET', path: '/vendor/settlements/:id', summary: 'One of my settlements', public: inside, signed: true, params: IdParam, response: SettlementPage }),
  exportSettlement: route({ method: 'GET', path: '/vendor/settlements/:id/export', summary: 'A settlement as CSV or PDF', public: inside, signed: true, params: IdParam, query: z.object({ form: z.enum(['csv', 'pdf']).default('csv') }), response: z.unknown() }),
};
