import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { tries } from '../../platform/testing/tries.ts';
import { createKnownCalendars } from '../org/index.ts';
import { AgentAnswered } from '../tickets/index.ts';
import { columnsOf } from './reading.ts';
import { clocksOf, ledgerOf } from './store.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
  await t.app.platform.db.tx((tx) => t.app.sla.seedSla(tx));
  await t.drain();
});
afterAll(() => t.close());

type Status = 'open' | 'pending' | 'hold' | 'solved' | 'closed';
type Step = { after: number; do: Status | 'answer' | 'vip' | 'standard' | 'fire' };
const steps: fc.Arbitrary<Step[]> = fc.array(fc.record({
  after: fc.oneof(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 30 * 3600 })),
  do: fc.constantFrom<Step['do']>('open', 'pending', 'hold', 'solved', 'closed', 'open', 'pending', 'answer', 'vip', 'standard', 'fire'),
}), { minLength: 1, maxLength: 10 });
const hours = { standard: { solution: 24, closing: 48 }, vip: { solution: 12, closing: 24 } };

/** What a person with a stopwatch would write down, knowing nothing of ledgers. */
interface Stopwatch { status: Status | 'new'; tier: 'standard' | 'vip'; solution: number; closing: number; answeredAfter: number | null; opened: number }
const runs = (w: Stopwatch, target: 'solution' | 'closing'): boolean => ['new', 'open'].includes(w.status) || (target === 'closing' && w.status === 'solved');

test('after any story the rows are what the ledger says, the ledger is what a stopwatch says, and each fact was told once', async () => {
  const { db, clock } = { db: t.app.platform.db, clock: t.clock };
  await fc.assert(fc.asyncProperty(steps, async (story) => {
    clock.set('2026-03-02T02:00:00Z');
    const customer = await db.tx((tx) => t.app.customers.findOrCreate(tx, { name: 'Li', language: 'zh-CN', addresses: [] }));
    const { id } = await db.tx((tx) => t.app.tickets.open(tx, { subject: 's', type: 'repair', priority: 'normal', channel: 'mail', language: 'en', customerId: customer.id, openedAt: clock.now(), preview: '', unread: true, actor: systemActor }));
    await t.drain();
    const watch: Stopwatch = { status: 'new', tier: 'standard', solution: 0, closing: 0, answeredAfter: null, opened: clock.now().getTime() };
    for (const step of story) {
      clock.advance(step.after);
      for (const target of ['solution', 'closing'] as const) if (runs(watch, target)) watch[target] += step.after;
      await act(id, customer.id, step, watch);
      await t.drain();
    }
    await t.app.sla.fireDue(clock.now());

    const rows = await clocksOf(db, [id]);
    const known = await createKnownCalendars(t.app.org).load(db);
    const ledger = await ledgerOf(db, rows.map((r) => r.id));
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      const lines = ledger.flatMap((l) => (l.clockId === row.id && l.kind !== 'warned' && l.kind !== 'escalated' && l.kind !== 'acknowledged' ? [{ ...l, kind: l.kind }] : []));
      expect(row).toMatchObject({ ...columnsOf(lines, known.compiled, row.warnShare, row.countedAt) });
      const now = { ...columnsOf(lines, known.compiled, row.warnShare, clock.now()) };
      if (row.target === 'first-response') expect(row.state === 'met').toBe(watch.answeredAfter !== null);
      else if (row.target !== 'next-response') {
        expect(now.usedSeconds).toBe(watch[row.target]);
        const running = runs(watch, row.target);
        expect(['running', 'breached'].includes(row.state)).toBe(running);
        if (running) expect(row.state === 'breached' || row.warnedAt !== null).toBe(watch[row.target] >= Math.floor(now.targetSeconds * row.warnShare));
        if (running) expect(now.targetSeconds).toBe(hours[watch.tier][row.target] * 3600);
        if (running) expect(row.state).toBe(watch[row.target] >= now.targetSeconds ? 'breached' : 'running');
      }
      const told = await db.rows<{ type: string; n: number }>({ text: `select type, count(*)::int as n from event where stream = $1 and type like 'sla.%' and payload->>'target' = $2 group by type`, values: [`ticket:${id}`, row.target] });
      for (const [type, kind] of [['sla.warned', 'warned'], ['sla.breached', 'breached']] as const) {
        expect(told.find((x) => x.type === type)?.n ?? 0).toBe(ledger.filter((l) => l.clockId === row.id && l.kind === kind).length);
      }
      expect(row.breachedAt !== null && !ledger.some((l) => l.clockId === row.id && l.kind === 'breached')).toBe(false);
    }
    const next = rows.filter((r) => r.dueAt && (r.state === 'running' || r.state === 'breached')).map((r) => r.dueAt?.getTime() ?? 0).toSorted((a, b) => a - b)[0] ?? null;
    const ticket = await t.app.tickets.get(id);
    expect(ticket?.dueAt?.getTime() ?? null).toBe(next);
  }), { numRuns: tries(8, 25) });
}, 120_000);

async function act(id: number, customerId: number, step: Step, watch: Stopwatch): Promise<void> {
  const { db, bus } = t.app.platform;
  if (step.do === 'fire') return t.app.sla.fireDue(t.clock.now());
  if (step.do === 'vip' || step.do === 'standard') {
    const tier = step.do;
    await db.tx((tx) => t.app.customers.update(tx, customerId, { tier }, null, systemActor));
    watch.tier = tier;
    return;
  }
  if (step.do === 'answer') {
    const [facts] = await t.app.tickets.facts(db, [id]);
    if (!facts) throw new Error('no ticket');
    await db.tx((tx) => bus.publish(tx, AgentAnswered, { stream: `ticket:${id}`, actor: systemActor, payload: { ...facts, messageId: 1, conversationId: 1, authorKind: 'agent', authorId: null, first: true, at: t.clock.now().toISOString() } }));
    watch.answeredAfter ??= t.clock.now().getTime() - watch.opened;
    return;
  }
  const wanted = watch.status === 'closed' ? 'open' : step.do;
  await db.tx((tx) => t.app.tickets.change(tx, id, { status: wanted }, { actor: systemActor }));
  watch.status = wanted;
}
