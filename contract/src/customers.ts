import { z } from 'zod';
import { ChannelKind, Done, Id, IdParam, Instant, Language, PageQuery, Tier, page } from './basics.ts';
import { FileInfo } from './files.ts';
import { route } from './route.ts';

export const IdentityKind = z.enum(['email', 'phone', 'chat', 'external']);
export type IdentityKind = z.infer<typeof IdentityKind>;
export const Identity = z.object({ id: z.int(), kind: IdentityKind, value: z.string(), verified: z.boolean() });
export const Customer = z.object({
  id: z.int(),
  kind: z.enum(['person', 'company']),
  name: z.string(),
  companyId: z.int().nullable(),
  companyName: z.string().nullable(),
  tier: Tier,
  language: Language,
  preferredChannel: ChannelKind.nullable(),
  tags: z.array(z.string()),
  note: z.string(),
  /** Where they are served, in the company's own words. */
  region: z.string().optional(),
  /** By which other systems know them; nobody else's. */
  number: z.string().optional(),
  /** What they are in their company. */
  role: z.string().optional(),
  identities: z.array(Identity),
  createdAt: Instant,
  version: z.int(),
  /** The service level that the contract in force promises them; empty without one. */
  serviceLevel: z.string().optional(),
  /** Turned out to be this one: everything of theirs is there. */
  joinedInto: z.int().nullable().optional(),
});
export type Customer = z.infer<typeof Customer>;

/** Why two are one, or may be: `code` names the sentence, `value` is what both have. */
export const LinkReason = z.object({ code: z.enum(['verified', 'order', 'unit', 'qr', 'sign-in', 'stranger', 'said', 'name', 'address', 'handle', 'same-unit', 'person']), value: z.string() });
export const LinkProof = z.enum(['mail', 'phone', 'order', 'unit', 'qr', 'sign-in', 'said', 'person']);
const Moved = z.object({ table: z.string(), count: z.int() });
const Short = z.object({ id: z.int(), name: z.string() });
/** Two customers made one; can be undone as long as `undoneAt` is null. */
export const CustomerMerge = z.object({
  id: z.int(), from: Short, into: Short, proof: LinkProof, reasons: z.array(LinkReason), actor: z.object({ kind: z.string(), name: z.string() }), at: Instant, moved: z.array(Moved),
  undoneAt: Instant.nullable(), undoneBy: z.string().nullable(),
});
export type CustomerMerge = z.infer<typeof CustomerMerge>;
/** Somebody who is probably the same person. */
export const LikelySame = z.object({ id: z.int(), other: Customer, score: z.int(), reasons: z.array(LinkReason), foundAt: Instant });
export type LikelySame = z.infer<typeof LikelySame>;
/** Two who are probably one, the likeliest first. */
export const Duplicate = z.object({ id: z.int(), one: Customer, other: Customer, score: z.int(), reasons: z.array(LinkReason), foundAt: Instant });
export type Duplicate = z.infer<typeof Duplicate>;
export const MergePreview = z.object({ from: Customer, into: Customer, moves: z.array(Moved), becomes: z.object({ name: z.string(), tier: Tier, tags: z.array(z.string()), note: z.string() }), reasons: z.array(LinkReason) });
export type MergePreview = z.infer<typeof MergePreview>;
export const Purpose = z.enum(['service', 'survey', 'marketing']);
export type Purpose = z.infer<typeof Purpose>;
/** A word of the customer about one purpose; channel `*` means every channel. Kept as proof, never changed; the newest counts. */
export const Consent = z.object({ id: z.int(), purpose: Purpose, channel: z.string(), granted: z.boolean(), at: Instant, by: z.string(), words: z.string(), source: z.string() });
/** Minutes of the day in the customer's time zone; null: no quiet hours. */
export const QuietHours = z.object({ quietFrom: z.int().min(0).max(1439).nullable(), quietTo: z.int().min(0).max(1439).nullable(), timeZone: z.string().min(1).max(60) });
/** `usual`: what may be sent while they have said nothing, by the country of their telephone number. */
export const ContactWishes = z.object({ consents: z.array(Consent), hours: QuietHours.nullable(), usual: z.object({ country: z.string().nullable(), survey: z.boolean(), marketing: z.array(z.string()) }) });
export type ContactWishes = z.infer<typeof ContactWishes>;
export const ConsentWrite = z.object({ consents: z.array(z.object({ purpose: Purpose, channel: z.union([z.literal('*'), ChannelKind]), granted: z.boolean() })).max(60).default([]), hours: QuietHours.optional(), words: z.string().min(1).max(500) });
const Day = z.iso.date();
const ContractWrite = z.object({
  number: z.string().min(1).max(60), startsOn: Day, endsOn: Day.nullable(), /** Everybody of the company has at least this one while it is in force. */ tier: Tier, /** As conditions of SLA policies and queues name it: `contract = "24x7"`. */ serviceLevel: z.string().max(60),
  covers: z.array(z.string().min(1).max(120)).max(40).default([]), note: z.string().max(5000).default(''), fileIds: z.array(z.int().positive()).max(20).default([]),
});
export const Contract = ContractWrite.omit({ fileIds: true }).extend({ id: z.int(), customerId: z.int(), customerName: z.string(), covers: z.array(z.string()), note: z.string(), files: z.array(FileInfo), endedAt: Instant.nullable(), inForce: z.boolean(), version: z.int() });
export type Contract = z.infer<typeof Contract>;
/** Somebody right below a company: a person with their role, or a subsidiary. Counts stop at a hundred requests and a thousand people. */
export const Member = z.object({ id: z.int(), kind: z.enum(['person', 'company']), name: z.string(), role: z.string(), tier: Tier, phone: z.string().nullable(), email: z.string().nullable(), open: z.int(), people: z.int() });
export type Member = z.infer<typeof Member>;
const Pair = z.object({ fromId: Id, intoId: Id });

