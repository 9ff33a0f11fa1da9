import { api } from '@aftercare/contract';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPayments } from '../../integrations/payments/simulator.ts';
import { startTaxInvoices } from '../../integrations/tax-invoices/simulator.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let key: string;
let pay: Awaited<ReturnType<typeof startPayments>>;
let tax: Awaited<ReturnType<typeof startTaxInvoices>>;
const secret = 'a secret of the payment service';
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'portal', name: 'Portal', address: 'portal', language: 'zh-CN', teamId: null, enabled: true, settings: {} }));
  const now = () => t.clock.now();
  [pay, tax] = [await startPayments({ secret, now }), await startTaxInvoices({ secret, now })];
  await settings({});
});
afterAll(async () => { await Promise.all([pay.stop(), tax.stop()]); await t.close(); });

const seller = { name: '晴川电器售后服务有限公司', address: '张江路 1 号', city: '上海', postcode: '200120', country: 'CN', taxId: '91310000MA1FL0001X', email: 'billing@example.com', phone: '+86 21 5000 0001', bank: '招商银行上海分行', account: '6225000000000001' };
async function settings(more: Record<string, unknown>) {
  const current = await t.call(api.charges.settings, {}, { as: key });
  return t.call(api.charges.saveSettings, { body: { ...current, seller, payments: { endpoint: pay.url, secret }, taxInvoices: { endpoint: tax.url, secret }, ...more } }, { as: key });
}
let n = 0;
async function ticket(language: 'zh-CN' | 'en' = 'zh-CN'): Promise<number> {
  n += 1;
  const { id } = await t.call(api.portal.report, { body: { name: language === 'en' ? 'Ann Lee' : '欧阳雪', email: `buyer${n}@example.com`, language, subject: language === 'en' ? 'Drum does not turn' : '滚筒不转', text: '…' } });
  return id;
}
const part = { kind: 'part' as const, description: '电机（变频）', quantity: 1, unitMinor: 80_000, taxRate: 1300 };
const labour = { kind: 'labour' as const, description: '上门维修', quantity: 1.5, unitMinor: 12_000, taxRate: 600 };
const draft = async (ticketId: number, lines: unknown[] = [part, labour], more: Record<string, unknown> = {}) => t.call(api.charges.quote, { params: { id: ticketId }, body: { lines, ...more } as never }, { as: key });
async function sent(language: 'zh-CN' | 'en' = 'zh-CN', lines?: unknown[], more?: Record<string, unknown>) {
  const quote = await t.call(api.charges.sendQuote, { params: { id: (await draft(await ticket(language), lines, more)).id } }, { as: key });
  return { ...quote, token: new URL(quote.url ?? '').searchParams.get('t') ?? '' };
}
async function invoiced(language: 'zh-CN' | 'en' = 'zh-CN', lines?: unknown[], more?: Record<string, unknown>, buyer = {}) {
  const quote = await sent(language, lines, more);
  await t.call(api.charges.publicAnswer, { query: { token: quote.token }, body: { approve: true, version: quote.version } });
  return t.call(api.charges.invoice, { params: { id: quote.id }, body: buyer }, { as: key });
}
const facts = (ticketId: number) => t.app.platform.db.rows<{ type: string; payload: Record<string, unknown>; actor: { kind: string } }>({ text: `select type, payload, actor from event where stream = $1 and type like 'charges.%' order by id`, values: [`ticket:${ticketId}`] });
const code = (wanted: string) => ({ problem: { code: wanted } });
const raw = async (url: string, headers: Record<string, string> = {}) => (await t.app.http()).inject({ method: 'GET', url: `/api/v1${url}`, headers });
async function words(bytes: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return text.replaceAll(/\s+/g, '');
}

