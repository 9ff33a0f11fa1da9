import { api } from '@aftercare/contract';
import { expect, it } from 'vitest';
import { testAppForOne } from '../../../platform/testing/app.ts';

it('counts complaints by cause and who had to complain again', async () => {
  const t = await testAppForOne();
  const key = await t.key();
  const complain = async (who: string, cause: string | null, product = 'W8', type = 'complaint') => (await t.call(api.tickets.open, { body: { subject: `${who} ${cause}`, type, product, customer: { name: who, email: `${who}@example.com` }, fields: cause ? { complaintCause: cause } : {} } }, { as: key })).id;
  const later = (days: number) => t.clock.set(new Date(t.clock.now().getTime() + days * 86_400_000));
  await complain('old', 'slow');
  later(100);
  await complain('old', 'slow');
  const first = await complain('twice', 'quality');
  later(10);
  const second = await complain('twice', 'repair');
  await complain('once', 'quality', 'D6');
  await complain('quiet', null, 'W8', 'inquiry');
  await complain('none', null, 'D6');
  await t.call(api.tickets.update, { params: { id: first }, body: { status: 'solved' } }, { as: key });
  later(1);
  const told = await t.call(api.analytics.complaints, { query: { days: 30 } }, { as: key });
  expect(told).toMatchObject({ total: { complaints: 5, repeated: 1, open: 4 }, before: { complaints: 0 }, uncaused: 1 });
  expect(told.byCause.map((c) => [c.key, c.complaints, c.repeated])).toEqual([['quality', 2, 0], ['repair', 1, 1], ['slow', 1, 0]]);
  expect(told.byProduct).toMatchObject([{ product: 'W8', complaints: 3 }, { product: 'D6', complaints: 2, cause: { en: 'Product quality' } }]);
  expect(told.chains).toMatchObject([{ customer: { name: 'twice' }, count: 2, tickets: [{ id: first, cause: { zh: '产品质量' } }, { id: second }] }]);
});
