import { z } from 'zod';
import { ChannelKind, Done, Instant, Language, Names } from './basics.ts';
import { Consent, ConsentWrite, Purpose, QuietHours } from './customers.ts';
import { FileInfo, maxFileBytes } from './files.ts';
import { Currency } from './money.ts';
import { Message } from './conversations.ts';
import { route } from './route.ts';
import { SurveyAnswer } from './surveys.ts';
import { FieldValue, TicketStatus } from './tickets.ts';
import { GoOn } from './go-on.ts';

/** A customer is known either by a ticket's signed link (`t` token) or by a session made with a mailed sign-in code. */
const Token = z.string().min(10).max(400);
const ByTicket = z.object({ id: z.coerce.number().int().positive() });
const WithToken = z.object({ token: Token.optional() });

/** `asked`: waits for the customer's yes; `agreed`, `declined`, `expired`; `billed` and `paid` once there is an invoice. `page`: where it is read and answered. */
export const StepCost = z.object({ state: z.enum(['asked', 'agreed', 'declined', 'expired', 'billed', 'paid']), amountMinor: z.int(), currency: Currency, page: z.string() });
export type StepCost = z.infer<typeof StepCost>;
/** One step of the customer's journey, in their words. */
export const JourneyStep = z.object({
  key: z.enum(['received', 'assigned', 'working', 'waiting-for-you', 'solved', 'closed', 'rated', 'step']),
  state: z.enum(['done', 'current', 'ahead']),
  at: Instant.nullable(),
  /** By when we promise it. */
  dueAt: Instant.nullable(),
  who: z.string().nullable(),
  /** Of a `step` of a process: what it says to the customer. */
  words: z.object({ zh: z.string(), en: z.string() }).nullable().optional(),
  /** What it costs, at the step where that arose. */
  cost: StepCost.nullable().optional(),
});
export const PortalMessage = Message.pick({ id: true, direction: true, text: true, attachments: true, at: true, channel: true }).extend({ authorName: z.string(), mine: z.boolean() });
export const PortalTicket = z.object({
  id: z.int(), subject: z.string(), typeName: Names, status: TicketStatus, product: z.string(), serial: z.string(), /** When it is a product of the one who looks. */ unitId: z.int().nullable(), openedAt: Instant,
  steps: z.array(JourneyStep), messages: z.array(PortalMessage),
  can: z.object({ reply: z.boolean(), close: z.boolean(), reopen: z.boolean(), rate: z.boolean() }),
  rated: SurveyAnswer.nullable(),
  contact: z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }),
});
export type PortalTicket = z.infer<typeof PortalTicket>;
export const PortalCompany = z.object({ name: z.string(), language: Language, supportAddress: z.string().nullable(), types: z.array(z.object({ key: z.string(), name: Names })), products: z.array(z.string()), chatSite: z.string().nullable(), openNow: z.boolean(), firstResponseMinutes: z.int().nullable() });

/** How a customer wants to be reached: the newest word per purpose and channel, quiet hours, usual channel, language. */
export const MyWishes = z.object({
  name: z.string(), language: Language, preferredChannel: ChannelKind.nullable(), channels: z.array(ChannelKind), hours: QuietHours.nullable(),
  allowed: z.array(z.object({ purpose: Purpose, channel: z.string(), granted: z.boolean() })), history: z.array(Consent),
});
export type MyWishes = z.infer<typeof MyWishes>;
const Visitor = WithToken.extend({ ticketId: z.coerce.number().int().positive().optional() });

