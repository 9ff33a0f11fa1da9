import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { tries } from '../../platform/testing/tries.ts';

let t: TestApp;
beforeAll(async () => { t = await testApp(); });
afterAll(() => t.close());

const person = { kind: 'agent', id: null, name: 'Somebody' } as const;
const stories = fc.record({
  capacities: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }),
  /** Online from the start. */
  online: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  tickets: fc.integer({ min: 1, max: 12 }),
  /** Each routes some of the tickets, all at the same time. */
  routers: fc.array(fc.array(fc.nat(11), { minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 6 }),
  /** People take tickets by hand meanwhile. */
  byHand: fc.array(fc.record({ ticket: fc.nat(11), agent: fc.nat(3) }), { maxLength: 3 }),
});

test('however many route at once: nobody beyond capacity, no ticket twice or forgotten, no free hand beside a waiting ticket', async () => {
  const { db } = t.app.platform;
  let round = 0;
  await fc.assert(fc.asyncProperty(stories, async ({ capacities, online, tickets, routers, byHand }) => {
    round += 1;
    const team = await db.tx((tx) => t.app.org.createTeam(tx, `Team ${round}`));
    const agents = await Promise.all(capacities.map(async (capacity, i) => ({ ...(await t.agent({ teams: [team.id], capacity, online: online[i] ?? true })), capacity, online: online[i] ?? true })));
    const customer = await db.tx((tx) => t.app.customers.findOrCreate(tx, { name: 'Li', language: 'zh-CN', addresses: [] }));
    const opening = { subject: 's', type: 'repair', priority: 'normal', channel: 'mail', language: 'zh-CN', customerId: customer.id, teamId: team.id, openedAt: t.clock.now(), preview: '', unread: true, actor: systemActor } as const;
    const ids = (await db.tx((tx) => t.app.tickets.openMany(tx, Array.from({ length: tickets }, () => opening)))).map((o) => o.id);

    const taken = new Map<number, number>();
    await Promise.all([
      ...routers.map((some) => t.app.platform.work.tx((tx) => t.app.routing.router.route(tx, some.flatMap((i) => ids[i] ?? [])))),
      t.app.platform.work.tx((tx) => t.app.routing.router.retry(tx, [team.id])),
      ...byHand.map(async ({ ticket, agent }) => {
        const [id, ownerId] = [ids[ticket], agents[agent]?.id];
        if (!id || !ownerId) return;
        await db.tx((tx) => t.app.tickets.change(tx, id, { ownerId }, { actor: person }));
        taken.set(id, ownerId);
      }),
    ]);
    await t.drain();

    const rows = await db.rows<{ id: number; ownerId: number | null; waits: boolean; byRouter: number | null }>({ text: `select t.id, t.owner_id as "ownerId", exists (select from routing_wait w where w.ticket_id = t.id) as waits,
      (select c.agent_id from routing_choice c where c.ticket_id = t.id and c.outcome = 'assigned' order by c.id desc limit 1) as "byRouter" from ticket t where t.team_id = $1`, values: [team.id] });
    for (const agent of agents) {
      const mine = rows.filter((r) => r.ownerId === agent.id);
      const given = mine.filter((r) => !taken.has(r.id));
      // Only a person's decision may fill somebody beyond their capacity.
      if (given.length > 0 && mine.length > agent.capacity) expect(mine.length - agent.capacity).toBeLessThanOrEqual(mine.length - given.length);
      if (!agent.online) expect(given).toEqual([]);
      if (agent.online && mine.length < agent.capacity) expect(rows.filter((r) => r.ownerId === null)).toEqual([]);
    }
    for (const row of rows) {
      expect(row.waits).toBe(row.ownerId === null);
      const hand = taken.get(row.id);
      // Later hands may have won over earlier ones, the router over none.
      if (hand) expect(byHand.map((b) => agents[b.agent]?.id)).toContain(row.ownerId);
      else expect(row.ownerId).toBe(row.byRouter);
    }
    const changes = await db.rows<{ n: number }>({ text: `select count(*)::int as n from ticket_change where ticket_id = any($1) and actor->>'name' = 'Aftercare routing' and fields @> '[{"field":"ownerId"}]' group by ticket_id`, values: [ids] });
    expect(Math.max(0, ...changes.map((c) => c.n))).toBeLessThanOrEqual(1);
  }), { numRuns: tries(8, 25) });
}, 180_000);
