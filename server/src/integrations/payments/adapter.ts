import { z } from 'zod';
import { verifyWebhook } from '../../platform/crypto/webhook-signature.ts';
import { createGuardedFetch } from '../../platform/net/index.ts';
import type { Clock } from '../../platform/time/index.ts';
import { NotTheService, type PaymentService } from '../payment.ts';
import { askService } from '../signed-service.ts';

const Link = z.object({ id: z.string().min(1).max(200), url: z.url({ protocol: /^https?$/ }).max(1000) });
const Refunded = z.object({ id: z.string().min(1).max(200) });
const Notice = z.object({ id: z.string().min(1).max(200), state: z.enum(['paid', 'failed']), amountMinor: z.int().min(0), currency: z.string().length(3), at: z.iso.datetime({ offset: true }) });

/** Payment services that speak our payment API, or a bridge to one that does not: signed JSON out, signed messages in. */
export function hostedPayments(options: { allowPrivate: readonly string[]; clock: Clock }): PaymentService {
  const send = createGuardedFetch(options);
  return {
    async link({ idempotencyKey, ...order }, account) {
      const { id, url } = Link.parse(await askService(send, account, '/links', order, idempotencyKey, options.clock.now()));
      return { externalId: id, url };
    },
    async refund({ idempotencyKey, externalId, ...order }, account) {
      const { id } = Refunded.parse(await askService(send, account, '/refunds', { paymentId: externalId, ...order }, idempotencyKey, options.clock.now()));
      return { externalId: id };
    },
    read({ body, signature }, account, now) {
      const verdict = verifyWebhook(account.secret, body, signature, now);
      if (!verdict.ok) throw new NotTheService(verdict.reason);
      const { id, at, ...notice } = Notice.parse(JSON.parse(body.toString('utf8')));
      return { externalId: id, at: new Date(at), ...notice };
    },
  };
}
