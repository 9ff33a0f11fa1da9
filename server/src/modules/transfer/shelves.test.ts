import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { api } from '@aftercare/contract';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sql } from '../../platform/db/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { readArchive } from './archive-read.ts';
import { createExports } from './exports.ts';
import { withIds } from './shelves/ids.ts';
import { left } from './shelves/left.ts';
import { createPlans } from './shelves/plan.ts';
import { shelves } from './shelves/shelves.ts';
import { countOf, tableNames } from './shelves/store.ts';
import { exportsOf } from './testing-exports.ts';

let t: TestApp;
let admin: string;
let ticketId: number;
const db = () => t.app.platform.db;
/** A house with one of nearly everything; `s3cret` stands wherever a secret could. */
async function furnish(): Promise<void> {
  const file = await (await t.app.http()).inject({ method: 'POST', url: '/api/v1/files?name=crack.txt', headers: { authorization: `Bearer ${admin}`, 'content-type': 'text/plain' }, payload: 'a crack in the drum' });
  const fileId = file.json<{ id: number }>().id;
  ({ id: ticketId } = await t.call(api.tickets.open, { body: { subject: 'Leaks', text: 'water', channel: 'phone', type: 'inquiry', customer: { name: 'Noor', email: 'noor@example.org', phone: '13900139000' } } }, { as: admin }));
  await t.agent({ name: 'Mia', email: 'mia@desk.example' });
  await t.drain();
  const run = (text: string, ...values: unknown[]) => db().run({ text, values });
  await run(`update file set claimed = true where id = $1`, fileId);
  await run(`insert into brand (key, name) values ('norvane', '{"zh":"诺万","en":"Norvane"}')`);
  await run(`insert into product_model (brand_id, key, name) select id, 'W-1', '{"zh":"洗衣机","en":"Washer"}' from brand`);
  await run(`insert into product_manual (model_id, file_id, title, language, kind) select id, $1, 'Manual', 'en', 'manual' from product_model`, fileId);
  await run(`insert into product_unit (serial, serial_key, brand_id, model_id, customer_id, registered_by) select s, s, m.brand_id, m.id, (select customer_id from ticket where id = $1), 'agent' from product_model m, unnest('{SN1,SN2}'::text[]) s`, ticketId);
  await run(`update product_unit set replaced_by = (select id from product_unit where serial = 'SN2') where serial = 'SN1'`);
  await run(`update ticket set unit_id = (select id from product_unit where serial = 'SN1') where id = $1`, ticketId);
  await run(`insert into site (key, kind, name) values ('SHA-1', 'centre', '{"zh":"上海","en":"Shanghai"}')`);
  await run(`insert into customer_contract (customer_id, number, starts_on, tier, in_force) select customer_id, 'C-1', '2026-01-01', 'gold', true from ticket where id = $1`, ticketId);
  await run(`insert into shop (key, name, kind, secret) values ('tmall', 'Tmall', 'api', 's3cret')`);
  await run(`insert into shop_order (shop_id, external_id, number, customer_id, status, currency, total_minor, ordered_at, changed_at) select s.id, 'x1', 'N1', (select customer_id from ticket where id = $1), 'paid', 'CNY', 299900, now(), now() from shop s`, ticketId);
  await run(`insert into shop_order_line (order_id, position, title, quantity, price_minor, model_id) select o.id, 1, 'Washer', 1, 299900, m.id from shop_order o, product_model m`);
  await run(`insert into order_unit select l.id, u.id from shop_order_line l, product_unit u where u.serial = 'SN1'`);
  await run(`insert into part (number, name, currency, price_minor, cost_minor, tax_rate) values ('P-9', '{"zh":"密封圈","en":"Seal"}', 'CNY', 4900, 2000, 1300)`);
  await run(`insert into part_fit select p.id, m.id from part p, product_model m`);
  await run(`insert into stock (part_id, site_id, on_hand, reserved, value_minor, bin) select p.id, s.id, 7, 2, 14000, 'A3' from part p, site s`);
  await run(`insert into vendor (key, name, api_key, api_secret) values ('fix', 'Fix & Co', 's3cret-key', 's3cret'::bytea)`);
  await run(`insert into quote (ticket_id, version, state, currency, lines, taxes, net_minor, tax_minor, gross_minor, language, created_at, sent_at) values ($1, 1, 'approved', 'CNY', '[]', '[]', 100, 13, 113, 'en', now(), now())`, ticketId);
  await run(`insert into invoice_series values ('2026', 1)`);
  await run(`insert into invoice (ticket_id, quote_id, number, series, place, currency, lines, taxes, net_minor, tax_minor, gross_minor, language, seller, buyer, issued_at, due_on, electronic) select ticket_id, id, '2026-1', '2026', 1, 'CNY', '[]', '[]', 100, 13, 113, 'en', '{}', '{}', now(), '2026-12-24', '{}' from quote`);
  await run(`insert into repair (ticket_id, unit_id, how, state, report, diagnosis, opened_at, due_at, quote_id, finished_at) select $1, u.id, 'depot', 'handed-back', '{"text":"leaks","photos":[]}', jsonb_build_object('fault', 'drum', 'photos', jsonb_build_array($2::bigint)), now(), now(), q.id, now() from product_unit u, quote q where u.serial = 'SN1'`, ticketId, fileId);
  await run(`insert into repair_line (repair_id, kind, part_id, description, quantity, tax_rate, state) select r.id, 'part', p.id, 'Seal', 1, 1300, 'reserved' from repair r, part p`);
  await run(`insert into visit (ticket_id, title, minutes, phone, origin) values ($1, 'Look at it', 60, '13900139000', 'instance:1')`, ticketId);
  await run(`insert into survey (ticket_id, asked_at, answered_at, overall, owner_id) select $1, now(), now(), 5, id from agent where email = 'mia@desk.example'`, ticketId);
  await run(`insert into rule (kind, name, condition, actions, events) values ('trigger', '{"zh":"规则","en":"Rule"}', 'true', jsonb_build_array(jsonb_build_object('action', 'tickets.assign', 'input', jsonb_build_object('ownerId', (select id from agent where email = 'mia@desk.example')))), '{tickets.opened}')`);
  await run(`insert into webhook_target (name, url, events, secret, created_at) values ('erp', 'https://erp.example', '{}', 's3cret'::bytea, now())`);
  await run(`insert into purchase_order (site_id, supplier, currency, state, by_rule, created_at, ordered_at) select id, 'Seals Ltd', 'CNY', 'ordered', true, now(), now() from site`);
  await run(`insert into purchase_line (order_id, part_id, quantity, cost_minor) select o.id, p.id, 20, 2000 from purchase_order o, part p`);
  await run(`insert into goods_item (unit_id, model_id, site_id, grade, state, since) select u.id, u.model_id, s.id, 'A', 'ready', now() from product_unit u, site s where u.serial = 'SN2'`);
  await run(`insert into process_definition (key, kind, title, live, changed_at) values ('loan', 'bpmn', '{"zh":"借用","en":"Loan"}', 1, now())`);
  await run(`insert into process_version (key, version, xml, by_name, at) values ('loan', 1, '<x/>', 'Mia', now())`);
  await run(`insert into channel_account (kind, name, address, settings, secrets) values ('mail', 'Help', 'help@desk.example', '{"smtp":{"host":"mail.desk.example"}}', 's3cret'::bytea)`);
  await run(`insert into ticket_task (ticket_id, title, created_at, created_by) values ($1, 'Call back', now(), '{"kind":"system","id":null,"name":"x"}')`, ticketId);
}
beforeAll(async () => { t = await testApp(); admin = await t.key(); await furnish(); });
afterAll(() => t.close());

