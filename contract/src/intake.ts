import { z } from 'zod';
import { Language } from './basics.ts';
import { route } from './route.ts';

/**
 * The signed generic webhook. Header `Aftercare-Signature: t=<unix seconds>,v1=<hex hmac-sha256 of "t.body" with the account's
 * secret>`. The same `id` again is acknowledged and ignored.
 */
export const WebhookMessage = z.object({
  /** The sender's own id of this message: makes delivery idempotent. */
  id: z.string().min(1).max(200),
  /** Messages with the same thread stand in one conversation. */
  thread: z.string().min(1).max(200).optional(),
  from: z.object({ name: z.string().max(200).default(''), email: z.email().max(320).optional(), phone: z.string().max(40).optional(), externalId: z.string().max(200).optional(), language: Language.optional() }),
  subject: z.string().max(500).default(''),
  text: z.string().min(1).max(100_000),
  product: z.string().max(200).optional(),
  serial: z.string().max(100).optional(),
  type: z.string().max(40).optional(),
  files: z.array(z.object({ name: z.string().max(200), type: z.string().max(100), base64: z.string() })).max(10).default([]),
});
export type WebhookMessage = z.infer<typeof WebhookMessage>;

export const intake = {
  webhook: route({
    method: 'POST', path: '/intake/webhook/:name', summary: 'Bring in a message by signed webhook', public: 'the signature is the proof', status: 202, bodyLimit: 16 * 1024 * 1024,
    params: z.object({ name: z.string().max(120) }), body: WebhookMessage, response: z.object({ accepted: z.literal(true), duplicate: z.boolean() }),
  }),
};
