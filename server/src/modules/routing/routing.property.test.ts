import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { QueueSettings } from '@aftercare/contract/routing';
import { systemActor } from '../../platform/bus/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { tries } from '../../platform/testing/tries.ts';

let t: TestApp;
beforeAll(async () => { t = await testApp(); await t.agent({ roles: ['administrator'], online: false }); });
afterAll(() => t.close());

const person = { kind: 'agent', id: null, name: 'Somebody' } as const;
/** Seldom enough that most could take something: only then is a broken guard seen. */
const seldom = fc.array(fc.nat(5).map((n) => n === 0), { minLength: 4, maxLength: 4 });
const stories = fc.record({
  capacities: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }),
  /** Online from the start. */
  online: seldom.map((list) => list.map((off) => !off)),
  tickets: fc.integer({ min: 4, max: 12 }),
  /** Hands for what is written, beside the overall ones; null: as many. */
  written: fc.array(fc.option(fc.integer({ min: 0, max: 3 }), { freq: 1 }), { minLength: 4, maxLength: 4 }),
  /** Whose certificate for the queue's skill has run out. */
  expired: seldom,
  /** Whose role reaches the customer's region. */
  reaches: seldom.map((list) => list.map((off) => !off)),
  /** The last hand is kept for silver customers; these are none. */
  lane: fc.boolean(),
  /** Each routes some of the tickets, all at the same time. */
  routers: fc.array(fc.array(fc.nat(11), { minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 6 }),
  /** People take tickets by hand meanwhile. */
  byHand: fc.array(fc.record({ ticket: fc.nat(11), agent: fc.nat(3) }), { maxLength: 3 }),
});

test('however many route at once: nobody beyond capacity, no ticket twice or forgotten, no free hand beside a waiting ticket', async () => {
  const { db } = t.app.platform;
  const skill = await db.tx((tx) => t.app.org.createSkill(tx, 'certified', { zh: '持证', en: 'Certified' }));
  await db.tx((tx) => t.app.org.saveRole(tx, { key: 'north', name: { zh: '华北', en: 'North' }, rights: ['tickets.read', 'tickets.reply'], scope: 'all', limits: { regions: ['华北'], brands: [], sites: [], vendors: [] } }));
  let round = 0;
  await fc.assert(fc.asyncProperty(stories, async ({ capacities, online, written, expired, reaches, lane, tickets, routers, byHand }) => {
    round += 1;
    const team = await db.tx((tx) => t.app.org.createTeam(tx, `Team ${round}`));
    await db.tx((tx) => t.app.routing.createQueue(tx, {
      name: `Queue ${round}`, teamId: team.id, match: { channels: [], types: [], tiers: [], languages: [] }, skills: [{ skillId: skill.id, level: 1 }], matchLanguage: false, position: round, enabled: true, settings: QueueSettings.parse(lane ? { lane: { tier: 'silver', hands: 1 } } : {}),
    }, systemActor));
    const agents = await Promise.all(capacities.map(async (all, i) => {
      const made = await t.agent({ teams: [team.id], capacity: all, online: online[i] ?? true, roles: [reaches[i] ? 'agent' : 'north'] });
      await db.tx((tx) => t.app.org.updateAgent(tx, made.id, { skills: [{ skillId: skill.id, level: 2, expiresOn: expired[i] ? '2026-03-01' : '2026-03-02' }], channelCapacity: { written: written[i] ?? null } }, systemActor));
      return { ...made, capacity: Math.max(0, Math.min(all - (lane ? 1 : 0), written[i] ?? all)), online: (online[i] ?? true) && !expired[i] && (reaches[i] ?? true) };
    }));
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
  }), { numRuns: tries(10, 40) });
}, 180_000);
