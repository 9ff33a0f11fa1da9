import fc from 'fast-check';
import { customers as contract } from '@aftercare/contract/customers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../platform/bus/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { tries } from '../../platform/testing/tries.ts';

let t: TestApp;
let admin: string;
let mailbox: number;
beforeAll(async () => {
  t = await testApp();
  admin = await t.key();
  const { id } = await t.app.platform.db.tx((tx) => t.app.conversations.accounts.create(tx, { kind: 'webhook', name: 'W', address: 'w', language: 'en', teamId: null, enabled: true, settings: { secret: 'x'.repeat(32) } }));
  mailbox = id;
});
afterAll(() => t.close());

const all = <T extends object>(text: string, values: unknown[] = []) => t.app.platform.db.rows<T>({ text, values });
const person = async (name: string, ...emails: string[]) => (await t.app.platform.db.tx((tx) => t.app.customers.findOrCreate(tx, { name, language: 'en', addresses: emails.map((value) => ({ kind: 'email' as const, value })) }))).id;
let n = 0;
/** They write; the ticket it became. */
async function write(email: string, threadKey = `thread ${++n}`): Promise<{ ticketId: number; conversationId: number }> {
  const { conversationId } = await t.app.conversations.ingest({ accountId: mailbox, externalId: `m${++n}`, threadKey, from: { name: email, language: 'en', addresses: [{ kind: 'email', value: email }] }, subject: 'Leak', text: 'It leaks', at: t.clock.now() });
  await t.drain();
  return { conversationId, ticketId: (await t.app.tickets.ticketOfConversation(conversationId)) ?? 0 };
}
const ownerOf = async (ticketId: number) => (await t.app.tickets.get(ticketId))?.customerId;
const merge = (fromId: number, intoId: number) => t.app.platform.db.tx((tx) => t.app.customers.merging.merge(tx, { fromId, intoId, proof: 'person', actor: systemActor }));
const undo = (id: number) => t.app.platform.db.tx((tx) => t.app.customers.merging.undo(tx, id, systemActor));

describe('every table that points to a customer', () => {
  /** Columns that name a customer and must not move: the tree itself. */
  const kept = new Set(['customer.joined_into', 'customer_merge.from_id', 'customer_merge.into_id', 'customer_home.customer_id', 'customer_proposal.a_id', 'customer_proposal.b_id', 'segment_member.member_id']);
  it('is among the belongings of its module, and follows joinings', async () => {
    const pointing = await all<{ at: string; tab: string }>(`select k.relname || '.' || a.attname as at, k.relname as tab from pg_constraint f join pg_class k on k.oid = f.conrelid
      join pg_attribute a on a.attrelid = f.conrelid and a.attnum = any(f.conkey) where f.contype = 'f' and f.confrelid = 'customer'::regclass
      union select c.table_name || '.customer_id', c.table_name from information_schema.columns c join information_schema.tables k using (table_schema, table_name) where c.table_schema = 'public' and c.column_name = 'customer_id' and k.table_type = 'BASE TABLE'`);
    const covered = new Set(t.app.customers.merging.belongings().map((b) => `${b.table}.${b.column ?? 'customer_id'}`));
    expect(pointing.map((p) => p.at).filter((at) => !covered.has(at) && !kept.has(at)), 'list it in its module’s belongings and call customer_belongs in its migration').toEqual([]);
    const following = new Set((await all<{ tab: string }>(`select tgrelid::regclass::text as tab from pg_trigger where tgname = 'customer_follow'`)).map((r) => r.tab));
    expect([...covered].filter((at) => at.endsWith('.customer_id')).map((at) => at.split('.')[0] ?? '').filter((tab) => !following.has(tab))).toEqual([]);
    expect(pointing.length).toBeGreaterThan(9);
  });
});

describe('joining and undoing through the API', () => {
  it('moves everything, says so, and gives it all back', async () => {
    const [a, b] = [await person('Ann', 'ann@a.example'), await person('Anna Lee', 'ann@b.example')];
    const [ofA, ofB] = [await write('ann@a.example'), await write('ann@b.example')];
    await t.call(contract.update, { params: { id: a }, body: { tier: 'gold', tags: ['loud'] } }, { as: admin });
    const preview = await t.call(contract.mergePreview, { query: { fromId: a, intoId: b } }, { as: admin });
    expect(preview.becomes).toMatchObject({ name: 'Anna Lee', tier: 'gold', tags: ['loud'] });
    expect(preview.moves).toEqual(expect.arrayContaining([{ table: 'ticket', count: 1 }, { table: 'conversation', count: 1 }, { table: 'identity', count: 1 }]));
    const done = await t.call(contract.merge, { body: { fromId: a, intoId: b } }, { as: admin });
    expect(done.moved).toEqual(preview.moves);
    expect(await ownerOf(ofA.ticketId)).toBe(b);
    expect((await t.call(contract.get, { params: { id: a } }, { as: admin })).joinedInto).toBe(b);
    expect((await t.call(contract.get, { params: { id: b } }, { as: admin })).identities.map((i) => i.value).toSorted()).toEqual(['ann@a.example', 'ann@b.example']);

    const later = await write('ann@a.example');
    expect(await ownerOf(later.ticketId)).toBe(b);
    await t.call(contract.undoMerge, { params: { id: done.id } }, { as: admin });
    expect([await ownerOf(ofA.ticketId), await ownerOf(ofB.ticketId), await ownerOf(later.ticketId)]).toEqual([a, b, b]);
    expect(await t.call(contract.get, { params: { id: b } }, { as: admin })).toMatchObject({ tier: 'standard', tags: [] });
    expect((await t.call(contract.get, { params: { id: a } }, { as: admin })).joinedInto).toBeNull();
    await expect(t.call(contract.undoMerge, { params: { id: done.id } }, { as: admin })).rejects.toMatchObject({ problem: { code: 'conflict' } });
    expect((await t.call(contract.merges, { params: { id: b } }, { as: admin })).items[0]).toMatchObject({ id: done.id, undoneAt: expect.anything() });
  });
  it('takes back with a thread what came later in it, and what a ticket owns', async () => {
    const [a, b] = [await person('Bo', 'bo@a.example'), await person('Bo', 'bo@b.example')];
    const first = await write('bo@a.example', 'bo’s thread');
    const row = await merge(a, b);
    await t.app.platform.db.tx((tx) => t.app.conversations.close(tx, [first.conversationId]));
    const again = await write('bo@a.example', 'bo’s thread');
    expect([again.conversationId === first.conversationId, await ownerOf(again.ticketId)]).toEqual([false, b]);
    await undo(row?.id ?? 0);
    expect([await ownerOf(first.ticketId), await ownerOf(again.ticketId)]).toEqual([a, a]);
  });
});

