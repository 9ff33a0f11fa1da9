import { ApiError, type ProblemCode, api } from '@aftercare/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { tries } from '../../platform/testing/tries.ts';
import { faultsOf } from './custody.ts';

let t: TestApp;
let key: string;
let north: number;
let south: number;
const origin = 'http://localhost:3000';
/** Somebody at a counter, with the headers of their session. */
async function clerk(siteId: number | null, roles = ['clerk']) {
  const { id, cookie } = await t.agent({ roles });
  if (siteId) await t.app.platform.db.pool.query('insert into site_agent (site_id, agent_id) values ($1, $2)', [siteId, id]);
  return { id, as: { headers: { cookie, origin } } };
}
type Clerk = Awaited<ReturnType<typeof clerk>>;
let anna: Clerk;
let ben: Clerk;
let cora: Clerk;
let boss: Clerk;
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  const site = async (code: string, zh: string, en: string) => (await t.call(api.sites.create, { body: { key: code, kind: 'shop', name: { zh, en } } }, { as: key })).id;
  [north, south] = [await site('N1', '城北店', 'North shop'), await site('S1', '城南店', 'South shop')];
  [anna, ben, cora, boss] = [await clerk(north), await clerk(north), await clerk(south), await clerk(null, ['service-manager'])];
  await t.app.platform.db.pool.query(`insert into channel_account (kind, name, address) values ('portal', 'Portal', 'portal')`);
});
afterAll(() => t.close());

const refused = async (work: Promise<unknown>): Promise<ProblemCode | 'done'> => work.then(() => 'done' as const, (e: unknown) => { if (e instanceof ApiError) return e.problem.code as ProblemCode; throw e; });
const board = (who = anna, site = north) => t.call(api.counter.board, { params: { id: site } }, who.as);
const next = (who: Clerk, body = {}) => t.call(api.counter.next, { params: { id: north }, body }, who.as).then((r) => r.number);
const tokenOf = (url: string) => new URL(url).searchParams.get('t') ?? '';
let customers = 0;
const receive = (who = anna, site = north, more: Record<string, unknown> = {}) => {
  customers += 1;
  return t.call(api.counter.receive, { params: { id: site }, body: { customer: { name: `王芳${customers}`, phone: `1380013${String(8000 + customers)}` }, product: '洗衣机 X1', serial: `NVX1${customers}`, fault: '脱水时异响', condition: [{ area: '面板', state: 'scratched' }], accessories: [{ name: '电源线', there: true }, { name: '说明书', there: false }], ...more } }, who.as);
};
/** The code as it stood in the message to the customer. */
const codeSent = async (ticketId: number): Promise<string> => {
  const { rows } = await t.app.platform.db.pool.query<{ body: string }>(`select m.body from message m join ticket_conversation c using (conversation_id) where c.ticket_id = $1 and m.direction = 'out' order by m.id desc limit 1`, [ticketId]);
  return /：(\d{6})/.exec(rows[0]?.body ?? '')?.[1] ?? '';
};

describe('numbers', () => {
  it('are taken at the kiosk by its signed link, one after the other, however many press at once', async () => {
    const { site, services } = await board();
    const token = tokenOf(site.kioskUrl);
    const repairs = services[0]?.id ?? 0;
    const shown = await t.call(api.counter.kiosk, { params: { id: north }, query: { t: token } });
    expect(shown.services.map((s) => s.letter)).toEqual(['A', 'B']);
    const taken = await Promise.all(Array.from({ length: 12 }, () => t.call(api.counter.take, { params: { id: north }, query: { t: token }, body: { serviceId: repairs } })));
    expect(taken.map((n) => n.code).toSorted()).toEqual(Array.from({ length: 12 }, (_, i) => `A${String(i + 1).padStart(3, '0')}`));
    expect(taken.map((n) => n.ahead).toSorted((a, b) => a - b).at(-1)).toBe(11);
    for (const [wrongSite, wrongToken] of [[south, token], [north, tokenOf(site.displayUrl)], [north, `${token}x`]] as const) {
      expect(await refused(t.call(api.counter.take, { params: { id: wrongSite }, query: { t: wrongToken }, body: { serviceId: repairs } }))).toBe('not-found');
    }
  });
  it('are called once each, oldest first, when clerks press at the same moment', async () => {
    const calls = await Promise.all([anna, ben, anna, ben, anna, ben].map((who) => next(who, { desk: '1' })));
    const codes = calls.map((n) => n?.code);
    expect(new Set(codes).size).toBe(6);
    expect(codes.toSorted()).toEqual(['A001', 'A002', 'A003', 'A004', 'A005', 'A006']);
    const after = await board();
    expect(after.called.map((n) => n.code).toSorted()).toEqual(codes.toSorted());
    expect(after.waiting[0]?.code).toBe('A007');
  });
  it('can be recalled, begun, ended, and put back; not twice', async () => {
    const number = await next(anna);
    const act = (a: 'recall' | 'start' | 'done' | 'no-show' | 'back', who = anna) => t.call(api.counter.move, { params: { id: number?.id ?? 0, act: a } }, who.as);
    expect((await act('recall')).calls).toBe(2);
    expect((await act('no-show')).state).toBe('no-show');
    expect((await act('back')).state).toBe('waiting');
    expect((await next(ben))?.id).toBe(number?.id);
    await act('start');
    const ends = await Promise.all([refused(act('done')), refused(act('done', ben))]);
    expect(ends.toSorted()).toEqual(['conflict', 'done']);
    expect(await refused(act('recall', cora))).toBe('not-found');
  });
  it('stand on the wall as soon as they are called', async () => {
    const token = tokenOf((await board()).site.displayUrl);
    const show = (since?: string) => t.call(api.counter.display, { params: { id: north }, query: { t: token, ...(since ? { since } : {}) } });
    const first = await show();
    const waits = show(first.version);
    const called = await next(anna, { desk: '3' });
    const then = await waits;
    expect(then.version).not.toBe(first.version);
    expect(then.called[0]).toMatchObject({ code: called?.code, desk: '3' });
    expect(JSON.stringify(then)).not.toMatch(/王芳|138/);
  });
  it('begin anew each day', async () => {
    t.clock.advance(86_400);
    const { services, waiting } = await board();
    expect(waiting).toEqual([]);
    expect((await t.call(api.counter.give, { params: { id: north }, body: { serviceId: services[0]?.id ?? 0 } }, anna.as)).code).toBe('A001');
    expect(await next(anna)).toMatchObject({ code: 'A001' });
    expect(await next(anna)).toBeNull();
  });
});

