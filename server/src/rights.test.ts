import { type RouteSpec, api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveTopics } from './live.ts';
import { simulateVendor } from './modules/vendors/simulator.ts';
import type { Principal } from './platform/auth/index.ts';
import { type TestApp, testApp } from './platform/testing/app.ts';

/** Stands in everything that belongs to the house, to vendor B and to shop B. Whoever else reads it has seen another's row. */
const mark = 'KINGFISHER';
/** The word as others wrote it; as we ask for it, it may come back. */
const theirs = new RegExp(`${mark}[ 2]`);
/** Stands in what is one's own: a walk that finds nothing at all proves nothing. */
const own = 'WAGTAIL';
const origin = 'http://localhost:3000';
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let t: TestApp;
let key: string;
let vendorA: { id: number; agentId: number; cookie: string };
let vendorB: number;
let clerkA: { agentId: number; cookie: string };
const shop = { a: 0, b: 0 };
const files = { vendor: '', clerk: '', foreign: [] as string[] };
let ids: number[] = [];
let marked: string[] = [];

const http = async (cookie: string, method: string, url: string, body?: unknown) =>
  (await t.app.http()).inject({ method: method as 'GET', url, headers: { cookie, origin, 'accept-language': 'en' }, ...(body === undefined ? {} : { payload: body as object }) });
/** A picture somebody brought, claimed by what it is used for afterwards. */
const picture = async (cookie: string, name: string) => {
  const answer = await (await t.app.http()).inject({ method: 'POST', url: `/api/v1/files?name=${name}.png`, headers: { cookie, origin, 'content-type': 'image/png' }, payload: pixel });
  return answer.json<{ id: number; url: string }>();
};

async function vendor(word: string, region: string) {
  const { id } = await t.call(api.vendors.create, { body: { key: word, name: `${word} service`, note: word, contactName: word } }, { as: key });
  await t.call(api.vendors.addContract, { params: { id }, body: { name: `${word} terms`, startsOn: '2026-01-01', regions: [region], rates: { 'on-site': { amountMinor: 9900 } }, acceptMinutes: 60, doneMinutes: 600 } }, { as: key });
  const { id: agentId, cookie } = await t.agent({ name: `${word} person`, roles: ['vendor'] });
  await t.app.platform.db.tx((tx) => t.app.afterSales.vendors.linkUser(tx, id, agentId));
  const keys = await t.call(api.vendors.makeKey, { params: { id } }, { as: key });
  return { id, agentId, cookie, program: simulateVendor({ ...keys, now: () => t.clock.now(), fetch: async (input, init) => {
    const answer = await (await t.app.http()).inject({ method: (init?.method ?? 'GET') as 'GET', url: String(input), headers: init?.headers as Record<string, string>, ...(typeof init?.body === 'string' ? { payload: init.body } : {}) });
    return new Response(new Uint8Array(answer.rawPayload), { status: answer.statusCode });
  } }) };
}
const ticket = async (word: string) => {
  const { id } = await t.call(api.tickets.open, { body: { subject: `${word} does not drain`, text: `${word} since Monday`, product: `${word} X1`, serial: `${word}1`, customer: { name: `${word} Wang`, phone: word === mark ? '13800138000' : '13900139000' }, fields: { address: `${word} road 5` } } }, { as: key });
  return id;
};
/** A job that was done, checked and settled, and one that is only offered. */
async function work(word: string, region: string, program: ReturnType<typeof simulateVendor>) {
  const ticketId = await ticket(word);
  const give = () => t.call(api.vendors.offer, { params: { id: ticketId }, body: { kind: 'on-site', summary: `${word} pump`, region } }, { as: key });
  const done = await give();
  await program.accept(done.id);
  await program.report(done.id, 'note', word);
  await program.call(api.vendorDesk.proof, { params: { id: done.id }, body: { serial: `${word}1`, note: word, attach: [{ name: `${word}.png`, type: 'image/png', base64: pixel.toString('base64') }] } });
  await t.call(api.vendors.check, { params: { id: done.id }, body: { good: true } }, { as: key });
  await give();
  return done.id;
}
async function clerk(word: string, siteId: number) {
  const { id: agentId, cookie } = await t.agent({ name: `${word} clerk`, roles: ['clerk'] });
  await t.app.platform.db.pool.query('insert into site_agent (site_id, agent_id) values ($1, $2)', [siteId, agentId]);
  const photo = await picture(cookie, word);
  const headers = { cookie, origin };
  await t.call(api.counter.board, { params: { id: siteId } }, { headers });
  const item = await t.call(api.counter.receive, { params: { id: siteId }, body: { customer: { name: `${word} Li`, email: `${word.toLowerCase()}@example.com` }, product: `${word} X2`, serial: `${word}2`, fault: `${word} rattles`, photos: [photo.id], seal: word } }, { headers });
  return { agentId, cookie, file: photo.url, item };
}

beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  const site = async (code: string) => (await t.call(api.sites.create, { body: { key: code, kind: 'shop', name: { zh: code, en: code } } }, { as: key })).id;
  [shop.a, shop.b] = [await site('SHOP-A'), await site('SHOP-B')];
  const [a, b] = [await vendor(own, 'A'), await vendor(mark, 'B')];
  await work(own, 'A', a.program);
  await work(mark, 'B', b.program);
  await t.call(api.vendors.settle, { body: { period: '2026-03' } }, { as: key });
  for (const { id } of (await t.call(api.vendors.settlements, { query: {} }, { as: key })).items) await t.call(api.vendors.approve, { params: { id } }, { as: key });
  const [mine, other] = [await clerk(own, shop.a), await clerk(mark, shop.b)];
  vendorA = a;
  vendorB = b.id;
  clerkA = mine;
  // Something of the house itself: a note with a file, a template, a team.
  const agent = await t.agent({ name: `${mark} agent` });
  const noted = await picture(agent.cookie, 'note');
  const house = await ticket(mark);
  await t.call(api.tickets.addNote, { params: { id: house }, body: { text: `${mark} note`, files: [noted.id] } }, { headers: { cookie: agent.cookie, origin } });
  await t.app.platform.db.tx((tx) => t.app.org.createTeam(tx, `${mark} team`));
  // A registered unit of somebody, and its repair on the bench of the other shop.
  const sql = (text: string, values: unknown[]) => t.app.platform.db.rows<{ id: number }>({ text, values }).then((rows) => rows[0]?.id ?? 0);
  const brandId = await sql(`insert into brand (key, name) values ('heron', '{"zh":"Heron","en":"Heron"}') returning id`, []);
  const modelId = await sql(`insert into product_model (brand_id, key, name) values ($1, 'H1', '{"zh":"H1","en":"H1"}') returning id`, [brandId]);
  const unitId = await sql(`insert into product_unit (serial, serial_key, brand_id, model_id, customer_id, note, registered_by) select $1, $1, $2, $3, customer_id, $4, 'agent' from ticket where id = $5 returning id`, [`${mark}2`, brandId, modelId, `${mark} bought it`, house]);
  await sql(`insert into repair (ticket_id, unit_id, how, site_id, state, report, opened_at, due_at) values ($1, $2, 'counter', $3, 'received', $4, now(), now()) returning id`, [house, unitId, shop.b, JSON.stringify({ text: `${mark} rattles`, faultKey: '', guided: [], photos: [] })]);
  await t.drain();

  const rows = await t.app.platform.db.rows<{ id: number; key: string; name: string }>({ text: 'select id, key, name from file order by id', values: [] });
  const url = (name: string, file: { key: string } | undefined) => { if (!file) throw new Error(`no file ${name}`); return `/api/v1/files/${file.key}`; };
  files.vendor = url('proof', rows.find((f) => f.name === `${own}.png` && !mine.file.includes(f.key)));
  files.clerk = mine.file;
  files.foreign = [noted.url, other.file, url('their proof', rows.find((f) => f.name === `${mark}.png` && !other.file.includes(f.key)))];
  // Every number any row has: whoever guesses, guesses these.
  const tables = await t.app.platform.db.rows<{ name: string }>({ text: `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'id' and data_type = 'bigint' and table_name not in ('event', 'file')`, values: [] });
  const found = new Set<number>();
  for (const { name } of tables) for (const { id } of await t.app.platform.db.rows<{ id: number }>({ text: `select id from "${name}" order by id desc limit 3`, values: [] })) found.add(id);
  ids = [...found].toSorted((x, y) => x - y);
}, 60_000);
afterAll(() => t.close());