export const portal = {
  company: route({ method: 'GET', path: '/portal/company', summary: 'What the portal shows to everybody', public: 'front page', response: PortalCompany }),
  /** Photos and papers before the report exists: raw body; the returned token goes with the report. */
  upload: route({ method: 'POST', path: '/portal/files', summary: 'Bring a photo or paper for a report (raw body)', public: 'customers have no account', bodyLimit: maxFileBytes, query: z.object({ name: z.string().max(255) }), response: FileInfo.extend({ token: z.string() }) }),
  report: route({
    method: 'POST', path: '/portal/tickets', summary: 'Report a problem', public: 'customers have no account', status: 201, idempotent: true,
    body: z.object({
      name: z.string().min(1).max(200), email: z.email().max(320).optional(), phone: z.string().max(40).optional(), language: Language,
      type: z.string().max(40).default('repair'), subject: z.string().max(300).default(''), text: z.string().min(1).max(20_000),
      product: z.string().max(200).default(''), serial: z.string().max(100).default(''), purchasedOn: z.iso.date().optional(),
      files: z.array(z.object({ token: z.string(), purpose: z.enum(['photo', 'proof']) })).max(12).default([]),
      /** What the form for this type asks, by key. */
      fields: z.record(z.string().max(60), FieldValue).default({}),
      /** Where a parcel comes from and goes back to. */
      address: z.string().max(500).optional(),
      /** Why it is returned. */
      reason: z.enum(['faulty', 'wrong-item', 'not-as-described', 'changed-mind', 'damaged-in-transit', 'other']).optional(),
      /** Known fault and answers of the troubleshooting that went before. */
      faultKey: z.string().max(60).optional(), guided: z.array(z.object({ question: z.string().max(500), answer: z.string().max(500) })).max(60).default([]),
    }),
    response: z.object({ id: z.int(), token: z.string(), url: z.string() }),
  }),
  requestCode: route({ method: 'POST', path: '/portal/codes', summary: 'Ask for a sign-in code by mail', public: 'the way in', body: z.object({ email: z.email().max(320), language: Language }), response: Done }),
  signIn: route({ method: 'POST', path: '/portal/session', summary: 'Sign in with the code', public: 'the code is the proof', body: z.object({ email: z.email().max(320), code: z.string().regex(/^\d{6}$/) }), response: z.object({ name: z.string() }) }),
  signOut: route({ method: 'DELETE', path: '/portal/session', summary: 'Sign out', public: 'ends what a code began', response: Done }),
  mine: route({ method: 'GET', path: '/portal/tickets', summary: 'My tickets', public: 'portal session checked inside', response: z.object({ name: z.string(), items: z.array(z.object({ id: z.int(), subject: z.string(), status: TicketStatus, openedAt: Instant, updatedAt: Instant, product: z.string() })) }) }),
  ticket: route({ method: 'GET', path: '/portal/tickets/:id', summary: "The customer's page of a ticket", public: 'signed link or portal session checked inside', params: ByTicket, query: WithToken, response: PortalTicket }),
  reply: route({ method: 'POST', path: '/portal/tickets/:id/messages', summary: 'Answer from the portal', public: 'signed link or portal session checked inside', status: 201, idempotent: true, params: ByTicket, query: WithToken, body: z.object({ text: z.string().min(1).max(20_000), files: z.array(z.string()).max(12).default([]) }), response: PortalTicket }),
  close: route({ method: 'POST', path: '/portal/tickets/:id/close', summary: 'It is solved: close', public: 'signed link or portal session checked inside', params: ByTicket, query: WithToken, response: PortalTicket }),
  reopen: route({ method: 'POST', path: '/portal/tickets/:id/reopen', summary: 'It is not solved: reopen', public: 'signed link or portal session checked inside', params: ByTicket, query: WithToken, body: z.object({ text: z.string().max(20_000).default('') }), response: PortalTicket }),
  rate: route({ method: 'POST', path: '/portal/tickets/:id/rating', summary: 'Rate, once', public: 'signed link or portal session checked inside', params: ByTicket, query: WithToken, body: SurveyAnswer, response: PortalTicket }),
  goOn: route({ method: 'POST', path: '/portal/tickets/:id/go-on', summary: 'Go on with this matter by another channel', public: 'signed link or portal session checked inside', params: ByTicket, query: WithToken, body: z.object({ wants: z.union([ChannelKind, z.literal('page')]) }), response: GoOn }),
  wishes: route({ method: 'GET', path: '/portal/wishes', summary: 'How I want to be reached', public: 'signed link or portal session checked inside', query: Visitor, response: MyWishes }),
  saveWishes: route({ method: 'PUT', path: '/portal/wishes', summary: 'Say how I want to be reached', public: 'signed link or portal session checked inside', query: Visitor, body: ConsentWrite.extend({ preferredChannel: ChannelKind.nullable().optional(), language: Language.optional() }), response: MyWishes }),
};