describe('quotes', () => {
  it('are drafted, changed, sent with a link, and approved by it', async () => {
    const ticketId = await ticket();
    const made = await draft(ticketId, [part]);
    expect(made).toMatchObject({ state: 'draft', version: 1, currency: 'CNY', language: 'zh-CN', netMinor: 80_000, taxMinor: 10_400, grossMinor: 90_400, url: null });
    const changed = await t.call(api.charges.updateQuote, { params: { id: made.id }, body: { lines: [part, labour] } }, { as: key });
    // 1.5 × 120.00 with 6 %
    expect(changed).toMatchObject({ netMinor: 98_000, taxMinor: 11_480, taxes: [{ rate: 1300, taxMinor: 10_400 }, { rate: 600, taxMinor: 1080 }] });
    const quote = await t.call(api.charges.sendQuote, { params: { id: made.id } }, { as: key });
    expect(quote).toMatchObject({ state: 'sent', validUntil: new Date(t.clock.now().getTime() + 7 * 86_400_000).toISOString() });
    await t.drain();
    const { rows } = await t.app.platform.db.pool.query<{ body: string }>(`select m.body from message m join ticket_conversation c using (conversation_id) where c.ticket_id = $1 and m.direction = 'out'`, [ticketId]);
    expect(rows.map((r) => r.body).join()).toContain(quote.url);
    expect(rows.map((r) => r.body).join()).toContain('¥1,094.80');
    const token = new URL(quote.url ?? '').searchParams.get('t') ?? '';
    expect(await t.call(api.charges.publicQuote, { query: { token } })).toMatchObject({ state: 'sent', customerName: '欧阳雪', subject: '滚筒不转', grossMinor: 109_480 });
    const approve = () => t.call(api.charges.publicAnswer, { query: { token }, body: { approve: true, version: 1 } });
    const answers = await Promise.all([approve(), approve(), approve()]);
    expect(answers.map((a) => a.state)).toEqual(['approved', 'approved', 'approved']);
    const told = await facts(ticketId);
    expect(told.map((f) => [f.type, f.actor.kind])).toEqual([['charges.quoted', 'api'], ['charges.approved', 'customer']]);
    await expect(t.call(api.charges.publicAnswer, { query: { token }, body: { approve: false, version: 1 } })).rejects.toMatchObject({ problem: { code: 'conflict', detail: 'This quote was approved already.' } });
    await expect(t.call(api.charges.updateQuote, { params: { id: made.id }, body: { lines: [part] } }, { as: key })).rejects.toMatchObject(code('conflict'));
  });
  it('get a new version; the old link shows it, and an answer to what was not seen does not count', async () => {
    const first = await sent('en');
    const second = await draft(first.ticketId, [part]);
    expect(second.version).toBe(2);
    // Not out yet: the customer still sees that the first one is over.
    expect((await t.call(api.charges.publicQuote, { query: { token: first.token } })).state).toBe('replaced');
    await t.call(api.charges.sendQuote, { params: { id: second.id } }, { as: key });
    expect(await t.call(api.charges.publicQuote, { query: { token: first.token } })).toMatchObject({ version: 2, state: 'sent', grossMinor: 90_400 });
    await expect(t.call(api.charges.publicAnswer, { query: { token: first.token }, body: { approve: true, version: 1 } })).rejects.toMatchObject(code('conflict'));
    expect((await t.call(api.charges.publicAnswer, { query: { token: first.token }, body: { approve: false, version: 2, reason: 'Too dear' } })).state).toBe('declined');
    expect((await facts(first.ticketId)).at(-1)).toMatchObject({ type: 'charges.declined', payload: { version: 2, reason: 'Too dear' } });
  });
  it('end when nobody answers in time', async () => {
    const quote = await sent();
    t.clock.advance(8 * 86_400);
    expect((await t.call(api.charges.publicQuote, { query: { token: quote.token } })).state).toBe('expired');
    await expect(t.call(api.charges.publicAnswer, { query: { token: quote.token }, body: { approve: true, version: 1 } })).rejects.toMatchObject(code('conflict'));
    expect(await t.app.platform.db.tx((tx) => t.app.afterSales.charges.quotes.expireDue(tx))).toBeGreaterThan(0);
    expect((await facts(quote.ticketId)).map((f) => f.type)).toEqual(['charges.quoted', 'charges.expired']);
  });
  it('can be answered for the customer by phone', async () => {
    const quote = await sent();
    expect(await t.call(api.charges.answerQuote, { params: { id: quote.id }, body: { approve: false, reason: '电话告知：太贵' } }, { as: key })).toMatchObject({ state: 'declined', reason: '电话告知：太贵' });
  });
  it('refuse nonsense', async () => {
    const id = await ticket();
    const refused = (lines: unknown[]) => expect(draft(id, lines)).rejects.toMatchObject(code('invalid-input'));
    await refused([]);
    await refused([{ ...part, quantity: 0 }]);
    await refused([{ ...part, quantity: 1.00001 }]);
    await refused([{ ...part, unitMinor: -1 }]);
    await refused([{ ...part, unitMinor: 0.5 }]);
    await refused([part, { kind: 'discount', description: '优惠', quantity: 2, unitMinor: -80_000, taxRate: 1300 }]);
    await refused([{ ...part, quantity: 100_000, unitMinor: 1_000_000_000 }]);
    await expect(draft(999_999)).rejects.toMatchObject(code('not-found'));
  });
});

