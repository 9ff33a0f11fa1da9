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
  example(article, shop, now) {
    const [at, id] = [now.toISOString(), now.getTime()];
    const body = Buffer.from(JSON.stringify({
      id, name: `#TEST-${id}`, email: null, phone: null, created_at: at, processed_at: at, updated_at: at, cancelled_at: null, currency: 'CNY', total_price: '1.00', total_tax: '0.00', total_shipping_price_set: { shop_money: { amount: '0.00', currency_code: 'CNY' } },
      financial_status: 'paid', fulfillment_status: null, customer_locale: 'zh-CN', note: null, customer: { id, email: null, first_name: 'Test', last_name: 'Example', phone: null }, shipping_address: { name: 'Test Example', address1: 'Example Road 1', country_code: 'CN' },
      line_items: [{ id, sku: article.sku, title: article.title, variant_title: null, quantity: 1, price: '1.00', properties: [] }], fulfillments: [], refunds: [],
    }));
    return { body, headers: { 'x-shopify-topic': 'orders/create', 'x-shopify-webhook-id': `test-${id}`, 'x-shopify-hmac-sha256': shopifySignature(shop.secret, body) } };
  },
  read: ({ topic, body }) => (topic.startsWith('orders/') && topic !== 'orders/delete' ? toOrder(body) : null),
};
