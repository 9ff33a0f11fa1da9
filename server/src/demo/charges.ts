import type { ChargeLine } from '@aftercare/contract/charges';
import type { App } from '../app.ts';
import { price } from '../modules/charges/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { company } from './company.ts';
import type { DemoPart } from './parts.ts';
import type { Random } from './random.ts';
import * as store from './store-parts.ts';
import { reserveIds } from './store.ts';

const day = 86_400_000;
const hour = 3_600_000;
const course = ['draft', 'sent', 'sent', 'approved', 'invoiced', 'invoiced', 'paid', 'paid', 'paid', 'paid', 'refunded', 'declined', 'expired'] as const;
const seller = { name: '诺凡电器售后服务有限公司', address: '春东路 508 号', city: '上海', postcode: '201108', country: 'CN', taxId: '91310112MA1GB0001K', email: `billing@${company.domain}`, phone: '021-5442-0100', bank: '招商银行上海闵行支行', account: '121908000010001' };

/** Repairs out of warranty: quoted, answered, invoiced, paid. */
export async function makeCharges(app: App, tx: Tx, random: Random, parts: readonly DemoPart[]): Promise<void> {
  const now = app.platform.clock.now().getTime();
  const { settings } = app.afterSales.charges;
  await settings.save(tx, { ...(await settings.read(tx)), seller });
  const tickets = (await store.repairTickets(tx, 260)).filter(() => random.chance(0.4)).toReversed();
  const first = { quote: await reserveIds(tx, 'quote', tickets.length), invoice: await reserveIds(tx, 'invoice', tickets.length), payment: await reserveIds(tx, 'payment', tickets.length) };
  const quotes: Record<string, unknown>[] = [];
  const invoices: Record<string, unknown>[] = [];
  const payments: Record<string, unknown>[] = [];
  const refunds: Record<string, unknown>[] = [];
  const year = new Date(now).getUTCFullYear();
  for (const ticket of tickets) {
    const fresh = ticket.openedAt.getTime() > now - 5 * day;
    const fate = random.pick(fresh ? (['draft', 'sent', 'sent', 'approved'] as const) : course);
    const en = ticket.language === 'en';
    const own = parts.filter((p) => ticket.product.includes(p.product));
    const part = random.pick(own.length > 0 ? own : parts);
    const lines: ChargeLine[] = [{ kind: 'part', description: en ? part.name.en : part.name.zh, quantity: 1, unitMinor: part.priceMinor, taxRate: 1300, partId: part.id }, { kind: 'labour', description: en ? 'Repair work' : '维修工时', quantity: random.pick([0.5, 1, 1.5, 2]), unitMinor: 12_000, taxRate: 600, partId: null }];
    if (random.chance(0.4)) lines.push({ kind: 'visit', description: en ? 'Visit' : '上门费', quantity: 1, unitMinor: 5000, taxRate: 600, partId: null });
    if (random.chance(0.2)) lines.push({ kind: 'discount', description: en ? 'Loyalty discount' : '老客户优惠', quantity: 1, unitMinor: -2000, taxRate: 600, partId: null });
    const priced = price(lines);
    const created = Math.min(ticket.openedAt.getTime() + random.int(3, 30) * hour, now - hour);
    const answered = ['approved', 'invoiced', 'paid', 'refunded', 'declined'].includes(fate);
    const state = fate === 'invoiced' || fate === 'paid' || fate === 'refunded' ? 'approved' : fate;
    const body = { currency: 'CNY', lines: priced.lines, taxes: priced.taxes, net_minor: priced.netMinor, tax_minor: priced.taxMinor, gross_minor: priced.grossMinor, language: ticket.language };
    const answeredAt = Math.min(created + random.int(1, 40) * hour, now);
    const quoteId = first.quote + quotes.length;
    quotes.push({ id: quoteId, ticket_id: ticket.id, version: 1, state, ...body, note: '', created_at: new Date(created), sent_at: fate === 'draft' ? null : new Date(created), valid_until: fate === 'draft' ? null : new Date(fate === 'sent' ? Math.max(created + 7 * day, now + 2 * day) : created + 7 * day), answered_at: answered ? new Date(answeredAt) : null, answered_by: answered ? ticket.customerName : null, reason: fate === 'declined' ? (en ? 'I would rather buy a new one' : '价格偏高，想直接换新') : '' });
    if (state !== 'approved' || fate === 'approved') continue;
    const place = invoices.length + 1;
    const paid = fate === 'invoiced' ? 0 : priced.grossMinor;
    const invoiceId = first.invoice + invoices.length;
    const issued = new Date(Math.min(answeredAt + random.int(2, 60) * hour, now));
    invoices.push({ id: invoiceId, ticket_id: ticket.id, quote_id: quoteId, number: `INV-${year}-${String(place).padStart(5, '0')}`, series: `INV-${year}-#`, place, ...body, seller, buyer: { name: ticket.customerName, address: '', city: '', postcode: '', country: '', taxId: '', email: '' }, issued_at: issued, due_on: new Date(issued.getTime() + 14 * day).toISOString().slice(0, 10), paid_minor: paid, refunded_minor: fate === 'refunded' ? paid : 0, electronic: { kind: 'none', state: 'none', number: null, fault: null } });
    if (paid === 0) continue;
    const paymentId = first.payment + payments.length;
    payments.push({ id: paymentId, invoice_id: invoiceId, amount_minor: paid, refunded_minor: fate === 'refunded' ? paid : 0, method: random.pick(['wechat', 'alipay', 'card', 'transfer']), provider: 'hand', reference: random.digits(10), state: 'paid', at: new Date(Math.min(issued.getTime() + random.int(1, 30) * hour, now)) });
    if (fate === 'refunded') refunds.push({ invoice_id: invoiceId, payment_id: paymentId, amount_minor: paid, reason: '维修后故障复现，全额退款', state: 'done', at: new Date(Math.min(issued.getTime() + 6 * day, now)), key: `demo:${invoiceId}` });
  }
  await store.insertSeries(tx, `INV-${year}-#`, Math.max(1, invoices.length));
  await store.insertQuotes(tx, quotes);
  await store.insertInvoices(tx, invoices);
  await store.insertPayments(tx, payments);
  await store.insertRefunds(tx, refunds);
}