const specs = (): RouteSpec[] => t.app.modules.flatMap((m) => m.routes ?? []).map((r) => r.spec);
/** Everything a list or search may be asked by. */
const asked = (id: number) => new URLSearchParams({
  q: mark, text: mark, serial: `${mark}1`, key: mark, kind: 'on-site', period: '2026-03', month: '2026-03', year: '2026', from: '2026-01-01T00:00:00Z', to: '2026-12-31T00:00:00Z', day: '2026-03-02', on: '2026-03-02', t: 'x'.repeat(40),
  token: 'x'.repeat(40), vendorId: String(id), customerId: String(id), ticketId: String(id), unitId: String(id), siteId: String(id), agentId: String(id), teamId: String(id),
}).toString();
const words = [mark, mark.toLowerCase(), 'all', 'open', 'unassigned'];

/** Calls every route that reads, with every number there is. @returns the routes whose answer has the word */
async function walk(cookie: string, word: RegExp, paths = /./): Promise<Set<string>> {
  const seen = new Set<string>();
  for (const spec of specs().filter((s) => s.method === 'GET' && paths.test(s.path))) {
    const names = [...spec.path.matchAll(/:(\w+)/g)].map((m) => m[1] ?? '');
    const values = names.length === 0 ? [0] : [...ids, ...words];
    for (const value of values) {
      if (seen.has(`${spec.method} ${spec.path}`)) break;
      const path = spec.path.replace(/:\w+/g, encodeURIComponent(String(value)));
      // Lists also without their filters: what is there unasked.
      for (const query of names.length === 0 ? [...ids.slice(-6).map(asked), ''] : typeof value === 'number' ? [asked(value), ''] : ['']) {
        const answer = await http(cookie, 'GET', `/api/v1${path}?${query}`);
        if (answer.statusCode === 200 && word.test(answer.body)) seen.add(`${spec.method} ${spec.path}`);
        expect(answer.statusCode, `${spec.method} ${path}?${query}`).toBeLessThan(500);
        // A right they lack is lacking for every number.
        if (answer.statusCode === 403 || answer.statusCode === 401) break;
      }
      if (spec.right && (await http(cookie, 'GET', `/api/v1${path}`)).statusCode === 403) break;
    }
  }
  return seen;
}
async function principalOf(agentId: number): Promise<Principal> {
  const [agent, roles] = [await t.app.org.agent(agentId), await t.app.org.roles()];
  const held = roles.filter((r) => agent?.roles.includes(r.key));
  return { kind: 'agent', id: agentId, name: agent?.name ?? '', rights: new Set(held.flatMap((r) => r.rights)), scope: held.some((r) => r.scope === 'all') ? 'all' : 'team', teams: [], language: 'en' };
}
/** Every topic that any fact in the log went to. */
async function topics(): Promise<string[]> {
  const events = await t.app.platform.bus.tail.since(0, 100_000);
  const rules = t.app.modules.flatMap((m) => m.live ?? []);
  const found = (events ?? []).flatMap((e) => rules.filter((r) => r.event.name === e.type).flatMap((r) => r.topics(e)));
  return [...new Set([...found, 'inbox', 'counts', 'wallboard', 'org', 'vendors', ...ids.flatMap((id) => [`ticket:${id}`, `customer:${id}`, `vendor:${id}`, `counter:${id}`, `agent:${id}`, `conversation:${id}`])])];
}
const follows = async (agentId: number) => {
  const principal = await principalOf(agentId);
  const { mayFollow } = liveTopics(t.app.platform.db, t.app.tickets, t.app.modules);
  const answers = await Promise.all((await topics()).map(async (topic) => ((await mayFollow(principal, topic)) ? [topic] : [])));
  return answers.flat().toSorted();
};

describe('who may see all', () => {
  it('finds what the others must not: the walk can fail', async () => {
    const admin = await t.agent({ roles: ['administrator'] });
    marked = [...(await walk(admin.cookie, theirs, /^\/(vendors|vendor-jobs|vendor-settlements|tickets\/:id|customers|counter\/items|units|search)(\/:id)?$/))];
    for (const path of ['/vendors', '/vendor-jobs', '/vendor-jobs/:id', '/tickets/:id', '/customers', '/counter/items/:id', '/vendor-settlements/:id', '/units', '/search']) expect(marked).toContain(`GET ${path}`);
    expect((await follows(admin.id)).length).toBeGreaterThan(10);
  }, 240_000);
});

