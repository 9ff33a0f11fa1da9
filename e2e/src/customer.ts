import { api } from '@aftercare/contract';
import type { Page } from 'playwright-core';
import type { Stage } from './main.ts';
import { until } from './until.ts';

/** Signs in to the portal with the code that was mailed. */
export async function signIn(stage: Stage, page: Page, email: string): Promise<void> {
  await page.goto(`${stage.system.base}/portal/sign-in?lang=en`);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByRole('button', { name: 'Send code' }).click();
  const mail = await stage.sink.next('the sign-in code', (m) => m.to.includes(email) && /\b\d{6}\b/.test(m.read.text ?? ''));
  await page.getByRole('textbox', { name: 'Code from the mail' }).fill(/\b(\d{6})\b/.exec(mail.read.text ?? '')?.[1] ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** A customer with a request, a product under warranty and a quote to answer, signed in on this page. */
export async function customerAtHome(stage: Stage, page: Page, who: { readonly name: string; readonly email: string; readonly subject: string; readonly language: 'zh-CN' | 'en' }): Promise<{ unitId: number }> {
  const { call, ticket } = stage.house;
  const id = await ticket({ subject: who.subject, customer: who.name, email: who.email, language: who.language });
  const { customer } = await call(api.tickets.get, { params: { id } });
  const key = who.email.replace(/\W+/g, '-');
  const brand = await call(api.products.saveBrand, { params: { key }, body: { name: { zh: '清溪', en: 'Brook' } } });
  const model = await call(api.products.createModel, { body: { brandId: brand.id, key: `W8-${customer.id}`, name: { zh: '洗衣机', en: 'Washing machine' }, category: 'washer' } });
  const unit = await call(api.products.register, { body: { serial: `W8${customer.id}0001`, modelId: model.id, customerId: customer.id, purchasedOn: new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10) } });
  const quote = await call(api.charges.quote, { params: { id }, body: { lines: [{ kind: 'part', description: 'W8', quantity: 1, unitMinor: 10_000, taxRate: 1300 }] } });
  await call(api.charges.sendQuote, { params: { id: quote.id } });
  await signIn(stage, page, who.email);
  await until('the customer’s home', () => page.locator('.p-home').isVisible());
  return { unitId: unit.id };
}
