import { createHash, createHmac } from 'node:crypto';
import { equalInConstantTime } from '../../../platform/crypto/encoding.ts';
import { NotTheShop, type ShopAdapter } from '../shop.ts';
import { toOrder } from './map.ts';

export const shopifySignature = (secret: string, body: Buffer | string): string => createHmac('sha256', secret).update(body).digest('base64');
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? '';

/** Shopify's order webhooks: `X-Shopify-Hmac-Sha256` over the body, one id for all deliveries of a message. */
export const shopifyShop: ShopAdapter = {
  kind: 'shopify',
  verify({ body, headers }, shop) {
    if (!equalInConstantTime(one(headers['x-shopify-hmac-sha256']), shopifySignature(shop.secret, body))) throw new NotTheShop('the signature does not fit');
    const id = one(headers['x-shopify-webhook-id']) || createHash('sha256').update(body).digest('hex');
    return { id, topic: one(headers['x-shopify-topic']), body: JSON.parse(body.toString('utf8')) as unknown };
  },
  read: ({ topic, body }) => (topic.startsWith('orders/') && topic !== 'orders/delete' ? toOrder(body) : null),
};
