import { randomUUID } from 'node:crypto';
import { shopifySignature } from './adapter.ts';

export interface Post { (path: string, body: string, headers: Record<string, string>): Promise<number> }
interface Line { sku: string; title: string; price: string; quantity?: number; serials?: readonly string[] }

/** A shop as Shopify is: signs, sends again until it hears 200, tells out of order, and keeps one id for all deliveries of a message. */
export function shopifySimulator(options: { secret: string; path: string; post: Post; now: () => Date }) {
  let number = 1000;
  const sent: { id: string; topic: string; body: string }[] = [];
  const orders = new Map<number, Record<string, unknown>>();

  async function deliver(message: { id: string; topic: string; body: string }, secret = options.secret): Promise<number> {
    return options.post(options.path, message.body, { 'content-type': 'application/json', 'x-shopify-topic': message.topic, 'x-shopify-webhook-id': message.id, 'x-shopify-shop-domain': 'example.myshopify.com', 'x-shopify-hmac-sha256': shopifySignature(secret, message.body) });
  }
  async function tell(topic: string, order: Record<string, unknown>): Promise<number> {
    const message = { id: randomUUID(), topic, body: JSON.stringify(order) };
    sent.push(message);
    return deliver(message);
  }
  return {
    sent,
    deliver,
    /** Somebody buys; returns the shop's id of the order. */
    async buy(person: { first: string; last: string; email: string; phone?: string; country?: string }, lines: readonly Line[]): Promise<{ id: number; status: number }> {
      number += 1;
      const id = 5_000_000_000_000 + number;
      const at = options.now().toISOString();
      const total = lines.reduce((sum, l) => sum + Number(l.price) * (l.quantity ?? 1), 0).toFixed(2);
      const order = {
        id, admin_graphql_api_id: `gid://shopify/Order/${id}`, name: `#${number}`, order_number: number, email: person.email, phone: person.phone ?? null, created_at: at, processed_at: at, updated_at: at, cancelled_at: null, currency: 'CNY', total_price: total, total_tax: '0.00',
        total_shipping_price_set: { shop_money: { amount: '0.00', currency_code: 'CNY' } }, financial_status: 'paid', fulfillment_status: null, customer_locale: 'zh-CN', note: null, customer: { id: 7_000_000 + number, email: person.email, first_name: person.first, last_name: person.last, phone: null },
        shipping_address: { name: `${person.first} ${person.last}`, address1: 'Example Road 1', address2: null, city: 'Exampletown', zip: '00000', province: null, country_code: person.country ?? 'CN', phone: person.phone ?? null },
        line_items: lines.map((l, i) => ({ id: id * 10 + i, sku: l.sku, title: l.title, variant_title: null, quantity: l.quantity ?? 1, price: l.price, properties: l.serials ? [{ name: 'Serial number', value: l.serials.join(', ') }] : [] })), fulfillments: [], refunds: [],
      };
      orders.set(id, order);
      return { id, status: await tell('orders/create', order) };
    },
    /** It arrives, is called off, or the money goes back. */
    async change(id: number, change: 'delivered' | 'cancelled' | 'refunded'): Promise<number> {
      const at = options.now().toISOString();
      const before = orders.get(id) ?? {};
      const order = { ...before, updated_at: at, ...(change === 'delivered' ? { fulfillment_status: 'fulfilled', fulfillments: [{ tracking_company: 'SF Express', tracking_number: `SF${id}`, shipment_status: 'delivered', updated_at: at }] } : change === 'cancelled' ? { cancelled_at: at } : { financial_status: 'refunded', refunds: [{ refund_line_items: (before['line_items'] as { id: number; quantity: number }[]).map((l) => ({ line_item_id: l.id, quantity: l.quantity })) }] }) };
      orders.set(id, order);
      return tell(change === 'cancelled' ? 'orders/cancelled' : 'orders/updated', order);
    },
    /** Everything once more, newest first: as after an outage. */
    async again(): Promise<number[]> { const codes: number[] = []; for (const message of sent.toReversed()) codes.push(await deliver(message)); return codes; },
  };
}