describe('proved by themselves', () => {
  it('two verified addresses in one message make one customer of two; unverified ones do not', async () => {
    const [a, b] = [await person('Cai', 'cai@a.example'), await person('Cai', 'cai@b.example')];
    const both = (verified: boolean) => t.app.platform.db.tx((tx) => t.app.customers.findOrCreate(tx, { name: 'Cai', language: 'en', addresses: ['cai@a.example', 'cai@b.example'].map((value) => ({ kind: 'email' as const, value, verified })) }));
    await both(false);
    expect(await t.app.customers.byAddress({ kind: 'email', value: 'cai@b.example' })).toBe(b);
    expect((await both(true)).id).toBe(a);
    expect(await t.app.customers.byAddress({ kind: 'email', value: 'cai@b.example' })).toBe(a);
  });
});

describe('any joinings and undoings, in any order, at once', () => {
  /** Whose a row is by the model: the root of its home. */
  const rootIn = (edges: ReadonlyMap<number, number>, id: number): number => { const up = edges.get(id); return up === undefined ? id : rootIn(edges, up); };
  it('each row belongs to the root of its home, and to its home when all is undone', { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(
      fc.record({ do: fc.constant('merge' as const), a: fc.nat(4), b: fc.nat(4) }), fc.record({ do: fc.constant('undo' as const), a: fc.nat(9), b: fc.nat(4) }), fc.record({ do: fc.constant('order' as const), a: fc.nat(4), b: fc.nat(4) }),
    ), { minLength: 3, maxLength: 14 }), fc.integer({ min: 1, max: 4 }), async (steps, wide) => {
      const people = await Promise.all(Array.from({ length: 5 }, async (_, i) => person(`P${i}`, `p${++n}@x.example`)));
      const id = (i: number) => people[i] ?? 0;
      const { db } = t.app.platform;
      /** What is written for a customer named by an old id is at home there: conversation id → home. */
      const homes = new Map<number, number>();
      const begin = (i: number) => db.tx(async (tx) => { const row = await t.app.conversations.begin(tx, { accountId: mailbox, customerId: id(i), subject: 's' }); homes.set(row, id(i)); });
      await Promise.all(people.map((_, i) => begin(i)));
      const merges: number[] = [];
      const act = async (s: (typeof steps)[number]) => {
        if (s.do === 'merge') { const row = await merge(id(s.a), id(s.b)); if (row) merges.push(row.id); }
        else if (s.do === 'undo') { const one = merges[s.a % Math.max(1, merges.length)]; if (one) await undo(one).catch((error: unknown) => { if (!/undone/.test(String((error as { key?: string }).key ?? JSON.stringify(error)))) throw error; }); }
        else await begin(s.a);
      };
      for (let i = 0; i < steps.length; i += wide) await Promise.all(steps.slice(i, i + wide).map(act));
      const check = async () => {
        const edges = new Map((await all<{ id: number; to: number }>('select id, joined_into as to from customer where id = any($1) and joined_into is not null', [people])).map((r) => [r.id, r.to]));
        const owners = new Map((await all<{ id: number; owner: number }>('select id, customer_id as owner from conversation where id = any($1)', [[...homes.keys()]])).map((r) => [r.id, r.owner]));
        for (const [row, home] of homes) expect(owners.get(row)).toBe(rootIn(edges, home));
        return edges.size;
      };
      await check();
      for (const { id: standing } of await all<{ id: number }>('select id from customer_merge where undone_at is null and from_id = any($1) order by random()', [people])) await undo(standing);
      expect(await check()).toBe(0);
      expect(await all('select 1 from customer_home where customer_id = any($1)', [people])).toEqual([]);
      expect((await all<{ customer_id: number }>('select customer_id from identity where customer_id = any($1)', [people])).map((r) => r.customer_id).toSorted()).toEqual(people.toSorted());
    }), { numRuns: tries(8, 25) });
  });
});
