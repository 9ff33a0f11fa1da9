import type { WebhookMessage } from '@aftercare/contract/intake';
import { randomUUID } from 'node:crypto';
import { SIGNATURE_HEADER, signWebhook } from '../../platform/crypto/webhook-signature.ts';
import { createGuardedFetch } from '../../platform/net/index.ts';
import { systemClock } from '../../platform/time/index.ts';

/** To wherever the server under test stands. */
const send = createGuardedFetch({ allowPrivate: ['*'] });

export interface WebhookTarget { readonly base: string; readonly name: string; readonly secret: string; readonly now?: () => Date }
export type Given = Pick<WebhookMessage, 'text'> & Partial<Omit<WebhookMessage, 'from'>> & { readonly from?: Partial<WebhookMessage['from']> };

/** One signed request as a shop system sends it. */
export async function postWebhook(target: WebhookTarget, message: Given): Promise<Response> {
  return postRaw(target, JSON.stringify({ id: randomUUID(), from: {}, ...message }));
}
/** Any body; `signature` in place of the right one. */
export async function postRaw({ base, name, secret, now = systemClock.now }: WebhookTarget, body: string, signature: string = signWebhook(secret, body, now())): Promise<Response> {
  return send(`${base}/api/v1/intake/webhook/${encodeURIComponent(name)}`, { method: 'POST', body, headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signature } });
}

const orders = [
  { from: { name: '陈晓', phone: '13900001234' }, subject: '订单 20260518 售后申请', text: '收到的扫地机器人充电座接触不良，充一晚上只有 20%。', product: '扫地机器人 R2', type: 'repair' },
  { from: { name: 'Maria Rossi', email: 'maria.rossi@example.com' }, subject: 'Return of order 77120', text: 'The kettle is fine, I only ordered the wrong colour. How do I send it back?', product: 'Kettle K1', type: 'return' },
  { from: { name: '刘洋', externalId: 'buyer-88213' }, subject: '', text: '发票抬头开错了，麻烦改一下。', type: 'inquiry' },
] as const;

/** A shop system that forwards requests: new ones, and a second delivery now and then. */
export async function simulateWebhook(target: WebhookTarget, count: number): Promise<{ accepted: number; duplicates: number }> {
  let accepted = 0;
  let duplicates = 0;
  for (let n = 0; n < count; n++) {
    const message = { id: `sim-${randomUUID()}`, ...orders[n % orders.length] } as Given;
    for (let times = n % 5 === 4 ? 2 : 1; times > 0; times--) {
      const response = await postWebhook(target, message);
      if (response.status !== 202) throw new Error(`the webhook answered ${response.status}`);
      if (((await response.json()) as { duplicate: boolean }).duplicate) duplicates += 1;
      else accepted += 1;
    }
  }
  return { accepted, duplicates };
}
