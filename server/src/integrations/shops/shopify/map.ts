import type { OrderStatus, OrderWrite } from '@aftercare/contract/orders';
import { z } from 'zod';

const Text = z.string().nullish().transform((t) => t ?? '');
const Money = z.union([z.string(), z.number()]).nullish().transform((m) => Number(m ?? 0));
const Address = z.object({ name: Text, first_name: Text, last_name: Text, phone: Text, address1: Text, address2: Text, city: Text, zip: Text, province: Text, country_code: Text }).partial().nullish();
/** The part of Shopify's order resource we use; everything else is left alone. */
const ShopifyOrder = z.object({
  id: z.union([z.number(), z.string()]).transform(String), name: Text, order_number: z.union([z.number(), z.string()]).nullish(), email: Text, contact_email: Text, phone: Text, note: Text, currency: z.string().length(3), customer_locale: Text,
  total_price: Money, total_tax: Money, created_at: z.string(), processed_at: z.string().nullish(), updated_at: z.string(), cancelled_at: z.string().nullish(), financial_status: Text, fulfillment_status: Text,
  total_shipping_price_set: z.object({ shop_money: z.object({ amount: Money }) }).nullish(),
  customer: z.object({ id: z.union([z.number(), z.string()]).transform(String), email: Text, phone: Text, first_name: Text, last_name: Text }).partial().nullish(), shipping_address: Address, billing_address: Address,
  line_items: z.array(z.object({ id: z.union([z.number(), z.string()]).transform(String), sku: Text, title: Text, variant_title: Text, quantity: z.number().int(), price: Money, properties: z.array(z.object({ name: Text, value: z.unknown() })).nullish() })),
  fulfillments: z.array(z.object({ tracking_company: Text, tracking_number: Text, shipment_status: Text, updated_at: z.string().nullish() })).nullish(),
  refunds: z.array(z.object({ refund_line_items: z.array(z.object({ line_item_id: z.union([z.number(), z.string()]).transform(String), quantity: z.number().int() })).nullish() })).nullish(),
});
type ShopifyOrder = z.infer<typeof ShopifyOrder>;

/** Currencies without a smaller unit. */
const whole = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK', 'TWD']);
const isSerialName = (name: string) => /serial|序列号|^s\/?n$|imei/i.test(name);

function statusOf(o: ShopifyOrder, delivered: boolean): OrderStatus {
  if (o.financial_status === 'refunded') return 'refunded';
  if (o.cancelled_at || o.financial_status === 'voided') return 'cancelled';
  if (delivered) return 'delivered';
  if (o.fulfillment_status === 'fulfilled' || o.fulfillment_status === 'partial') return 'shipped';
  return o.financial_status === 'paid' || o.financial_status === 'partially_refunded' || o.financial_status === 'partially_paid' ? 'paid' : 'placed';
}
const iso = (text: string) => new Date(text).toISOString();

/** An order as Shopify tells it, as ours. @throws ZodError */
export function toOrder(body: unknown): OrderWrite {
  const o = ShopifyOrder.parse(body);
  const minor = (amount: number) => Math.round(amount * (whole.has(o.currency) ? 1 : 100));
  const address = o.shipping_address ?? o.billing_address ?? {};
  const email = o.email || o.contact_email || o.customer?.email || '';
  const phone = o.phone || o.customer?.phone || address.phone || '';
  const personName = [o.customer?.first_name, o.customer?.last_name].filter(Boolean).join(' ') || address.name || [address.first_name, address.last_name].filter(Boolean).join(' ') || email || o.name || o.id;
  const parcels = o.fulfillments ?? [];
  const arrived = parcels.filter((f) => f.shipment_status === 'delivered');
  const delivered = parcels.length > 0 && arrived.length === parcels.length && o.fulfillment_status === 'fulfilled';
  const returned = new Map<string, number>();
  for (const r of o.refunds ?? []) for (const line of r.refund_line_items ?? []) returned.set(line.line_item_id, (returned.get(line.line_item_id) ?? 0) + line.quantity);
  return {
    externalId: o.id, number: o.name || String(o.order_number ?? o.id), status: statusOf(o, delivered), currency: o.currency, totalMinor: minor(o.total_price), taxMinor: minor(o.total_tax), shippingMinor: minor(o.total_shipping_price_set?.shop_money.amount ?? 0),
    orderedAt: iso(o.processed_at ?? o.created_at), changedAt: iso(o.updated_at), deliveredAt: delivered ? iso(arrived.map((f) => f.updated_at ?? o.updated_at).toSorted().at(-1) ?? o.updated_at) : null,
    country: /^[A-Z]{2}$/.test(address.country_code ?? '') ? (address.country_code as string) : 'CN', address: [address.address1, address.address2, address.city, address.province, address.zip].filter(Boolean).join(', '),
    carrier: parcels.at(-1)?.tracking_company ?? '', tracking: parcels.at(-1)?.tracking_number ?? '',
    customer: { name: personName, ...(email ? { email } : {}), ...(phone ? { phone } : {}), ...(o.customer?.id ? { externalId: o.customer.id } : {}), language: o.customer_locale.toLowerCase().startsWith('en') ? 'en' : 'zh-CN' },
    lines: o.line_items.map((l) => ({
      sku: l.sku, title: [l.title, l.variant_title].filter(Boolean).join(' · ') || l.sku || '—', quantity: Math.max(1, l.quantity), returned: Math.min(l.quantity, returned.get(l.id) ?? 0), priceMinor: minor(l.price),
      serials: (l.properties ?? []).filter((p) => isSerialName(p.name)).flatMap((p) => String(p.value ?? '').split(/[\s,;，；、|]+/)).filter((s) => s.length >= 3 && s.length <= 64),
    })),
    invoices: [], note: o.note,
  };
}
