import { type CallOutput, api } from '@aftercare/contract';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/index.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { exportsOf } from './testing-exports.ts';

let t: TestApp;
let admin: string;
beforeAll(async () => { t = await testApp(); admin = await t.key(); });
afterAll(() => t.close());

const zipOf = (files: Record<string, string>) => zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
async function put(bytes: Uint8Array | string, name: string, app = t, key = admin): Promise<number> {
  const answer = await (await app.app.http()).inject({ method: 'POST', url: `/api/v1/imports/files?name=${encodeURIComponent(name)}`, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' }, payload: Buffer.from(bytes) });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ id: number }>().id;
}
async function bring(kind: string, bytes: Uint8Array | string, name: string, o: { dry?: boolean; mapping?: boolean; choices?: Record<string, string>; app?: TestApp; key?: string } = {}) {
  const [app, as] = [o.app ?? t, o.key ?? admin];
  const run = await app.call(api.imports.create, { body: { kind, fileId: await put(bytes, name, app, as) } }, { as });
  const mapping = Object.fromEntries(run.columns.flatMap((c, i) => (c.guess ? [[c.guess, i]] : [])));
  await app.call(api.imports.start, { params: { id: run.id }, body: { dry: o.dry ?? false, mapping, choices: { ...(['zendesk', 'freshdesk', 'chatwoot'].includes(kind) ? { files: 'link' } : {}), ...o.choices } } }, { as });
  await app.drain();
  return app.call(api.imports.get, { params: { id: run.id } }, { as });
}
const count = async (table: string) => (await t.app.platform.db.one<{ n: number }>({ text: `select count(*)::int as n from ${table}`, values: [] }))?.n ?? 0;
/** The page, with all moments in one form. */
const page = async (id: number) => JSON.parse(JSON.stringify(await t.call(api.desk.ticketPage, { params: { id }, query: {} }, { as: admin })).replaceAll('+00:00"', '.000Z"')) as CallOutput<typeof api.desk.ticketPage>;
const find = async (q: string) => (await t.call(api.desk.search, { query: { q } }, { as: admin })).items.filter((i) => i.kind === 'ticket').map((i) => i.id);

describe('an export of Zendesk', () => {
  const file = zipOf(exportsOf.zendesk['answers'] as Record<string, string>);
  it('is tried without writing anything', async () => {
    const before = [await count('ticket'), await count('customer'), await count('message')];
    expect(await bring('zendesk', file, 'zendesk.zip', { dry: true })).toMatchObject({ state: 'done', dry: true, created: 11, skipped: 0, failed: 0 });
    expect([await count('ticket'), await count('customer'), await count('message')]).toEqual(before);
  });
  it('comes with people, words, notes, tags and times, and nothing happens because of it', async () => {
    const run = await bring('zendesk', file, 'zendesk.zip');
    expect(run).toMatchObject({ state: 'done', created: 11, skipped: 0, failed: 0 });
    const [id] = await find('Printer offline');
    const { ticket, customer, timeline, clocks } = await page(id ?? 0);
    expect(ticket).toMatchObject({ subject: 'Printer offline', type: 'support', status: 'closed', priority: 'high', channel: 'mail', tags: ['printer'], openedAt: '2025-03-04T09:00:00.000Z', solvedAt: '2025-03-04T11:00:00.000Z', owner: { name: 'Lea Brandt' }, team: { name: 'Support' }, fields: { importedFrom: 'zendesk', importedId: '35', zendesk_360001: 'X200' } });
    expect(customer).toMatchObject({ name: 'Ada Finch', language: 'en' });
    expect(clocks).toEqual([]);
    expect(timeline.map((i) => [i.kind, i.at])).toEqual([['message', '2025-03-04T09:00:00.000Z'], ['note', '2025-03-04T09:20:00.000Z'], ['message', '2025-03-04T09:30:00.000Z']]);
    expect(timeline[0]).toMatchObject({ message: { author: { kind: 'customer', name: 'Ada Finch' }, elsewhere: [{ name: 'light.jpg', url: 'https://acme.zendesk.com/attachments/token/x/?name=light.jpg' }] } });
    expect(await t.app.platform.db.rows(sql`select distinct type from event where type like 'tickets.%' or type like 'sla.%' or type like 'routing.%'`)).toEqual([{ type: 'tickets.brought-in' }]);
    expect(await count('sla_clock') + await count('routing_wait') + await count('survey') + await count('casework_step') + await count('webhook_delivery')).toBe(0);
    expect(await t.app.platform.db.one(sql`select status from agent where email = 'lea@desk.example'`)).toEqual({ status: 'disabled' });
    expect(await t.app.platform.db.one(sql`select k.name from customer c join customer k on k.id = c.company_id where c.name = '王芳'`)).toEqual({ name: '恒信科技' });
  });
  it('stands in lists with its numbers, and is found by its words and its old number', async () => {
    const views = (await t.call(api.desk.views, {}, { as: admin })).items;
    expect(views.find((v) => v.key === 'unassigned')?.count).toBe(1);
    expect(views.find((v) => v.key === 'all')?.count).toBe(2);
    expect((await t.call(api.desk.list, { params: { key: 'all' }, query: { limit: 10 } }, { as: admin })).items.map((i) => i.subject).toSorted()).toEqual(['Printer offline', '发票抬头写错了']);
    expect(await find('恒信科技有限公司')).toHaveLength(1);
    expect(await find('firmware')).toHaveLength(1);
  });
  it('makes nothing double when it comes again, and a later one brings what is new', async () => {
    expect(await bring('zendesk', file, 'again.zip')).toMatchObject({ created: 0, skipped: 11, failed: 0 });
    const later = { ...(exportsOf.zendesk['answers'] as Record<string, string>), 'comments.json': JSON.stringify({ comments: [{ id: 9005, ticket_id: 36, author_id: 601, author: { id: 601, name: 'Lea Brandt', role: 'agent' }, plain_body: '发票已重开', public: true, attachments: [], created_at: '2025-03-05T03:00:00Z' }, { id: 9006, ticket_id: 99, author_id: 601, plain_body: 'whose?', public: true, created_at: '2025-03-05T03:00:00Z' }] }) };
    const run = await bring('zendesk', zipOf(later), 'later.zip');
    expect(run).toMatchObject({ created: 1, failed: 1 });
    expect((await t.call(api.imports.faults, { params: { id: run.id }, query: {} }, { as: admin })).items).toMatchObject([{ value: '99' }]);
    const [id] = await find('发票抬头');
    expect((await page(id ?? 0)).timeline).toHaveLength(2);
    // An account of its own has numbers of its own.
    expect(await bring('zendesk', file, 'second.zip', { choices: { account: '2' } })).toMatchObject({ created: 6, skipped: 5 });
  });
  it('is taken back, but for what somebody has worked on since', async () => {
    const second = (await t.call(api.imports.list, { query: { limit: 1 } }, { as: admin })).items[0];
    const before = await count('ticket');
    const touched = Math.max(...await find('发票抬头'));
    await t.call(api.tickets.update, { params: { id: touched }, body: { priority: 'urgent' } }, { as: admin });
    await t.call(api.imports.undo, { params: { id: second?.id ?? 0 } }, { as: admin });
    await t.drain();
    expect(await t.call(api.imports.get, { params: { id: second?.id ?? 0 } }, { as: admin })).toMatchObject({ state: 'undone', undone: 4, stayed: 2 });
    expect(await count('ticket')).toBe(before - 1);
    expect(await find('firmware')).toHaveLength(1);
    expect((await t.call(api.desk.views, {}, { as: admin })).items.find((v) => v.key === 'all')?.count).toBe(before - 1);
  });
});

describe('other doors', () => {
  it.each(['freshdesk', 'chatwoot', 'zammad', 'osticket'] as const)('%s comes whole, twice is once', async (kind) => {
    for (const files of Object.values(exportsOf[kind])) expect(await bring(kind, zipOf(files), `${kind}.zip`)).toMatchObject({ state: 'done', failed: 0 });
    expect(await t.app.platform.db.one(sql`select count(distinct t.id)::int as tickets, count(m.id)::int as messages from ticket t join ticket_conversation k on k.ticket_id = t.id join message m on m.conversation_id = k.conversation_id where t.fields ->> 'importedFrom' = ${kind}`)).toEqual({ tickets: 2, messages: 3 });
  });
  it('tables of tickets by guessed columns in either language, with what is wrong in a line', async () => {
    const run = await bring('tickets', '\ufeff工单号,标题,问题描述,状态,优先级,客户姓名,手机号,处理人,创建时间,关闭时间,处理结果\nA1,洗衣机漏水,启动后底部漏水,已关闭,高,李雷,13800138000,小周,2025/6/1 9:00,2025/6/2 10:00,更换密封圈\nA2,空调不制冷,,等待,,韩梅梅,,,昨天,,\n', '工单.csv');
    expect(run).toMatchObject({ state: 'done', failed: 1 });
    expect((await t.call(api.imports.faults, { params: { id: run.id }, query: {} }, { as: admin })).items.map((f) => f.column)).toEqual(['创建时间', '状态']);
    const [id] = await find('洗衣机漏水');
    const { ticket, timeline } = await page(id ?? 0);
    expect(ticket).toMatchObject({ status: 'closed', priority: 'high', owner: { name: '小周' }, closedAt: '2025-06-02T10:00:00.000Z' });
    expect(timeline.map((i) => (i.kind === 'message' ? [i.message.direction, i.message.text] : i.kind))).toEqual([['in', '启动后底部漏水'], ['out', '更换密封圈']]);
  });
  it('a workbook of tickets, with days as numbers and telephones as numbers', async () => {
    const words = ['Ticket ID', 'Subject', 'Description', 'Status', 'Created', 'Customer', 'Phone', 'Priority', '烘干机有异响', '运转时有金属声', '已解决', '赵六', '高'];
    const text = (at: string, n: number) => `<c r="${at}" t="s"><v>${n}</v></c>`;
    const rows = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map((column, i) => text(`${column}1`, i)).join('');
    const file = zipOf({
      'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="工单" sheetId="1" r:id="rId1"/></sheets></workbook>', 'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
      'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>', 'xl/sharedStrings.xml': `<sst>${words.map((w) => `<si><t>${w}</t></si>`).join('')}</sst>`,
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row r="1">${rows}</row><row r="2"><c r="A2"><v>7001</v></c>${text('B2', 8)}${text('C2', 9)}${text('D2', 10)}<c r="E2" s="1"><v>45810.375</v></c>${text('F2', 11)}<c r="G2"><v>13700137000</v></c>${text('H2', 12)}</row></sheetData></worksheet>`,
    });
    expect(await bring('tickets', file, '工单.xlsx')).toMatchObject({ state: 'done', failed: 0, kinds: expect.arrayContaining([expect.objectContaining({ key: 'ticket', read: 1 })]) as unknown });
    const [id] = await find('烘干机有异响');
    const { ticket, customer, timeline } = await page(id ?? 0);
    expect(ticket).toMatchObject({ status: 'closed', priority: 'high', openedAt: '2025-06-02T09:00:00.000Z', fields: { importedId: '7001' } });
    expect(customer.name).toBe('赵六');
    expect(timeline.map((i) => (i.kind === 'message' ? i.message.text : i.kind))).toEqual(['运转时有金属声']);
  });
  it('says which file is none', async () => {
    expect(await bring('zammad', '{"a":1}', 'x.json')).toMatchObject({ state: 'failed', error: expect.stringContaining('zammad') as string });
  });
});

describe('what goes out', () => {
  const lines = (text: string) => text.trim().split('\n').map((l) => JSON.parse(l) as Record<string, unknown> & { kind: string; id: string });
  async function take(app: TestApp, as: string, input: { what: 'tickets' | 'customers' | 'everything'; form: 'csv' | 'jsonl' | 'archive'; view?: string }) {
    const { id } = await app.call(api.exports.create, { body: input }, { as });
    await app.drain();
    const run = await app.call(api.exports.get, { params: { id } }, { as });
    expect(run).toMatchObject({ state: 'done', ready: true });
    const { url } = await app.call(api.exports.link, { params: { id } }, { as });
    const answer = await (await app.app.http()).inject({ method: 'GET', url });
    return { run, url, bytes: answer.rawPayload };
  }
  /** All that was said on each ticket, without the numbers of either house. */
  const story = (text: string) => {
    const records = lines(text);
    const names = new Map(records.filter((r) => r.kind === 'agent' || r.kind === 'customer').map((r) => [r.id, r['kind'] === 'agent' ? r['email'] : r['addresses']]));
    const on = Map.groupBy(records.filter((r) => r['ticket']), (r) => String(r['ticket']));
    const plain = ({ id: _, ticket: __, by, owner, customer, team: ___, files, fields, ...r }: Record<string, unknown>) => ({
      ...r, by: names.get(String(by)) ?? null, owner: names.get(String(owner)) ?? null, customer: names.get(String(customer)) ?? null, files: (files as { name: string; size: number }[] | undefined)?.map((f) => [f.name, f.size]),
      ...(r['kind'] === 'change' ? { fields: (fields as { field: string; toName: unknown }[]).map((f) => [f.field, f.toName]) } : {}),
    });
    return records.filter((r) => r.kind === 'ticket').map((t) => ({ ...plain(t), said: (on.get(t.id) ?? []).map(plain).map((r) => JSON.stringify(r)).toSorted() })).map((t) => JSON.stringify(t)).toSorted();
  };

  it('an archive brings the same tickets and words into an empty installation, files and all; a changed one is refused', async () => {
    const cookie = (await t.agent({ name: 'Mia', email: 'mia@desk.example' })).cookie;
    const file = await (await t.app.http()).inject({ method: 'POST', url: '/api/v1/files?name=photo%201.txt', headers: { authorization: `Bearer ${admin}`, 'content-type': 'text/plain' }, payload: 'light is red' });
    const { id } = await t.call(api.tickets.open, { body: { subject: 'Blinks', text: 'It blinks <red>', channel: 'phone', customer: { name: 'Noor', email: 'noor@example.org', phone: '13900139000' } } }, { headers: { cookie } });
    await t.call(api.tickets.addNote, { params: { id }, body: { text: 'see the photo', files: [file.json<{ id: number }>().id] } }, { headers: { cookie } });
    await t.call(api.tickets.update, { params: { id }, body: { status: 'pending', priority: 'high', tags: ['led'] } }, { headers: { cookie } });
    await t.drain();
    const out = await take(t, admin, { what: 'everything', form: 'archive' });
    const other = await testApp();
    try {
      const key = await other.key();
      expect(await bring('archive', out.bytes, 'a.tar.gz', { app: other, key })).toMatchObject({ state: 'done', failed: 0 });
      const [here, there] = [await take(t, admin, { what: 'everything', form: 'jsonl' }), await take(other, key, { what: 'everything', form: 'jsonl' })];
      expect(story(there.bytes.toString())).toEqual(story(here.bytes.toString()));
      expect(there.run.counts['ticket']).toBe(await count('ticket'));
      expect(await bring('archive', out.bytes, 'a.tar.gz', { app: other, key })).toMatchObject({ state: 'done', created: 0, failed: 0 });
      const [hit] = (await other.call(api.desk.search, { query: { q: 'Blinks' } }, { as: key })).items;
      const { timeline } = await other.call(api.desk.ticketPage, { params: { id: hit?.id ?? 0 }, query: {} }, { as: key });
      const note = timeline.find((i) => i.kind === 'note');
      expect((await (await other.app.http()).inject({ method: 'GET', url: note?.kind === 'note' ? (note.note.files[0]?.url ?? '') : '', headers: { authorization: `Bearer ${key}` } })).body).toBe('light is red');
      const cut = Buffer.from(out.bytes).subarray(0, out.bytes.length - 40);
      expect(await bring('archive', cut, 'cut.tar.gz', { app: other, key, choices: { account: '2' } })).toMatchObject({ state: 'failed', created: 0 });
    } finally { await other.close(); }
  });
  it('is within the rows of who asks and masks what is masked for them; who asked and fetched is written down; the file goes after a week', async () => {
    const tim = await t.agent({ name: 'Tim', roles: ['team-agent'] });
    await t.app.platform.db.run(sql`update role set rights = rights || '{exports.make}', masked = '{phone}' where key = 'team-agent'`);
    const as = { headers: { cookie: tim.cookie } };
    const { id } = await t.call(api.exports.create, { body: { what: 'tickets', form: 'csv' } }, as);
    await t.app.platform.db.run(sql`update ticket set owner_id = ${tim.id} where subject = 'Blinks'`);
    await t.drain();
    const { url } = await t.call(api.exports.link, { params: { id } }, as);
    const body = (await (await t.app.http()).inject({ method: 'GET', url })).body;
    expect(body.trim().split('\r\n')).toHaveLength(2);
    expect(body).toContain('noor@example.org');
    expect(body).toContain(',+86139****9000,');
    await expect(t.call(api.exports.get, { params: { id } }, { as: admin })).rejects.toMatchObject({ problem: { code: 'not-found' } });
    expect((await t.app.platform.db.rows<{ action: string }>(sql`select action from audit_entry where subject = ${`export:${id}`} order by id`)).map((r) => r.action)).toEqual(['export.asked', 'export.fetched']);
    t.clock.advance(8 * 86_400_000);
    await t.app.jobs.find((j) => j.name === 'transfer.sweep')?.handle(undefined as never);
    expect(await t.app.platform.db.one(sql`select file_id, state from export_run where id = ${id}`)).toEqual({ file_id: null, state: 'done' });
    expect((await (await t.app.http()).inject({ method: 'GET', url })).statusCode).toBe(404);
  });
});
