import { api } from '@aftercare/contract';
import { type SearchKind, takeFilters } from '@aftercare/contract/search';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../platform/db/index.ts';
import { type TestApp, testApp } from '../../../platform/testing/app.ts';
import { scoreOf } from './rank.ts';
import { loadReading, soundsOf, typedSound } from './sounds.ts';
import { distance } from './spelling.ts';

let t: TestApp;
let key: string;
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
});
afterAll(() => t.close());

const open = async (subject: string, extra: Record<string, unknown> = {}) => (await t.call(api.tickets.open, { body: { subject, text: '', customer: { name: 'Ann Example', email: 'ann@example.com' }, ...extra } }, { as: key })).id;
const search = (q: string, options: Parameters<TestApp['call']>[2] = { as: key }) => t.call(api.desk.search, { query: { q } }, options);
const titles = async (q: string, kind: SearchKind, options?: Parameters<TestApp['call']>[2]) => (await search(q, options)).items.filter((i) => i.kind === kind).map((i) => i.title);
const customer = async (name: string, phone: string) => (await t.call(api.customers.create, { body: { name, identities: [{ kind: 'phone', value: phone }] } }, { as: key })).id;

describe('names by their sound', () => {
  it.each([
    ['张伟', ['zhangwei', 'zhangw', 'zw', 'wei', 'zhang wei', 'Zhāng Wěi']], ['单雄信', ['shanxiongxin', 'sxx']], ['曾国藩', ['zengguofan', 'zgf']], ['解晓东', ['xiexiaodong', 'xxd']], ['欧阳小明', ['ouyang', 'oyxm', 'xiaoming']],
    ['仇英', ['qiuying']], ['吕布', ['lvbu', 'lb']], ['重庆长安汽车', ['chongqing', 'changan', 'cqca']], ['中国银行', ['zhongguoyinhang', 'yinhang', 'zgyh']],
  ])('%s by %j', async (name, typed) => {
    const sounds = soundsOf((await loadReading())(name));
    for (const word of typed) expect(sounds.some((s) => s.startsWith(typedSound(word) ?? '?')), word).toBe(true);
  });
  it('finds customers, companies and colleagues, and follows a new name', async () => {
    const zhang = await customer('张伟', '13800138001');
    await customer('单雄信', '13800138002');
    await t.agent({ name: '曾小贤' });
    await t.app.desk.searchIndex.names.catchUp();
    for (const q of ['zhangwei', 'zw', 'zhang w']) expect(await titles(q, 'customer'), q).toContain('张伟');
    expect(await titles('shanxx', 'customer')).toEqual([]);
    expect(await titles('shanxiong', 'customer')).toEqual(['单雄信']);
    expect(await titles('zengxx', 'colleague')).toEqual([]);
    expect(await titles('zengxiaoxian', 'colleague')).toEqual(['曾小贤']);
    // The same sound in other characters.
    expect(await titles('章威', 'customer')).toEqual(['张伟']);
    await t.call(api.customers.update, { params: { id: zhang }, body: { name: '李娜' } }, { as: key });
    await t.app.desk.searchIndex.names.catchUp();
    expect(await titles('zw', 'customer')).toEqual([]);
    expect(await titles('ln', 'customer')).toEqual(['李娜']);
  });
});

