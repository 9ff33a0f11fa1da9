import { Priority, TicketStatus } from '@aftercare/contract/tickets';
import { channelKinds } from '@aftercare/contract/basics';
import { z } from 'zod';

/**
 * What stands in an archive, and what the exports of other desks are turned into: one thing a record, each with the id it has there.
 * `docs/archive.md` tells the form to people; a key that is added later has a default here.
 */
const Ref = z.string().trim().min(1).max(200);
const At = z.iso.datetime({ offset: true });
const Text = z.string().max(1_000_000);
const Short = (most: number) => z.string().transform((text) => text.trim().slice(0, most));

/** A file: its bytes when they came along (`key`), otherwise where it lies. */
export const Attached = z.object({ name: Short(255), type: z.string().max(200).default(''), size: z.number().int().min(0).default(0), url: z.string().max(2000).default(''), key: z.string().max(80).default('') });
export type Attached = z.infer<typeof Attached>;

const Team = z.object({ kind: z.literal('team'), id: Ref, name: Short(100).pipe(z.string().min(1)) });
const Agent = z.object({ kind: z.literal('agent'), id: Ref, name: Short(100), email: z.email().max(320).nullable().default(null) });
const Address = z.object({ kind: z.enum(['email', 'phone', 'chat', 'external']), value: z.string().max(320), verified: z.boolean().default(false) });
const Customer = z.object({
  kind: z.literal('customer'), id: Ref, name: Short(200), company: z.boolean().default(false), companyId: Ref.nullable().default(null), addresses: z.array(Address).max(50).default([]),
  language: z.enum(['zh-CN', 'en']).nullable().default(null), tier: z.enum(['standard', 'silver', 'gold', 'vip']).default('standard'), tags: z.array(Short(60)).max(100).default([]), note: Text.default(''), region: Short(60).default(''), since: At.nullable().default(null),
});
const Ticket = z.object({
  kind: z.literal('ticket'), id: Ref, subject: Short(500), type: z.string().max(60).default(''), status: TicketStatus, priority: Priority.default('normal'), channel: z.enum(channelKinds).default('mail'), language: z.enum(['zh-CN', 'en']).nullable().default(null),
  customer: Ref, customerName: Short(200).default(''), owner: Ref.nullable().default(null), team: Ref.nullable().default(null), tags: z.array(Short(60)).max(100).default([]), fields: z.record(z.string().max(60), z.unknown()).default({}), product: Short(200).default(''), serial: Short(100).default(''),
  unit: Ref.nullable().default(null), openedAt: At, updatedAt: At.nullable().default(null), firstAnsweredAt: At.nullable().default(null), solvedAt: At.nullable().default(null), closedAt: At.nullable().default(null), reopened: z.number().int().min(0).default(0),
});
/** `by` names a customer or an agent there; `name` is how they were called then. */
const Message = z.object({
  kind: z.literal('message'), id: Ref, ticket: Ref, from: z.enum(['customer', 'agent', 'system', 'bot']), by: Ref.nullable().default(null), name: Short(200).default(''),
  text: Text, html: Text.nullable().default(null), subject: Short(500).nullable().default(null), at: At, files: z.array(Attached).max(200).default([]),
});
/** Seen by staff alone. */
const Note = z.object({ kind: z.literal('note'), id: Ref, ticket: Ref, by: Ref.nullable().default(null), name: Short(200).default(''), text: Text, at: At, files: z.array(Attached).max(200).default([]) });
/** Who changed what: `fields` as the history of a ticket shows it. */
const Change = z.object({ kind: z.literal('change'), id: Ref, ticket: Ref, by: Ref.nullable().default(null), name: Short(200).default(''), at: At, reason: z.string().max(200).nullable().default(null), fields: z.array(z.object({ field: z.string().max(60), from: z.unknown(), to: z.unknown(), fromName: z.string().nullish(), toName: z.string().nullish() })).max(50) });
/** Bytes of an archive that are in the store already. */
const File = z.object({ kind: z.literal('file'), id: Ref, fileId: z.int() });

export const TransferRecord = z.discriminatedUnion('kind', [Team, Agent, Customer, Ticket, Message, Note, Change, File]);
export type TransferRecord = z.infer<typeof TransferRecord>;
export type Of<K extends TransferRecord['kind']> = Extract<TransferRecord, { kind: K }>;
/** What lies on one of the shelves of a whole archive; its keys are those of the shelf. */
export const Thing = z.looseObject({ kind: z.string().max(40), id: Ref });
export type Thing = z.infer<typeof Thing>;
/** As a form makes it: what is left out has its default. */
export type Raw = z.input<typeof TransferRecord>;
/** People before what they wrote, tickets before what stands on them: nothing refers to what comes later. */
export const ranks: Readonly<Record<TransferRecord['kind'], number>> = { team: 0, file: 0, agent: 0, customer: 0, ticket: 1, message: 2, note: 2, change: 2 };