describe.each([['a vendor', 'vendor'], ['a shop clerk', 'clerk']] as const)('%s', (_, who) => {
  const me = () => (who === 'vendor' ? vendorA : clerkA);
  it('reads only what is theirs, by every list, search and number', async () => {
    expect([...(await walk(me().cookie, theirs))]).toEqual([]);
    const mine = await walk(me().cookie, new RegExp(own));
    for (const path of who === 'vendor' ? ['/vendor/me', '/vendor/jobs', '/vendor/jobs/:id', '/vendor/settlements', '/vendor/settlements/:id', '/vendor/settlements/:id/export'] : ['/counter/sites/:id/items', '/counter/items/:id']) expect(mine).toContain(`GET ${path}`);
    // Nothing of the house's own pages either.
    for (const path of mine) expect(path).toMatch(who === 'vendor' ? /^GET \/(vendor|session|me)\b/ : /^GET \/(counter|session|me|serials)\b/);
  }, 240_000);
  it('changes nothing of others, by any route', async () => {
    const before = await fingerprint();
    for (const spec of specs().filter((s) => s.method !== 'GET' && !s.path.startsWith('/session') && !s.path.startsWith('/portal') && s.public === undefined)) {
      for (const id of ids) {
        const path = spec.path.replace(/:act/, 'done').replace(/:\w+/g, String(id));
        const answer = await http(me().cookie, spec.method, `/api/v1${path}`, { reason: mark, text: mark, kind: 'note', good: true, granted: true, note: mark, serial: `${mark}1`, carrier: mark, toSiteId: shop.a, paper: mark, code: '123456', items: [{ letter: 'Z', name: { zh: mark, en: mark } }] });
        expect(answer.statusCode < 300 && theirs.test(answer.body), `${spec.method} ${path}`).toBe(false);
        if (answer.statusCode === 403) break;
      }
    }
    for (const path of ['accept', 'decline', 'progress', 'proof', 'claims']) {
      if (who === 'clerk') expect((await http(me().cookie, 'POST', `/api/v1/vendor/jobs/1/${path}`, { kind: path === 'claims' ? 'dispute' : 'note', reason: 'x' })).statusCode).toBe(403);
      else for (const { id } of await foreignJobs()) expect((await http(me().cookie, 'POST', `/api/v1/vendor/jobs/${id}/${path}`, { kind: path === 'claims' ? 'dispute' : 'note', reason: 'x' })).statusCode).toBe(404);
    }
    expect(await fingerprint()).toEqual(before);
  }, 240_000);
  it('opens only their files', async () => {
    expect((await http(me().cookie, 'GET', who === 'vendor' ? files.vendor : files.clerk)).statusCode).toBe(200);
    for (const url of [...files.foreign, who === 'vendor' ? files.clerk : files.vendor]) expect((await http(me().cookie, 'GET', url)).statusCode).toBe(404);
  });
  it('follows only their topics', async () => {
    // That some step somewhere changed, and no word of which, is nobody's secret.
    expect((await follows(me().agentId)).filter((topic) => topic !== 'steps')).toEqual(who === 'vendor' ? [`vendor:${vendorA.id}`] : [`counter:${shop.a}`]);
  });
});

const foreignJobs = () => t.app.platform.db.rows<{ id: number }>({ text: 'select job_id as id from vendor_offer where vendor_id = $1', values: [vendorB] });
/** What others have, as text: any change shows. */
const fingerprint = async () => (await t.app.platform.db.rows<{ text: string }>({
  text: `select md5(coalesce(string_agg(x, '|' order by x), '')) as text from (
    select j::text as x from vendor_job j where vendor_id is distinct from $1 union all select o::text from vendor_offer o where vendor_id <> $1 union all select s::text from vendor_settlement s where vendor_id <> $1
    union all select i::text from counter_item i where site_id <> $2 union all select k::text from counter_custody k join counter_item i on i.id = k.item_id where i.site_id <> $2 union all select n::text from ticket n where subject like '${mark}%') all_rows`,
  values: [vendorA.id, shop.a],
}))[0]?.text;