describe('numbers', () => {
  it('finds phones, units and orders by four signs from anywhere in them, and masks what is masked', async () => {
    await customer('Frida Number', '13655724466');
    await t.app.platform.db.run(sql`insert into brand (key, name) values ('wind', '{"zh":"风","en":"Wind"}')`);
    await t.app.platform.db.run(sql`insert into product_model (brand_id, key, name, category) select id, 'w1', '{"zh":"风扇","en":"Fan"}', 'fan' from brand limit 1`);
    await t.app.platform.db.run(sql`insert into product_unit (serial, serial_key, brand_id, model_id, registered_by) select 'WX-7788-2291', 'WX77882291', brand_id, id, 'api' from product_model limit 1`);
    await t.app.platform.db.run(sql`insert into shop (key, name, kind, secret) values ('s', 'Shop', 'api', '')`);
    await t.app.platform.db.run(sql`insert into shop_order (shop_id, external_id, number, customer_id, status, currency, total_minor, ordered_at, changed_at) select (select id from shop), 'x', 'TB-55120098', id, 'paid', 'CNY', 100, now(), now() from customer limit 1`);
    for (const q of ['5572', '655 7244', '136-5572-4466']) expect(await titles(q, 'customer'), q).toEqual(['Frida Number']);
    for (const q of ['8822', 'wx-7788', '77-88']) expect(await titles(q, 'unit'), q).toEqual(['WX-7788-2291']);
    for (const q of ['5512', '120098', 'tb-5512']) expect(await titles(q, 'order'), q).toEqual(['TB-55120098']);
    await t.app.platform.db.run(sql`insert into role (key, name, rights, scope, masked) values ('starred', '{"zh":"星","en":"Starred"}', '{tickets.read,customers.read}', 'all', '{phone}')`);
    const starred = { headers: { cookie: (await t.agent({ roles: ['starred'] })).cookie } };
    expect(await titles('5572', 'customer', starred)).toEqual([]);
    expect(await titles('13655724466', 'customer', starred)).toEqual(['Frida Number']);
    expect((await search('8822', starred)).items).toEqual([]);
  });
});

describe('misspelt words', () => {
  it('finds what is spelt alike when what was typed is hardly found', async () => {
    const id = await open('The thermostat is stuck');
    await open('增值税专用发票');
    await t.drain();
    const page = await search('thermostadt');
    expect(page).toMatchObject({ similar: ['thermostat'], items: [{ kind: 'ticket', id }] });
    expect(await titles('增值睡专用', 'ticket')).toEqual(['增值税专用发票']);
    await t.app.desk.searchIndex.names.catchUp();
    expect(await titles('Ann Exampel', 'customer')).toEqual(['Ann Example']);
    // Whoever is called otherwise, or forgotten, takes their words along.
    const words = () => t.app.platform.db.rows<{ word: string }>(sql`select word from search_name_word where word in ('example', 'zweig') order by word`);
    const other = await customer('Ida Zweig', '13800138009');
    await t.app.desk.searchIndex.names.catchUp();
    expect((await words()).map((w) => w.word)).toEqual(['example', 'zweig']);
    await t.call(api.customers.update, { params: { id: other }, body: { name: 'Ida' } }, { as: key });
    await t.app.desk.searchIndex.names.catchUp();
    expect((await words()).map((w) => w.word)).toEqual(['example']);
    expect((await search('xylophonist')).items).toEqual([]);
  });
  it('counts letters', () => expect([distance('printer', 'pritner'), distance('printer', 'printers'), distance('kitten', 'sitting')]).toEqual([1, 1, 3]));
});

