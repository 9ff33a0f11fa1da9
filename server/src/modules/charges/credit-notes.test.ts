import { api } from '@aftercare/contract';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPayments } from '../../integrations/payments/simulator.ts';
import { startTaxInvoices } from '../../integrations/tax-invoices/simulator.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

let t: TestApp;
let key: string;
let tax: Awaited<ReturnType<typeof startTaxInvoices>>;
let pay: Awaited<ReturnType<typeof startPayments>>;
const secret = 'a secret of the service';
const seller = { name: '晴川电器', address: '张江路 1 号', city: '上海', postcode: '200120', country: 'CN', taxId: '91310000MA1FL0001X', email: 'billing@example.com', phone: '+86 21 5000 0001', bank: '', account: '' };
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'portal', name: 'Portal', address: 'portal', language: 'zh-CN', teamId: null, enabled: true, settings: {} }));
  const now = () => t.clock.now();
  [tax, pay] = [await startTaxInvoices({ secret, now }), await startPayments({ secret, now })];
  await settings({});
});
afterAll(async () => { await Promise.all([tax.stop(), pay.stop()]); await t.close(); });
const settings = async (more: Record<string, unknown>) => t.call(api.charges.saveSettings, { body: { ...(await t.call(api.charges.settings, {}, { as: key })), seller, payments: { endpoint: pay.url, secret }, taxInvoices: { endpoint: tax.url, secret }, electronic: 'none', ...more } }, { as: key });
let n = 0;
async function invoiced(language: 'zh-CN' | 'en' = 'zh-CN', buyer = {}, free = false) {
  n += 1;
  const { id } = await t.call(api.portal.report, { body: { name: '欧阳雪', email: `credit${n}@example.com`, language, subject: '滚筒不转', text: '…' } });
  const lines = [{ kind: 'part' as const, description: '电机（变频）', quantity: 1, unitMinor: 80_000, taxRate: 1300 }, { kind: 'labour' as const, description: '上门维修', quantity: 1.5, unitMinor: 12_000, taxRate: 600 }].map((line) => (free ? { ...line, unitMinor: 0 } : line));
  const draft = await t.call(api.charges.quote, { params: { id }, body: { lines } }, { as: key });
  const sent = await t.call(api.charges.sendQuote, { params: { id: draft.id } }, { as: key });
  await t.call(api.charges.answerQuote, { params: { id: draft.id }, body: { approve: true } }, { as: key });
  const invoice = await t.call(api.charges.invoice, { params: { id: draft.id }, body: buyer }, { as: key });
  return { ...invoice, token: new URL(sent.url ?? '').searchParams.get('t') ?? '' };
}
const paid = (id: number, amountMinor: number) => t.call(api.charges.recordPayment, { params: { id }, body: { amountMinor, method: 'cash' } }, { as: key });
const refund = (id: number, amountMinor: number) => t.call(api.charges.refund, { params: { id }, body: { amountMinor, reason: '退货' } }, { as: key });
const credit = (id: number, amountMinor: number, as = key) => t.call(api.charges.credit, { params: { id }, body: { amountMinor, reason: '多收' } }, { as });
const code = (wanted: string) => ({ problem: { code: wanted } });
const raw = async (url: string, headers: Record<string, string> = { authorization: `Bearer ${key}` }) => (await t.app.http()).inject({ method: 'GET', url: `/api/v1${url}`, headers });
const words = async (bytes: Uint8Array) => (await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })).text.replaceAll(/\s+/g, '');