async function fetchOf(as: string, id: number): Promise<Buffer> {
  const { url } = await t.call(api.exports.link, { params: { id } }, { as });
  return (await (await t.app.http()).inject({ method: 'GET', url })).rawPayload;
}
async function take(as: string, form: 'csv' | 'jsonl' | 'archive') {
  const { id } = await t.call(api.exports.create, { body: { what: 'everything', form } }, { as });
  await t.drain();
  const run = await t.call(api.exports.get, { params: { id } }, { as });
  expect(run).toMatchObject({ state: 'done', ready: true });
  return { run, bytes: await fetchOf(as, id) };
}
async function bring(app: TestApp, key: string, kind: string, bytes: Uint8Array, name: string, choices: Record<string, string>) {
  const sent = await (await app.app.http()).inject({ method: 'POST', url: `/api/v1/imports/files?name=${name}`, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' }, payload: Buffer.from(bytes) });
  const run = await app.call(api.imports.create, { body: { kind, fileId: sent.json<{ id: number }>().id } }, { as: key });
  await app.call(api.imports.start, { params: { id: run.id }, body: { dry: false, mapping: {}, choices } }, { as: key });
  await app.drain();
  return app.call(api.imports.get, { params: { id: run.id } }, { as: key });
}
/** The whole tar, unpacked but not taken apart: its pieces are gzip one behind the other. */
const textOf = (archive: Buffer) => gunzipSync(archive).toString('utf8');

it('where a queue sends what waited too long comes along with its target, or not at all', () => {
  const here = (to: string) => withIds({ overflow: { to, id: 3, afterMinutes: 5 } }, (kind, id) => (kind === 'team' ? id + 100 : null));
  expect([here('team'), here('vendor')]).toEqual([{ overflow: { to: 'team', id: 103, afterMinutes: 5 } }, { overflow: null }]);
});

describe('the lists of what goes out', () => {
  it('name every table of the database, each once', async () => {
    const there = await tableNames(db());
    const named = [...Object.keys(left), ...shelves.map((s) => s.table)];
    expect(there.filter((table) => !named.includes(table))).toEqual([]);
    expect(named.filter((table, i) => !there.includes(table) || named.indexOf(table) !== i)).toEqual([]);
  });
  it('give every column one key, and keep secrets out', async () => {
    for (const plan of await createPlans(db())()) {
      const keys = ['kind', 'id', ...plan.columns.map((c) => c.key)];
      expect(new Set(keys).size, plan.shelf.kind).toBe(keys.length);
      expect(plan.columns.filter((c) => /secret|password|token|api_key/.test(c.column) || c.type === 'bytea'), plan.shelf.kind).toEqual([]);
    }
  });
});

describe('a whole house', () => {
  it('moves into an empty one: the same counts, what belongs together still does, nothing acts by itself; twice is once; and it can be taken back', async () => {
    const { run, bytes } = await take(admin, 'archive');
    expect(textOf(bytes)).not.toContain('s3cret');
    expect(run.kinds.find((k) => k.key === 'unit')).toEqual({ key: 'unit', name: { zh: '产品', en: 'Units' }, done: 2, total: 2 });
    const other = await testApp();
    try {
      const key = await other.key();
      const o = other.app.platform.db;
      const result = await bring(other, key, 'archive', bytes, 'a.tar.gz', { settings: 'take' });
      expect(result).toMatchObject({ state: 'done', failed: 0 });
      expect(result.kinds.find((k) => k.key === 'order')).toMatchObject({ read: 1, failed: 0 });
      const [here, there] = [createPlans(db()), createPlans(o)];
      for (const [i, plan] of (await here()).entries()) if (!plan.shelf.told && plan.shelf.kind !== 'door') expect(await countOf(o, (await there())[i] as typeof plan), plan.shelf.kind).toBe(await countOf(db(), plan));
      expect(await o.one(sql`select t.subject, u.serial, n.serial as next, o.number, r.state, r.diagnosis ->> 'fault' as fault, c.name from repair r join ticket t on t.id = r.ticket_id join product_unit u on u.id = r.unit_id and u.id = t.unit_id join product_unit n on n.id = u.replaced_by join order_unit x on x.unit_id = u.id
        join shop_order_line l on l.id = x.order_line_id join shop_order o on o.id = l.order_id and o.customer_id = t.customer_id join customer c on c.id = t.customer_id join quote q on q.id = r.quote_id join invoice i on i.quote_id = q.id and i.ticket_id = t.id`))
        .toEqual({ subject: 'Leaks', serial: 'SN1', next: 'SN2', number: 'N1', state: 'handed-back', fault: 'drum', name: 'Noor' });
      // The photo is the same bytes under a number of this house.
      const photo = await o.one<{ id: number }>(sql`select (diagnosis -> 'photos' ->> 0)::int as id from repair`);
      expect(Buffer.from(await other.app.platform.files.read(photo?.id ?? 0)).toString()).toBe('a crack in the drum');
      expect(await o.one(sql`select s.on_hand, s.reserved, m.kind, m.on_hand as moved, m.value_minor from stock s join part_move m using (part_id, site_id)`)).toEqual({ on_hand: 7, reserved: 0, kind: 'count', moved: 7, value_minor: 14000 });
      expect(await o.one(sql`select r.active, (select name from agent where id = (r.actions -> 0 -> 'input' ->> 'ownerId')::int) as owner from rule r`)).toEqual({ active: false, owner: 'Mia' });
      expect(await o.one(sql`select (select active from shop) as shop, (select secret from shop) as secret, (select state from vendor) as vendor, (select state from repair_line) as line, (select in_force from customer_contract) as contract, (select overall from survey) as survey, (select phone from visit) as phone, (select count(*)::int from webhook_target) as hooks`))
        .toEqual({ shop: false, secret: '', vendor: 'paused', line: 'planned', contract: false, survey: 5, phone: '13900139000', hooks: 1 });
      expect(await o.one(sql`select (select state || ' ' || by_rule::text from purchase_order) as purchase, (select ready from goods_stock) as ready, (select kind || ' ' || reason from goods_move) as moved, (select (live is null)::text from process_definition where key = 'loan') as asleep, (select xml from process_version where key = 'loan') as xml,
        (select enabled::text || ' ' || (settings #>> '{smtp,host}') || ' ' || coalesce(secrets::text, '-') from channel_account where address = 'help@desk.example') as door, (select enabled::text || ' ' || (octet_length(secret) > 30)::text from webhook_target) as hook`))
        .toEqual({ purchase: 'draft false', ready: 1, moved: 'receive archive', asleep: 'true', xml: '<x/>', door: 'false mail.desk.example -', hook: 'false true' });
      expect(await bring(other, key, 'archive', bytes, 'again.tar.gz', { settings: 'leave' })).toMatchObject({ state: 'done', created: 0, failed: 0 });
      await other.call(api.imports.undo, { params: { id: result.id } }, { as: key });
      await other.drain();
      expect(await other.call(api.imports.get, { params: { id: result.id } }, { as: key })).toMatchObject({ state: 'undone' });
      expect(await o.one(sql`select (select count(*)::int from ticket) as tickets, (select count(*)::int from repair) as repairs, (select count(*)::int from product_unit) as units, (select count(*)::int from shop_order) as orders`)).toEqual({ tickets: 0, repairs: 0, units: 0, orders: 0 });
    } finally { await other.close(); }
  });
  it('goes out to who sees all of it, by their rights, with numbers hidden that are hidden from them', async () => {
    await db().run(sql`insert into role (key, name, rights, scope, masked) values ('part-look', '{"zh":"看","en":"Look"}', '{exports.make,tickets.read,customers.read,parts.read,dispatch.read}', 'all', '{phone}')`);
    const text = (await take(await t.key('part-look'), 'jsonl')).bytes.toString();
    const kinds = new Set(text.trim().split('\n').map((line) => (JSON.parse(line) as { kind: string }).kind));
    expect([kinds.has('part'), kinds.has('visit'), kinds.has('survey'), kinds.has('order'), kinds.has('unit'), kinds.has('role')]).toEqual([true, true, true, false, false, false]);
    expect(text).not.toContain('13900139000');
    const tim = await t.agent({ name: 'Tim', roles: ['team-agent'] });
    await db().run(sql`update role set rights = rights || '{exports.make,parts.read}' where key = 'team-agent'`);
    const { id } = await t.call(api.exports.create, { body: { what: 'everything', form: 'jsonl' } }, { headers: { cookie: tim.cookie } });
    await t.drain();
    expect((await t.call(api.exports.get, { params: { id } }, { headers: { cookie: tim.cookie } })).counts).not.toHaveProperty('part');
  });
  it('whose settings are taken over only by who could set them up', async () => {
    await db().run(sql`insert into role (key, name, rights, scope) values ('importer', '{"zh":"导","en":"In"}', '{imports.manage,tickets.create}', 'all')`);
    const key = await t.key('importer');
    await expect(bring(t, key, 'archive', (await take(admin, 'archive')).bytes, 'a.tar.gz', { settings: 'take' })).rejects.toMatchObject({ problem: { code: 'not-allowed' } });
  });
  it('that was killed while it was written goes on behind the last piece, and is whole', async () => {
    const pieces = createExports(t.app.platform, t.app.audit, { tickets: t.app.tickets, customers: t.app.customers, idsOfView: () => Promise.resolve([]) }, '0', { bytes: 1, ms: 60_000 });
    const { id } = await db().tx((tx) => pieces.start(tx, { kind: 'key', id: 1, name: 'k', rights: new Set(['*']), scope: 'all', teams: [], language: 'en' } as never, { what: 'everything', form: 'archive', view: null }, 'en'));
    const { files } = t.app.platform;
    const put = files.put.bind(files);
    let n = 0;
    const spy = vi.spyOn(files, 'put').mockImplementation(async (source, options) => { n += 1; if (n === 9) throw new Error('killed'); return put(source, options); });
    const job = pieces.jobs.find((j) => j.name === 'transfer.export');
    await expect(job?.handle({ id } as never)).rejects.toThrow('killed');
    expect(await db().one(sql`select count(*)::int as n from export_part where run_id = ${id}`)).toEqual({ n: 8 });
    n = 100;
    await job?.handle({ id } as never);
    const again = n - 100;
    spy.mockRestore();
    const row = await db().one<{ file_id: number; parts: number; strays: number }>(sql`select file_id, (select count(*)::int from export_part where run_id = ${id}) as parts, (select count(*)::int from file f where f.owner = 'export:' || ${id}::text and f.id <> r.file_id) as strays from export_run r where id = ${id}`);
    expect(row).toMatchObject({ parts: 0, strays: 0 });
    // Reading it checks every sum in the manifest, and that nothing is missing.
    const seen = new Set<string>();
    for await (const { cells } of readArchive(async () => (await files.open(row?.file_id ?? 0)).stream, files)) { const name = `${cells.kind} ${cells.id}`; expect(seen.has(name), name).toBe(false); seen.add(name); }
    expect(['ticket', 'unit', 'repair', 'survey'].filter((kind) => ![...seen].some((name) => name.startsWith(`${kind} `)))).toEqual([]);
    expect(again).toBeLessThan(shelves.length);
  });
});

it('files of another desk are fetched behind the scenes, and what cannot be had stays a link that says why', async () => {
  const server = createServer((request, response) => {
    if (request.url?.includes('light')) response.writeHead(200, { 'content-type': 'image/jpeg' }).end(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]));
    else if (request.url?.includes('login')) response.writeHead(200, { 'content-type': 'text/html' }).end('<form>');
    else response.writeHead(503).end();
  }).listen(0, '127.0.0.1');
  await new Promise((go) => server.once('listening', go));
  try {
    const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    const files = JSON.parse(JSON.stringify(exportsOf.zendesk['answers']).replaceAll('https://acme.zendesk.com/attachments/token/x/?name=light.jpg', `${base}/light.jpg`)) as Record<string, string>;
    const comments = JSON.parse(files['comments.json'] ?? '') as { comments: { attachments: object[] }[] };
    comments.comments[0]?.attachments.push({ id: 2, file_name: 'b.png', content_url: `${base}/login` }, { id: 3, file_name: 'c.png', content_url: `${base}/busy` });
    const bytes = zipSync(Object.fromEntries(Object.entries({ ...files, 'comments.json': JSON.stringify(comments) }).map(([name, text]) => [name, strToU8(text)])));
    expect(await bring(t, admin, 'zendesk', bytes, 'z.zip', {})).toMatchObject({ state: 'done', failed: 0 });
    const words = async () => db().one<{ files: { name: string; type: string }[]; elsewhere: unknown }>(sql`select attachments as files, meta -> 'elsewhere' as elsewhere from message where external_id = 'zendesk:9001'`);
    expect((await words())?.files).toMatchObject([{ name: 'light.jpg', type: 'image/jpeg', size: 7 }]);
    expect((await words())?.elsewhere).toMatchObject([{ name: 'b.png', why: 'sign-in' }, { name: 'c.png' }]);
    for (let i = 0; i < 6; i++) { t.clock.advance(86_400_000); await t.app.jobs.find((j) => j.name === 'transfer.fetch')?.handle(undefined as never); }
    expect((await words())?.elsewhere).toMatchObject([{ name: 'b.png', why: 'sign-in' }, { name: 'c.png', why: 'no-answer' }]);
  } finally { server.close(); }
});