describe('filters', () => {
  it('are typed in both languages', () => {
    expect(takeFilters('status:open,pending 状态：待处理 owner:me product:"AC 12" 发票 foo:bar 12:30')).toEqual({
      words: '发票 foo:bar 12:30',
      filters: [{ key: 'status', values: ['open', 'pending'], typed: 'status:open,pending' }, { key: 'status', values: ['todo'], typed: '状态：待处理' }, { key: 'owner', values: ['me'], typed: 'owner:me' }, { key: 'product', values: ['AC 12'], typed: 'product:"AC 12"' }],
    });
    expect(takeFilters('status: mystatus:open')).toEqual({ words: 'status: mystatus:open', filters: [] });
  });
  it('limit tickets, with words and without, and say what they mean', async () => {
    const cai = await t.agent({ name: '蔡文姬' });
    const mine = await open('Gasket leaks', { product: 'Pump 9' });
    const other = await open('Gasket cracked');
    await t.call(api.tickets.update, { params: { id: mine }, body: { ownerId: cai.id, priority: 'urgent', tags: ['recall'] } }, { as: key });
    await t.drain();
    await t.app.desk.searchIndex.names.catchUp();
    const hers = { headers: { cookie: cai.cookie } };
    const ids = async (q: string, options?: Parameters<TestApp['call']>[2]) => (await search(q, options)).items.map((i) => i.id);
    expect(await ids('gasket')).toEqual([other, mine]);
    for (const q of ['gasket owner:me', '负责人:我 优先级:紧急', 'gasket owner:caiwenji', 'owner:cwj', 'gasket tag:recall', 'product:pump', '标签:recall 客户:Ann']) expect(await ids(q, hers), q).toEqual([mine]);
    expect(await ids('gasket owner:none')).toEqual([other]);
    expect(await ids('gasket after:2026-03-01 before:2026-03-03')).toEqual([other, mine]);
    expect(await ids('gasket before:2026-03-01')).toEqual([]);
    // Half past midnight at the company is still yesterday in Greenwich.
    t.clock.set('2026-03-05T16:30:00Z');
    expect((await search('gasket after:1d')).filters).toMatchObject([{ label: '2026-03-05', known: true }]);
    t.clock.set('2026-03-02T02:00:00Z');
    expect((await search('owner:cwj')).filters).toEqual([{ key: 'owner', typed: 'owner:cwj', values: ['cwj'], label: '蔡文姬', known: true }]);
    expect(await search('gasket owner:nobodyknows')).toMatchObject({ items: [], filters: [{ known: false }] });
    const tim = { headers: { cookie: (await t.agent({ roles: ['team-agent'] })).cookie } };
    expect(await ids('gasket', tim)).toEqual([]);
    expect(await ids('priority:urgent', tim)).toEqual([]);
    // Tags complete as they are begun, from what one may see.
    await t.app.platform.db.run(sql`analyze ticket`);
    const tags = async (q: string, options: Parameters<TestApp['call']>[2]) => (await t.call(api.desk.searchTags, { query: { q } }, options)).items.map((i) => i.name);
    expect(await tags('Rec', hers)).toEqual(['recall']);
    expect(await tags('xx', hers)).toEqual([]);
    expect(await tags('rec', tim)).toEqual([]);
  });
});

describe('the index', () => {
  it('is rebuilt while it is searched, goes on where it was cut off, and follows what happens meanwhile', async () => {
    for (let i = 0; i < 30; i++) await open(`Carousel ${i}`);
    await t.drain();
    // An entry that nothing stands behind any more, and one that was lost.
    await t.app.platform.db.run(sql`update search_entry set body = 'wrong', tokens = '' where id = (select max(id) from search_entry)`);
    const { rebuild } = t.app.desk.searchIndex;
    const found = () => titles('carousel', 'ticket').then((l) => l.length);
    let asked = 0;
    let running = true;
    const asking = (async () => { while (running) { expect(await found()).toBeGreaterThanOrEqual(29); asked++; } })();
    await rebuild({ fromStart: true });
    running = false;
    await asking;
    expect(asked).toBeGreaterThan(0);
    expect(await found()).toBe(30);
    // Killed half way: the second half is still to do, the first is not done again.
    await t.app.platform.db.run(sql`update search_rebuild set finished_at = null, up_to = last - 5`);
    const resumed: boolean[] = [];
    await rebuild({ progress: (p) => { resumed.push(p.resumed); expect(p.of).toBe(5); } });
    expect(resumed).toEqual([true]);
    expect(await found()).toBe(30);
  });
});

it('ranks by relevance and age', () => {
  const now = new Date('2026-03-02T00:00:00Z');
  const score = (inSubject: boolean, days: number, times = 1) => scoreOf({ inSubject, together: false, times, at: new Date(now.getTime() - days * 86_400_000) }, now);
  expect(score(true, 30)).toBeGreaterThan(score(false, 1));
  expect(score(true, 1)).toBeGreaterThan(score(true, 30));
  expect(score(false, 0)).toBeGreaterThan(score(true, 400));
  expect(score(false, 5, 6)).toBeGreaterThan(score(false, 5));
});