const Write = z.object({
  name: z.string().min(1).max(200), kind: z.enum(['person', 'company']), companyId: Id.nullable(), tier: Tier, language: Language,
  preferredChannel: ChannelKind.nullable(), tags: z.array(z.string().min(1).max(40)).max(30), note: z.string().max(10_000), region: z.string().max(120), number: z.string().max(60), role: z.string().max(120),
});

export const customers = {
  list: route({ method: 'GET', path: '/customers', summary: 'Customers, found by name, mail or phone', right: 'customers.read', query: PageQuery.extend({ q: z.string().max(200).optional(), kind: z.enum(['person', 'company']).optional() }), response: page(Customer) }),
  get: route({ method: 'GET', path: '/customers/:id', summary: 'One customer', right: 'customers.read', params: IdParam, response: Customer }),
  create: route({
    method: 'POST', path: '/customers', summary: 'Add a customer; an identity that exists gives its customer back', right: 'customers.write', status: 201, idempotent: true,
    body: Write.partial().extend({ name: z.string().min(1).max(200), identities: z.array(z.object({ kind: IdentityKind, value: z.string().min(1).max(320) })).max(20).default([]) }), response: Customer,
  }),
  update: route({ method: 'PATCH', path: '/customers/:id', summary: 'Change a customer', right: 'customers.write', params: IdParam, body: Write.partial(), response: Customer }),
  addIdentity: route({ method: 'POST', path: '/customers/:id/identities', summary: 'Add an address', right: 'customers.write', params: IdParam, body: z.object({ kind: IdentityKind, value: z.string().min(1).max(320) }), response: Customer }),
  removeIdentity: route({ method: 'DELETE', path: '/customers/:id/identities/:identityId', summary: 'Remove an address', right: 'customers.write', params: IdParam.extend({ identityId: Id }), response: Done }),
  likely: route({ method: 'GET', path: '/customers/:id/likely', summary: 'Customers who are probably the same person, with reasons', right: 'customers.read', params: IdParam, response: z.object({ items: z.array(LikelySame) }) }),
  duplicates: route({ method: 'GET', path: '/customers/duplicates', summary: 'Pairs of customers who are probably one person, the likeliest first', right: 'customers.read', query: PageQuery, response: page(Duplicate) }),
  dismissLikely: route({ method: 'POST', path: '/customers/likely/:id/dismiss', summary: 'They are two: do not propose it again', right: 'customers.write', params: IdParam, response: Done }),
  mergePreview: route({ method: 'GET', path: '/customers/merge-preview', summary: 'What would move and what would become of the one that stays', right: 'customers.write', query: z.object({ fromId: z.coerce.number().int().positive(), intoId: z.coerce.number().int().positive() }), response: MergePreview }),
  merge: route({ method: 'POST', path: '/customers/merge', summary: 'Both are the same person: everything of `fromId` goes over to `intoId`', right: 'customers.write', idempotent: true, body: Pair, response: CustomerMerge }),
  undoMerge: route({ method: 'POST', path: '/customers/merges/:id/undo', summary: 'They were two: everything goes back where it was', right: 'customers.write', params: IdParam, response: CustomerMerge }),
  merges: route({ method: 'GET', path: '/customers/:id/merges', summary: 'Joinings of this customer, newest first', right: 'customers.read', params: IdParam, response: z.object({ items: z.array(CustomerMerge) }) }),
  contracts: route({ method: 'GET', path: '/customers/:id/contracts', summary: 'Contracts of a customer and of the companies above', right: 'customers.read', params: IdParam, response: z.object({ items: z.array(Contract) }) }),
  addContract: route({ method: 'POST', path: '/customers/:id/contracts', summary: 'Add a contract', right: 'customers.contracts', status: 201, idempotent: true, params: IdParam, body: ContractWrite, response: Contract }),
  updateContract: route({ method: 'PUT', path: '/customer-contracts/:id', summary: 'Change a contract', right: 'customers.contracts', params: IdParam, body: ContractWrite, response: Contract }),
  endContract: route({ method: 'POST', path: '/customer-contracts/:id/end', summary: 'End a contract today', right: 'customers.contracts', params: IdParam, response: Contract }),
  members: route({ method: 'GET', path: '/customers/:id/members', summary: 'People or subsidiaries of a company, and the companies above it', right: 'customers.read', params: IdParam, query: PageQuery.extend({ kind: z.enum(['person', 'company']) }), response: page(Member).extend({ above: z.array(z.object({ id: z.int(), name: z.string() })) }) }),
  wishes: route({ method: 'GET', path: '/customers/:id/wishes', summary: 'What a customer agreed to, with proof, and their quiet hours', right: 'customers.read', params: IdParam, response: ContactWishes }),
  recordConsent: route({ method: 'POST', path: '/customers/:id/consents', summary: 'Record what a customer said about being contacted', right: 'customers.write', params: IdParam, body: ConsentWrite, response: ContactWishes }),
};
