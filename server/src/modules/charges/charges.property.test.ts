import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { tries } from '../../platform/testing/tries.ts';

let t: TestApp;
beforeAll(async () => { t = await testApp(); });
afterAll(() => t.close());

async function invoice(unitMinor: number): Promise<{ id: number; grossMinor: number }> {
  const { charges } = t.app.afterSales;
  return t.app.platform.db.tx(async (tx) => {
    const customerId = (await tx.one<{ id: number }>({ text: `insert into customer (name) values ('王芳') returning id`, values: [] }))?.id ?? 0;
    const ticket = await t.app.tickets.open(tx, { subject: 'x', type: 'repair', priority: 'normal', channel: 'portal', language: 'zh-CN', customerId, openedAt: t.clock.now(), preview: '', unread: false, actor: systemActor });
    const quote = await charges.quote(tx, { ticketId: ticket.id, lines: [{ kind: 'part', description: 'x', quantity: 1, unitMinor, taxRate: 1300 }] });
    await charges.send(tx, quote.id);
    await charges.approve(tx, quote.id);
    return charges.invoice(tx, quote.id);
  });
}
const step = fc.record({ do: fc.constantFrom('pay' as const, 'refund' as const, 'refund-again' as const), amountMinor: fc.integer({ min: 1, max: 9000 }) });

describe('money is conserved', () => {
  it('whatever is paid and given back, in any order and all at once', async () => {
    const { payments, invoices } = t.app.afterSales.charges;
    await fc.assert(fc.asyncProperty(fc.integer({ min: 100, max: 10_000 }), fc.array(step, { minLength: 1, maxLength: 20 }), fc.boolean(), async (unitMinor, steps, together) => {
      const { id, grossMinor } = await invoice(unitMinor);
      let [paid, refunded] = [0, 0];
      const keys = new Set<string>();
      const run = async (s: (typeof steps)[number], i: number) => {
        const key = s.do === 'refund-again' ? `again:${id}` : `${id}:${i}`;
        try {
          await t.app.platform.db.tx((tx) => (s.do === 'pay' ? payments.record(tx, id, { amountMinor: s.amountMinor, method: 'cash', reference: '' }, systemActor) : payments.refund(tx, { invoiceId: id, amountMinor: s.amountMinor, reason: 'x', key })));
          if (s.do === 'pay') paid += s.amountMinor;
          else if (!keys.has(key)) { if (s.do === 'refund') refunded += s.amountMinor; keys.add(key); }
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
        }
      };
      if (together) await Promise.all(steps.map(run));
      else for (const [i, s] of steps.entries()) await run(s, i);
      const row = await invoices.load(t.app.platform.db, id);
      const again = row.refunds.filter((r) => keys.has(`again:${id}`) && r.state === 'done').reduce((sum, r) => sum + r.amountMinor, 0) - refunded;
      expect(row.paidMinor).toBe(paid);
      expect(row.refundedMinor).toBe(refunded + (keys.has(`again:${id}`) ? again : 0));
      expect(row.payments.reduce((sum, p) => sum + p.amountMinor, 0)).toBe(paid);
      expect(row.refunds.reduce((sum, r) => sum + r.amountMinor, 0)).toBe(row.refundedMinor);
      expect(row.payments.reduce((sum, p) => sum + p.refundedMinor, 0)).toBe(row.refundedMinor);
      expect(row.refundedMinor).toBeLessThanOrEqual(row.paidMinor);
      expect(row.paidMinor).toBeLessThanOrEqual(grossMinor);
    }), { numRuns: tries(8, 25) });
  }, 120_000);
});