describe('links', () => {
  it('open one quote to whoever holds them, and nothing to who changed a letter', async () => {
    const quote = await sent();
    const { token } = quote;
    for (const wrong of [`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, 'x'.repeat(40), t.app.tickets.customerToken(quote.ticketId)]) {
      await expect(t.call(api.charges.publicQuote, { query: { token: wrong } })).rejects.toMatchObject(code('not-found'));
    }
    // A draft is nobody's business outside.
    const secretly = t.app.platform.secrets.sign('quote', String((await draft(await ticket())).id), null);
    await expect(t.call(api.charges.publicQuote, { query: { token: secretly } })).rejects.toMatchObject(code('not-found'));
  });
  it('give the quote as PDF, in Chinese that can be read out again', async () => {
    const quote = await sent();
    const answer = await raw(`/portal/quotes/pdf?token=${encodeURIComponent(quote.token)}`);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
    const text = await words(answer.rawPayload);
    for (const word of ['晴川电器售后服务有限公司', '报价单', quote.number, '欧阳雪', '滚筒不转', '电机（变频）', '¥1,094.80', '扫码答复报价']) expect(text).toContain(word);
    expect((await raw(`/portal/quotes/pdf?token=${encodeURIComponent(quote.token)}&what=invoice`)).statusCode).toBe(404);
  });
});

describe('invoices', () => {
  it('come once for an approved quote, numbered without gaps, also when many are made and some fail', async () => {
    const quotes = [];
    for (let i = 0; i < 6; i++) quotes.push(await sent());
    for (const q of quotes) await t.call(api.charges.answerQuote, { params: { id: q.id }, body: { approve: true } }, { as: key });
    const failing = quotes.map((q) => t.app.platform.db.tx(async (tx) => { await t.app.afterSales.charges.invoice(tx, q.id); throw new Error('after the number was taken'); }).catch(() => undefined));
    const twice = quotes.flatMap((q) => [0, 1].map(() => t.call(api.charges.invoice, { params: { id: q.id }, body: {} }, { as: key })));
    const made = await Promise.all(twice);
    await Promise.all(failing);
    expect(new Set(made.map((i) => i.number)).size).toBe(6);
    const { rows } = await t.app.platform.db.pool.query<{ place: number; number: string }>('select place, number from invoice order by place');
    expect(rows.map((r) => r.place)).toEqual(rows.map((_, i) => i + 1));
    expect(rows[0]?.number).toBe('INV-2026-00001');
  });
  it('need an approval', async () => {
    const quote = await sent();
    await expect(t.call(api.charges.invoice, { params: { id: quote.id }, body: {} }, { as: key })).rejects.toMatchObject(code('conflict'));
  });
  it('print as PDF with the sum in Chinese words', async () => {
    const invoice = await invoiced('zh-CN', undefined, {}, { address: '漕溪北路 88 号', city: '上海', taxId: '91310104MA1FR0002Y' });
    const answer = await raw(`/invoices/${invoice.id}/pdf`, { authorization: `Bearer ${key}` });
    const text = await words(answer.rawPayload);
    for (const word of [invoice.number, '账单', '欧阳雪', '漕溪北路88号', '91310104MA1FR0002Y', '壹仟零玖拾肆元捌角整', '招商银行上海分行', '请于']) expect(text).toContain(word);
  });
  it('exist as XRechnung, with sums that fit', async () => {
    await settings({ electronic: 'xrechnung', currency: 'EUR', seller: { ...seller, name: 'Quellwasser Hausgeräte GmbH', country: 'DE', city: 'Hamburg', taxId: 'DE123456789', account: 'DE02120300000000202051' } });
    const lines = [{ ...part, description: 'Motor', taxRate: 1900 }, { ...labour, description: 'Labour', taxRate: 1900 }, { kind: 'discount', description: 'Goodwill', quantity: 1, unitMinor: -5000, taxRate: 1900 }];
    const invoice = await invoiced('en', lines, { currency: 'EUR' }, { address: 'Lange Reihe 1', city: 'Hamburg', postcode: '20099', country: 'DE' });
    expect(invoice.electronic).toMatchObject({ kind: 'xrechnung', state: 'waiting' });
    await t.drain();
    expect((await t.call(api.charges.ofTicket, { params: { id: invoice.ticketId } }, { as: key })).invoices[0]?.electronic).toMatchObject({ state: 'issued', number: invoice.number });
    const answer = await raw(`/invoices/${invoice.id}/xml`, { authorization: `Bearer ${key}` });
    expect(answer.headers['content-type']).toContain('application/xml');
    for (const piece of [`<cbc:ID>${invoice.number}</cbc:ID>`, 'xrechnung_3', '<cbc:TaxAmount currencyID="EUR">176.70</cbc:TaxAmount>', '<cbc:PayableAmount currencyID="EUR">1106.70</cbc:PayableAmount>', '<cbc:InvoicedQuantity unitCode="HUR">1.5</cbc:InvoicedQuantity>', '<cbc:InvoicedQuantity unitCode="C62">-1</cbc:InvoicedQuantity>', 'Quellwasser Hausgeräte GmbH', 'DE02120300000000202051']) expect(answer.body).toContain(piece);
    await settings({ electronic: 'none', currency: 'CNY' });
  });
  it('are issued as 数电票 by the service, once, also when it was away; and say why when it will not', async () => {
    await settings({ electronic: 'shudian' });
    tax.setDown(true);
    const invoice = await invoiced('zh-CN', undefined, {}, { taxId: '91310104MA1FR0002Y' });
    await t.drain();
    const read = async () => (await t.call(api.charges.ofTicket, { params: { id: invoice.ticketId } }, { as: key })).invoices[0]?.electronic;
    expect(await read()).toMatchObject({ state: 'waiting' });
    tax.setDown(false);
    await t.app.afterSales.charges.electronic.issue(invoice.id);
    await t.app.afterSales.charges.electronic.issue(invoice.id);
    expect(await read()).toMatchObject({ state: 'issued', number: expect.stringMatching(/^\d{20}$/) as unknown });
    expect(tax.issued).toHaveLength(1);
    expect(tax.issued[0]).toMatchObject({ RequestId: invoice.number, GeneralOrSpecialVAT: '01', BuyerInformation: { BuyerIdNum: '91310104MA1FR0002Y', BuyerName: '欧阳雪' }, BasicInformation: { 'TotalTax-includedAmount': '1094.80', 'TotalTax-includedAmountInChinese': '壹仟零玖拾肆元捌角整' } });
    await settings({ electronic: 'shudian', seller: { ...seller, taxId: 'X' } });
    const bad = await invoiced();
    await t.drain();
    expect((await t.call(api.charges.ofTicket, { params: { id: bad.ticketId } }, { as: key })).invoices[0]?.electronic).toMatchObject({ state: 'failed', fault: '销售方纳税人识别号有误' });
    await settings({ electronic: 'none' });
  });
});

describe('payments', () => {
  const hook = async (message: { body: string; headers: Record<string, string> }) => (await t.app.http()).inject({ method: 'POST', url: '/api/v1/payments/events', payload: message.body, headers: message.headers });
  const link = (id: number) => t.call(api.charges.payLink, { params: { id } }, { as: key });
  const only = () => [...pay.payments.keys()].at(-1) ?? '';

  it('by link: the signed message books it once, however often it comes', async () => {
    const invoice = await invoiced();
    const linked = await link(invoice.id);
    expect(linked.payments).toMatchObject([{ state: 'pending', amountMinor: 109_480, url: expect.stringContaining('/pay/') as unknown }]);
    expect((await link(invoice.id)).payments).toHaveLength(1);
    const id = only();
    const forged = pay.pay(id);
    expect((await hook({ ...forged, body: forged.body.replace('109480', '1') })).statusCode).toBe(401);
    expect((await hook({ body: forged.body, headers: { 'content-type': 'application/json' } })).statusCode).toBe(401);
    expect((await hook(pay.pay(id, { amountMinor: 1 }))).statusCode).toBe(422);
    expect((await hook(pay.pay(id, { currency: 'EUR' }))).statusCode).toBe(422);
    expect((await hook(pay.pay(id, { id: 'pay_unknown' }))).statusCode).toBe(404);
    const all = await Promise.all(Array.from({ length: 4 }, () => hook(pay.pay(id))));
    expect(all.map((a) => a.statusCode)).toEqual([202, 202, 202, 202]);
    expect(all.filter((a) => !a.json<{ duplicate: boolean }>().duplicate)).toHaveLength(1);
    const [after] = (await t.call(api.charges.ofTicket, { params: { id: invoice.ticketId } }, { as: key })).invoices;
    expect(after).toMatchObject({ state: 'paid', paidMinor: 109_480 });
    expect((await facts(invoice.ticketId)).filter((f) => f.type === 'charges.paid')).toHaveLength(1);
    await expect(link(invoice.id)).rejects.toMatchObject(code('conflict'));
  });
  it('by hand: never more than is open; a link for the old sum is over', async () => {
    const invoice = await invoiced();
    await link(invoice.id);
    const record = (amountMinor: number) => t.call(api.charges.recordPayment, { params: { id: invoice.id }, body: { amountMinor, method: 'cash' } }, { as: key });
    expect(await record(9480)).toMatchObject({ state: 'partly-paid', paidMinor: 9480 });
    await expect(record(100_001)).rejects.toMatchObject(code('invalid-input'));
    const many = await Promise.allSettled(Array.from({ length: 5 }, () => record(60_000)));
    expect(many.filter((m) => m.status === 'fulfilled')).toHaveLength(1);
    expect((await link(invoice.id)).payments.filter((p) => p.state === 'pending')).toMatchObject([{ amountMinor: 40_000 }]);
  });
  it('says so when there is no service, and when it is away', async () => {
    const invoice = await invoiced();
    pay.setDown(true);
    await expect(link(invoice.id)).rejects.toMatchObject(code('not-ready'));
    pay.setDown(false);
    await settings({ payments: { endpoint: '' } });
    await expect(link(invoice.id)).rejects.toMatchObject({ problem: { detail: expect.stringContaining('No payment service') as unknown } });
    await settings({});
  });
  it('go back by the way they came, never more than was paid', async () => {
    const invoice = await invoiced();
    const refund = (amountMinor: number) => t.call(api.charges.refund, { params: { id: invoice.id }, body: { amountMinor, reason: '退货' } }, { as: key });
    await expect(refund(1)).rejects.toMatchObject(code('invalid-input'));
    await t.call(api.charges.recordPayment, { params: { id: invoice.id }, body: { amountMinor: 9480, method: 'cash' } }, { as: key });
    await link(invoice.id);
    await hook(pay.pay(only()));
    const all = await Promise.allSettled(Array.from({ length: 6 }, () => refund(30_000)));
    expect(all.filter((a) => a.status === 'fulfilled')).toHaveLength(3);
    await refund(19_480);
    await t.drain();
    const [after] = (await t.call(api.charges.ofTicket, { params: { id: invoice.ticketId } }, { as: key })).invoices;
    expect(after).toMatchObject({ state: 'refunded', refundedMinor: 109_480 });
    expect(after?.refunds.every((r) => r.state === 'done')).toBe(true);
    expect(pay.payments.get(only())?.refundedMinor).toBe(100_000);
  });
  it('count as ours again when the service refuses to give them back', async () => {
    const invoice = await invoiced();
    await link(invoice.id);
    const id = only();
    await hook(pay.pay(id));
    const payment = pay.payments.get(id);
    if (payment) payment.refundedMinor = payment.amountMinor;
    await t.call(api.charges.refund, { params: { id: invoice.id }, body: { amountMinor: 100, reason: 'x' } }, { as: key });
    await t.drain();
    const [after] = (await t.call(api.charges.ofTicket, { params: { id: invoice.ticketId } }, { as: key })).invoices;
    expect(after).toMatchObject({ refundedMinor: 0, refunds: [{ state: 'failed' }] });
  });
});

describe('rights', () => {
  it('keep billing to those who may, and other teams’ tickets out of sight', async () => {
    const invoice = await invoiced();
    const viewer = await t.key('viewer');
    const teamAgent = await t.key('team-agent');
    const agent = await t.key('agent');
    expect((await t.call(api.charges.ofTicket, { params: { id: invoice.ticketId } }, { as: viewer })).invoices).toHaveLength(1);
    await expect(t.call(api.charges.quote, { params: { id: invoice.ticketId }, body: { lines: [part] } }, { as: viewer })).rejects.toMatchObject(code('not-allowed'));
    await expect(t.call(api.charges.refund, { params: { id: invoice.id }, body: { amountMinor: 1, reason: 'x' } }, { as: agent })).rejects.toMatchObject(code('not-allowed'));
    await expect(t.call(api.charges.ofTicket, { params: { id: invoice.ticketId } }, { as: teamAgent })).rejects.toMatchObject(code('not-found'));
    await expect(t.call(api.charges.quote, { params: { id: invoice.ticketId }, body: { lines: [part] } }, { as: teamAgent })).rejects.toMatchObject(code('not-found'));
    expect((await raw(`/invoices/${invoice.id}/pdf`, { authorization: `Bearer ${teamAgent}` })).statusCode).toBe(404);
    expect((await raw(`/invoices/${invoice.id}/pdf`)).statusCode).toBe(401);
    expect(JSON.stringify(await t.call(api.charges.settings, {}, { as: key }))).not.toContain(secret);
  });
});
