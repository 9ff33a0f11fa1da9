import { randomUUID } from 'node:crypto';
import { SIGNATURE_HEADER, signWebhook } from '../../platform/crypto/webhook-signature.ts';
import { type Answer, startService } from '../simulated-service.ts';

interface Payment { readonly id: string; readonly reference: string; readonly amountMinor: number; readonly currency: string; refundedMinor: number; state: 'open' | 'paid' }
interface Order { readonly reference: string; readonly amountMinor: number; readonly currency: string }

/** A payment service as they are: idempotent orders, refusals, signed messages that come twice. */
export async function startPayments(options: { readonly secret: string; readonly now: () => Date }) {
  const payments = new Map<string, Payment>();
  const service = await startService(options, (path, body): Answer => {
    if (path === '/links') {
      const order = body as Order;
      if (order.amountMinor < 1) return [422, { error: 'amount too small' }];
      const id = `pay_${randomUUID().slice(0, 12)}`;
      payments.set(id, { id, reference: order.reference, amountMinor: order.amountMinor, currency: order.currency, refundedMinor: 0, state: 'open' });
      return [200, { id, url: `${service.url}/pay/${id}` }];
    }
    if (path === '/refunds') {
      const { paymentId, amountMinor } = body as { paymentId: string; amountMinor: number };
      const payment = payments.get(paymentId);
      if (payment?.state !== 'paid') return [409, { error: 'not paid' }];
      if (payment.refundedMinor + amountMinor > payment.amountMinor) return [422, { error: 'more than was paid' }];
      payment.refundedMinor += amountMinor;
      return [200, { id: `re_${randomUUID().slice(0, 12)}` }];
    }
    return [404, { error: 'no such path' }];
  });
  return {
    ...service, payments,
    /** The customer pays: the signed message about it, for whoever brings it. */
    pay(id: string, more: Record<string, unknown> = {}) {
      const payment = payments.get(id);
      if (!payment) throw new Error('no such payment');
      payment.state = 'paid';
      const body = JSON.stringify({ id, state: 'paid', amountMinor: payment.amountMinor, currency: payment.currency, at: options.now().toISOString(), ...more });
      return { body, headers: { 'content-type': 'application/json', [SIGNATURE_HEADER.toLowerCase()]: signWebhook(options.secret, body, options.now()) } };
    },
  };
}