describe('receiving', () => {
  it('finds or makes customer and ticket, on the counter’s own channel', async () => {
    const item = await receive();
    expect(item).toMatchObject({ holder: { kind: 'site', site: { id: north } }, serial: 'NVX11', code: expect.stringMatching(/^N1-\d{6}$/) as string, accessories: [{ name: '电源线', there: true }, { name: '说明书', there: false }] });
    expect(item.chain).toMatchObject([{ link: 1, act: 'received' }]);
    const ticket = await t.call(api.tickets.get, { params: { id: item.ticketId } }, { as: key });
    expect(ticket).toMatchObject({ channel: 'counter', type: 'repair', product: '洗衣机 X1', serial: 'NVX11' });
    const [said] = await t.app.platform.db.rows<{ kind: string; body: string }>({ text: 'select a.kind, m.body from ticket_conversation c join message m using (conversation_id) join channel_account a on a.id = m.channel_account_id where c.ticket_id = $1', values: [item.ticketId] });
    expect(said).toEqual({ kind: 'counter', body: '脱水时异响' });

    const found = await t.call(api.counter.lookup, { params: { id: north }, body: { text: '138 0013 8001' } }, anna.as);
    expect(found).toMatchObject({ customer: { name: '王芳1' }, tickets: [{ id: item.ticketId }], items: [{ code: item.code }] });
    const again = await receive(anna, north, { customer: { name: '王芳1', phone: '13800138001' }, ticketId: item.ticketId, serial: 'NVX11' });
    expect(again.ticketId).toBe(item.ticketId);
    // Nobody hangs a product on a stranger's ticket.
    expect(await refused(receive(anna, north, { ticketId: item.ticketId }))).toBe('conflict');
  });
  it('makes one customer of the same phone, however many clerks press', async () => {
    const person = { customer: { name: '李伟', phone: '13911112222' } };
    const items = await Promise.all([anna, ben, anna, ben].map((who) => receive(who, north, person)));
    const { rows } = await t.app.platform.db.pool.query('select distinct customer_id from counter_item where id = any($1)', [items.map((i) => i.id)]);
    expect(rows).toHaveLength(1);
  });
  it('wants a way to reach the customer', async () => {
    expect(await refused(receive(anna, north, { customer: { name: '无名' } }))).toBe('invalid-input');
  });
  it('prints a receipt for the till and on A5', async () => {
    const item = await receive();
    const http = await t.app.http();
    for (const form of ['80mm', 'a5']) {
      const answer = await http.inject({ url: `/api/v1/counter/items/${item.id}/receipt?form=${form}`, headers: anna.as.headers });
      expect([answer.statusCode, answer.headers['content-type'], answer.rawPayload.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
    }
  }, 30_000);
});

describe('custody', () => {
  const send = (id: number, who: Clerk, toSiteId: number, seal = 'S-1') => t.call(api.counter.send, { params: { id }, body: { toSiteId, carrier: '顺丰 李师傅', seal } }, who.as);
  const arrive = (id: number, who: Clerk, seal = 'S-1') => t.call(api.counter.arrive, { params: { id }, body: { seal } }, who.as);
  it('goes from hand to hand, and says when the seal did not hold', async () => {
    const { id } = await receive();
    const gone = await send(id, anna, south);
    expect(gone).toMatchObject({ holder: { kind: 'carrier', name: '顺丰 李师傅' }, boundFor: { id: south }, can: { send: false, callBack: true, arrive: false, handBack: false } });
    expect((await board(cora, south)).items.coming).toBe(1);
    expect(await refused(arrive(id, anna))).toBe('not-found');
    const there = await arrive(id, cora, 'S-2');
    expect(there.chain.map((l) => [l.act, l.sealHeld])).toEqual([['received', null], ['sent', null], ['arrived', false]]);
    expect(await refused(send(id, anna, south))).toBe('not-found');
  });
  it('has exactly one holder after whatever anybody tries at the same time', async () => {
    const acts = ['send', 'arrive', 'back', 'give'] as const;
    await fc.assert(fc.asyncProperty(fc.array(fc.array(fc.tuple(fc.constantFrom(...acts), fc.boolean()), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }), async (rounds) => {
      const { id } = await receive();
      for (const round of rounds) {
        await Promise.all(round.map(async ([act, atNorth]) => {
          const who = atNorth ? anna : cora;
          if (act === 'send') return refused(send(id, who, atNorth ? south : north));
          if (act === 'arrive') return refused(arrive(id, who));
          if (act === 'back') return refused(t.call(api.counter.callBack, { params: { id }, body: {} }, who.as));
          return refused(t.call(api.counter.handBack, { params: { id }, body: { paper: '身份证 1234' } }, boss.as));
        }));
        const [row] = await t.app.platform.db.rows<{ holder: string; siteId: number | null; name: string; links: number }>({ text: 'select holder, holder_site_id as "siteId", holder_name as name, links from counter_item where id = $1', values: [id] });
        const chain = await t.app.afterSales.counter.items.chain(id);
        expect(faultsOf(chain)).toEqual([]);
        expect({ kind: row?.holder, siteId: row?.siteId, name: row?.name }).toEqual(chain.at(-1)?.to);
        expect(row?.links).toBe(chain.length);
      }
    }), { numRuns: tries(6, 12) });
  }, 60_000);
});

describe('handing back', () => {
  const give = (id: number, body: Record<string, unknown>, who = anna) => t.call(api.counter.handBack, { params: { id }, body }, who.as);
  it('takes the code that went to the customer, once', async () => {
    const item = await receive();
    const sent = await t.call(api.counter.sendCode, { params: { id: item.id } }, anna.as);
    expect(sent.door).toBe('portal');
    const code = await codeSent(item.ticketId);
    expect(code).toMatch(/^\d{6}$/);
    expect(JSON.stringify(sent)).not.toContain(code);
    const outcomes = await Promise.all([refused(give(item.id, { code })), refused(give(item.id, { code }, ben))]);
    expect(outcomes.toSorted()).toEqual(['conflict', 'done']);
    expect(await t.call(api.counter.item, { params: { id: item.id } }, anna.as)).toMatchObject({ holder: { kind: 'customer' }, returnedAt: expect.any(String) as string });
    const facts = await t.app.platform.db.rows<{ type: string }>({ text: `select type from event where stream = $1 and type like 'counter.%' order by id`, values: [`ticket:${item.ticketId}`] });
    expect(facts.map((f) => f.type)).toEqual(['counter.received', 'counter.handed-back']);
  });
  it('is locked after five wrong codes, also for the right one, until a new one is sent later', async () => {
    const item = await receive();
    await t.call(api.counter.sendCode, { params: { id: item.id } }, anna.as);
    const code = await codeSent(item.ticketId);
    const wrong = code === '000000' ? '000001' : '000000';
    const tries = await Promise.all(Array.from({ length: 8 }, () => refused(give(item.id, { code: wrong }))));
    expect(new Set(tries)).toEqual(new Set(['conflict']));
    expect(await refused(give(item.id, { code }))).toBe('conflict');
    expect(await refused(t.call(api.counter.sendCode, { params: { id: item.id } }, anna.as))).toBe('too-many-requests');
    t.clock.advance(16 * 60);
    await t.call(api.counter.sendCode, { params: { id: item.id } }, anna.as);
    expect(await refused(give(item.id, { code: await codeSent(item.ticketId) }))).toBe('done');
  });
  it('to a paper is for managers alone', async () => {
    const item = await receive();
    expect(await refused(give(item.id, { paper: '身份证 1234' }))).toBe('not-allowed');
    expect(await refused(give(item.id, {}))).toBe('invalid-input');
    expect((await give(item.id, { paper: '身份证 1234' }, boss)).chain.at(-1)).toMatchObject({ act: 'handed-back', note: '身份证 1234' });
  });
});
