import { z } from 'zod';
import { type ChannelKind, Done, Id, IdParam, Instant, PageQuery, page } from './basics.ts';
import { route } from './route.ts';

const Both = (most: number) => z.object({ zh: z.string().max(most), en: z.string().max(most) });
/** What a text may say of whoever reads it. */
export const campaignVariables = ['customer.name', 'company.name', 'today'] as const;
/** Doors by which a message may begin with us. */
export const campaignDoors = ['mail', 'sms', 'wechat', 'wecom', 'whatsapp', 'line', 'telegram', 'messenger'] as const satisfies readonly ChannelKind[];

const Write = z.object({
  /** For colleagues. */
  name: z.string().trim().min(1).max(120), segmentId: Id,
  /** With {{variables}}; a language left empty reads the other. */
  subject: Both(200), text: Both(4000),
  /** Doors it may take; empty: whichever each customer prefers. */
  channels: z.array(z.enum(campaignDoors)).max(campaignDoors.length).default([]),
  perMinute: z.int().min(1).max(6000).default(300),
});
export const CampaignState = z.enum(['draft', 'checking', 'checked', 'sending', 'done', 'stopped']);
export type CampaignState = z.infer<typeof CampaignState>;
/** `ready` by the check; `queued` written and on its way (or waiting for the end of quiet hours); the rest is how it ended. */
export const CampaignOutcome = z.enum(['ready', 'excluded', 'queued', 'sent', 'delivered', 'failed', 'recalled']);
export type CampaignOutcome = z.infer<typeof CampaignOutcome>;
export const Campaign = Write.extend({
  id: z.int(), segment: z.object({ id: z.int(), name: z.object({ zh: z.string(), en: z.string() }), members: z.int() }), channels: z.array(z.enum(campaignDoors)), perMinute: z.int(),
  state: CampaignState, by: z.string(), createdAt: Instant, checkedAt: Instant.nullable(), startedAt: Instant.nullable(), finishedAt: Instant.nullable(), version: z.int(),
  /** Customers looked at; those who wrote back. */
  total: z.int(), answered: z.int(),
  /** How many, by outcome, reason and door. */
  counts: z.array(z.object({ state: CampaignOutcome, reason: z.string(), channel: z.string(), n: z.int() })),
});
export type Campaign = z.infer<typeof Campaign>;
export const CampaignRow = z.object({ id: z.int(), customer: z.object({ id: z.int(), name: z.string() }), state: CampaignOutcome, reason: z.string(), channel: z.string(), at: Instant, answeredAt: Instant.nullable() });
export type CampaignRow = z.infer<typeof CampaignRow>;

const right = 'campaigns.manage';
/** Service messages to everybody in a segment: tried first, sent at a pace, stopped at any time, with a result for each customer. */
export const campaigns = {
  list: route({ method: 'GET', path: '/campaigns', summary: 'Messages to segments, newest first', right, response: z.object({ items: z.array(Campaign) }) }),
  get: route({ method: 'GET', path: '/campaigns/:id', summary: 'One message to a segment and how far it is', right, params: IdParam, response: Campaign }),
  create: route({ method: 'POST', path: '/campaigns', summary: 'Write a message to a segment; nothing is sent', right, status: 201, idempotent: true, body: Write, response: Campaign }),
  update: route({ method: 'PUT', path: '/campaigns/:id', summary: 'Change a message that has not been started', right, params: IdParam, body: Write, response: Campaign }),
  remove: route({ method: 'DELETE', path: '/campaigns/:id', summary: 'Remove a message that has not been started', right, params: IdParam, response: Done }),
  check: route({ method: 'POST', path: '/campaigns/:id/check', summary: 'Try it: who would get it by which door, who not and why; nothing is sent', right, params: IdParam, response: Campaign }),
  start: route({ method: 'POST', path: '/campaigns/:id/start', summary: 'Send it to whom the check found', right, params: IdParam, response: Campaign }),
  stop: route({ method: 'POST', path: '/campaigns/:id/stop', summary: 'Stop; what has not left is taken back', right, params: IdParam, response: Campaign }),
  rows: route({ method: 'GET', path: '/campaigns/:id/customers', summary: 'What came of it, customer by customer', right, params: IdParam, query: PageQuery.extend({ state: CampaignOutcome.optional(), reason: z.string().max(60).optional() }), response: page(CampaignRow) }),
};