it('a refund has its note, numbered without gaps, also when many are made at once and some fail', async () => {
  const invoice = await invoiced();
  await paid(invoice.id, 109_480);
  const all = await Promise.allSettled(Array.from({ length: 8 }, () => refund(invoice.id, 20_000)));
  expect(all.filter((a) => a.status === 'fulfilled')).toHaveLength(5);
  const after = await refund(invoice.id, 9480);
  expect(after).toMatchObject({ state: 'refunded', refundedMinor: 109_480, creditedMinor: 109_480, openMinor: 0 });
  expect(after.creditNotes.map((c) => c.number)).toEqual([1, 2, 3, 4, 5, 6].map((place) => `CN-${t.clock.now().getUTCFullYear()}-0000${place}`));
  expect(after.creditNotes.reduce((sum, c) => sum + c.grossMinor, 0)).toBe(109_480);
  const { rows } = await t.app.platform.db.pool.query<{ net: string; tax: string }>('select sum(net_minor) as net, sum(tax_minor) as tax from credit_note where invoice_id = $1', [invoice.id]);
  expect([Number(rows[0]?.net), Number(rows[0]?.tax)]).toEqual([98_000, 11_480]);
  await expect(credit(invoice.id, 1)).rejects.toMatchObject(code('invalid-input'));
});
it('what is credited before it is paid need not be paid; credited later, it can be given back without another note', async () => {
  const invoice = await invoiced();
  expect(await credit(invoice.id, 9480)).toMatchObject({ state: 'open', openMinor: 100_000, creditedMinor: 9480 });
  await expect(paid(invoice.id, 100_001)).rejects.toMatchObject(code('invalid-input'));
  expect(await paid(invoice.id, 100_000)).toMatchObject({ state: 'paid', openMinor: 0 });
  expect(await credit(invoice.id, 30_000)).toMatchObject({ state: 'paid', refundedMinor: 0, creditedMinor: 39_480 });
  const back = await refund(invoice.id, 40_000);
  expect(back).toMatchObject({ refundedMinor: 40_000, creditedMinor: 49_480, openMinor: 0 });
  expect(back.creditNotes.map((c) => c.grossMinor)).toEqual([9480, 30_000, 10_000]);
  const whole = await invoiced();
  expect(await credit(whole.id, 109_480)).toMatchObject({ state: 'credited', openMinor: 0 });
});
it('of a bill of nothing there is nothing to credit or to give back, which is said', async () => {
  const invoice = await invoiced('zh-CN', {}, true);
  expect(invoice.grossMinor).toBe(0);
  const told = (act: Promise<unknown>) => act.then(() => null, (e: { problem: { code: string; fields: { message: string }[] } }) => [e.problem.code, e.problem.fields[0]?.message]);
  expect([await told(credit(invoice.id, 1)), await told(refund(invoice.id, 1))]).toEqual([['invalid-input', `Nothing of invoice ${invoice.number} is left to be credited.`], ['invalid-input', `Nothing was paid on invoice ${invoice.number} that could go back.`]]);
});
it('one key makes one note', async () => {
  const invoice = await invoiced();
  const body = { params: { id: invoice.id }, body: { amountMinor: 1000, reason: 'x' } };
  const once = { as: key, headers: { 'idempotency-key': 'credit-once' } };
  await Promise.all([1, 2, 3].map(() => t.call(api.charges.credit, body, once).catch(() => null)));
  expect((await t.call(api.charges.credit, body, once)).creditedMinor).toBe(1000);
});
it('prints as PDF, on the desk and by the customer’s link, and for nobody else', async () => {
  const invoice = await invoiced();
  const [note] = (await credit(invoice.id, 109_480)).creditNotes;
  const text = await words((await raw(`/credit-notes/${note?.id}/pdf`)).rawPayload);
  for (const part of ['贷项通知', note?.number ?? '', invoice.number, '电机（变频）', '多收', '壹仟零玖拾肆元捌角整', '¥1,094.80']) expect(text).toContain(part);
  expect(await words((await raw(`/invoices/${invoice.id}/pdf`)).rawPayload)).toContain(note?.number);
  const page = await t.call(api.charges.publicQuote, { query: { token: invoice.token } });
  expect(page.invoice).toMatchObject({ state: 'credited', openMinor: 0, creditNotes: [{ id: note?.id, grossMinor: 109_480 }] });
  // Among the customer's papers, beside the bill it takes back; another one's it is not.
  const whose = (await t.app.tickets.get(invoice.ticketId))?.customerId ?? 0;
  expect((await t.app.afterSales.charges.papersOf(whose, { before: null, limit: 10 })).map((p) => [p.kind, p.number])).toEqual(expect.arrayContaining([['credit', note?.number], ['invoice', invoice.number]]));
  expect((await t.app.afterSales.charges.paper(whose, 'credit', note?.id ?? 0))?.number).toBe(note?.number);
  expect(await t.app.afterSales.charges.paper(whose + 1, 'credit', note?.id ?? 0)).toBeUndefined();
  const link = (token: string) => raw(`/portal/quotes/pdf?token=${encodeURIComponent(token)}&what=credit-note&note=${note?.id}`, {});
  expect((await link(invoice.token)).headers['content-type']).toBe('application/pdf');
  expect((await link((await invoiced()).token)).statusCode).toBe(404);
  const agent = await t.key('agent');
  await expect(credit(invoice.id, 1, agent)).rejects.toMatchObject(code('not-allowed'));
  const outside = await t.key('vendor').catch(() => null);
  if (outside) expect((await raw(`/credit-notes/${note?.id}/pdf`, { authorization: `Bearer ${outside}` })).statusCode).toBeGreaterThanOrEqual(403);
});
it('exists as XRechnung of type 381 that names its invoice', async () => {
  await settings({ electronic: 'xrechnung', currency: 'EUR', seller: { ...seller, name: 'Beispiel GmbH', country: 'DE', city: 'Berlin', taxId: 'DE123456789' } });
  const invoice = await invoiced('en', { name: 'Käufer AG', address: 'Weg 1', city: 'Köln', postcode: '50667', country: 'DE', email: 'k@example.com', taxId: 'DE987654321' });
  await t.drain();
  const [note] = (await credit(invoice.id, 50_000)).creditNotes;
  await t.drain();
  const answer = await raw(`/credit-notes/${note?.id}/xml`);
  expect(answer.body).toContain('<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>');
  expect(answer.body).toMatch(new RegExp(`<cac:BillingReference>\\s*<cac:InvoiceDocumentReference>\\s*<cbc:ID>${invoice.number}</cbc:ID>`));
  expect(answer.body).toContain('<cbc:PayableAmount currencyID="EUR">500.00</cbc:PayableAmount>');
  expect(answer.body).toContain('CreditNoteLine');
}, 60_000);
it('exists as red 数电票 tied to the blue one, after it', async () => {
  await settings({ electronic: 'shudian', currency: 'CNY' });
  const invoice = await invoiced();
  await t.drain();
  await credit(invoice.id, 50_000);
  await credit(invoice.id, 59_480);
  await t.drain();
  const [now] = (await t.call(api.charges.ofTicket, { params: { id: invoice.ticketId } }, { as: key })).invoices;
  expect(now?.creditNotes.map((c) => c.electronic.state)).toEqual(['issued', 'issued']);
  const red = tax.issued.filter((one) => one.OriginalEIid === now?.electronic.number);
  expect(red.map((one) => one.BasicInformation['TotalTax-includedAmount'])).toEqual(['-500.00', '-594.80']);
});
