import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { tries } from '../../platform/testing/tries.ts';
import { valueOf } from './ledger.ts';

let t: TestApp;
let sites: number[] = [];
beforeAll(async () => {
  t = await testApp();
  sites = await Promise.all(['A', 'B', 'C'].map((key) => t.app.platform.db.tx(async (tx) => (await t.app.afterSales.sites.create(tx, { key, kind: 'depot', name: { zh: key, en: key }, address: '', region: '', lat: null, lon: null, phone: '', calendarId: null, agentId: null, homeId: null, active: true, staff: [] }, systemActor)).id)));
});
afterAll(() => t.close());

const site = fc.integer({ min: 0, max: 2 });
const some = fc.integer({ min: 1, max: 6 });
/** What people and machines do, in any order; `pick` chooses among what is there by then. */
const command = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('receive' as const), site, quantity: some, cost: fc.integer({ min: 0, max: 5000 }) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('reserve' as const), site, quantity: some, wait: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('release' as const, 'use' as const), pick: fc.nat(20), quantity: some }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('send' as const), site, to: site, quantity: some }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('arrive' as const, 'back' as const), pick: fc.nat(20), quantity: fc.integer({ min: 0, max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('count' as const), site, quantity: fc.integer({ min: 0, max: 9 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('return' as const, 'scrap' as const, 'refurbish' as const), site, quantity: some }) },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

let parts = 0;
async function freshPart(): Promise<number> {
  parts += 1;
  return t.app.platform.db.tx(async (tx) => (await t.app.afterSales.parts.createPart(tx, { number: `Q-${parts}`, name: { zh: 'q', en: 'q' }, category: '', currency: 'CNY', priceMinor: 0, costMinor: 700, taxRate: 0, consumable: false, serialised: false, supersedesId: null, supplier: '', leadDays: 1, active: true, modelIds: [] })).id);
}

async function apply(tx: Tx, partId: number, c: Command, key: string): Promise<void> {
  const p = t.app.afterSales.parts;
  const at = 'site' in c ? sites[c.site]! : 0;
  const ids = async (text: string) => (await tx.rows<{ id: number }>({ text, values: [partId] })).map((r) => r.id);
  const pick = (list: number[]) => ('pick' in c && list.length > 0 ? list[c.pick % list.length] : undefined);
  switch (c.do) {
    case 'receive': return p.receive(tx, { partId, siteId: at, quantity: c.quantity, unitCostMinor: c.cost, key });
    case 'reserve': return void await (c.wait ? p.want : p.reserve)(tx, { partId, siteId: at, quantity: c.quantity, for: 'job:1', key });
    case 'release': { const id = pick(await ids('select id from part_reservation where part_id = $1 order by id')); return void (id && await p.release(tx, id)); }
    case 'use': { const id = pick(await ids('select id from part_reservation where part_id = $1 order by id')); return void (id && await p.use(tx, { reservationId: id, quantity: c.quantity, key })); }
    case 'send': return void await p.transfer(tx, { partId, fromId: at, toId: sites[c.to]!, quantity: c.quantity, key });
    case 'arrive': { const id = pick(await ids('select id from part_transfer where part_id = $1 order by id')); return void (id && await p.arrive(tx, id, { quantity: c.quantity })); }
    case 'back': { const id = pick(await ids('select id from part_transfer where part_id = $1 order by id')); return void (id && await p.cancelTransfer(tx, id)); }
    case 'count': return p.count(tx, { partId, siteId: at, counted: c.quantity, reason: 'count', key });
    default: return p.returnOld(tx, { partId, siteId: at, quantity: c.quantity, what: c.do, key });
  }
}
/** A refusal is an answer; anything else is a fault of ours. */
const tried = async (partId: number, c: Command, key: string) => t.app.platform.db.tx((tx) => apply(tx, partId, c, key)).catch((error: unknown) => { if (!(error instanceof Refusal)) throw error; });

/** Everything that must hold after whatever happened. Each fault is a row. */
const faults = (partId: number) => t.app.platform.db.rows<{ fault: string }>({ values: [partId], text: `
  select 'sums ' || k.site_id as fault from stock k left join (select part_id, site_id, sum(on_hand) h, sum(reserved) r, sum(in_transit) i, sum(defective) d, sum(value_minor) v from part_move group by 1, 2) m using (part_id, site_id)
    where k.part_id = $1 and (k.on_hand, k.reserved, k.in_transit, k.defective, k.value_minor) is distinct from (coalesce(m.h, 0), coalesce(m.r, 0), coalesce(m.i, 0), coalesce(m.d, 0), coalesce(m.v, 0))
  union all select 'reserved ' || k.site_id from stock k where k.part_id = $1 and k.reserved <> coalesce((select sum(quantity - used) from part_reservation r where r.part_id = k.part_id and r.site_id = k.site_id and r.state = 'held'), 0)
  union all select 'waiting ' || k.site_id from stock k where k.part_id = $1 and k.waiting <> coalesce((select sum(quantity - used) from part_reservation r where r.part_id = k.part_id and r.site_id = k.site_id and r.state = 'waiting'), 0)
  union all select 'transit ' || k.site_id from stock k where k.part_id = $1 and k.in_transit <> coalesce((select sum(quantity) from part_transfer f where f.part_id = k.part_id and f.to_id = k.site_id and f.state = 'sent'), 0)
  union all select 'pieces' where (select coalesce(sum(on_hand + in_transit), 0) from stock where part_id = $1)
    <> (select coalesce(sum(case kind when 'receive' then quantity when 'refurbish' then quantity when 'use' then -quantity when 'lost' then -quantity when 'count' then on_hand else 0 end), 0) from part_move where part_id = $1)
  union all select 'negative' from stock where part_id = $1 and (on_hand < 0 or reserved < 0 or reserved > on_hand or value_minor < 0 or (on_hand = 0 and value_minor <> 0))
  union all select 'somebody waits although there is enough' from stock k where k.part_id = $1 and k.waiting > 0
    and k.on_hand - k.reserved >= (select quantity - used from part_reservation r where r.part_id = k.part_id and r.site_id = k.site_id and r.state = 'waiting' order by id limit 1)` });

describe('stock is conserved', () => {
  it('over any sequence of commands', async () => {
    await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), async (commands) => {
      const partId = await freshPart();
      for (const [i, c] of commands.entries()) await tried(partId, c, `s${partId}:${i}`);
      expect(await faults(partId)).toEqual([]);
    }), { numRuns: tries(8, 25) });
  }, 120_000);
  it('when commands run into each other, and each is sent twice', async () => {
    await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 40 }), async (commands) => {
      const partId = await freshPart();
      await Promise.all(sites.map((_, i) => tried(partId, { do: 'receive', site: i, quantity: 5, cost: 1000 }, `start${partId}:${i}`)));
      await Promise.all(commands.flatMap((c, i) => [tried(partId, c, `c${partId}:${i}`), tried(partId, c, `c${partId}:${i}`)]));
      expect(await faults(partId)).toEqual([]);
    }), { numRuns: tries(6, 12) });
  }, 120_000);
  it('in value: pieces taken out one by one are worth what all were', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 1_000_000_000 }), fc.array(some), (onHand, valueMinor, takes) => {
      const stock = { onHand, valueMinor };
      let taken = 0;
      for (const wanted of [...takes, onHand]) {
        const quantity = Math.min(wanted, stock.onHand);
        if (quantity === 0) break;
        const value = valueOf(stock, quantity);
        expect(value).toBeGreaterThanOrEqual(0);
        stock.onHand -= quantity;
        stock.valueMinor -= value;
        taken += value;
      }
      expect([stock.onHand, stock.valueMinor, taken]).toEqual([0, 0, valueMinor]);
    }));
  });
});
