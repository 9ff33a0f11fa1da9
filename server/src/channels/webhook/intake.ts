import { WebhookMessage, intake } from '@aftercare/contract/intake';
import type { FastifyInstance } from 'fastify';
import { SIGNATURE_HEADER, verifyWebhook } from '../../platform/crypto/webhook-signature.ts';
import { storable } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { RateLimiter } from '../../platform/http/rate.ts';
import type { ChannelContext } from '../channel.ts';
import { brokenFile } from './map.ts';
import type { WebhookSettings } from './settings.ts';

const { webhook } = intake;

/** `POST /api/v1/intake/webhook/:name`: believed by its signature, acknowledged once it is on disk. */
export function registerWebhook(app: FastifyInstance, context: ChannelContext): void {
  const { clock } = context.platform;
  const faults = new RateLimiter({ clock, capacity: 60, refillPerSecond: 1 });
  void app.register(async (scope) => {
    // The signature is over the very bytes: nobody may have read JSON out of them before.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { name: string } }>(`/api/v1${webhook.path}`, { bodyLimit: webhook.bodyLimit }, async (request, reply) => {
      const account = await context.accountByAddress(request.params.name);
      if (!account) throw new Refusal('not-found');
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const header = request.headers[SIGNATURE_HEADER.toLowerCase()];
      const verdict = verifyWebhook((account.settings as WebhookSettings).secret, body, typeof header === 'string' ? header : undefined, clock.now());
      if (!verdict.ok) {
        faults.take(request.ip);
        throw new Refusal('signature-wrong', { key: `webhook.${verdict.reason}` });
      }
      const message = WebhookMessage.parse(json(body));
      const broken = brokenFile(message);
      if (broken >= 0) throw new Refusal('invalid-input', { fields: [{ path: `files.${broken}.base64`, key: 'field.invalid', params: { message: 'base64' } }] });
      const { duplicate } = await context.accept({ accountId: account.id, externalId: storable(message.id), content: body });
      return reply.code(202).send({ accepted: true, duplicate });
    });
  });
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refusal('bad-request');
  }
}
