import { api } from '@aftercare/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../platform/db/index.ts';
import { type TestApp, testApp } from '../../../platform/testing/app.ts';
import { markEnd, markStart } from './snippet.ts';
import { everywhere, inStretches, ofTickets, stretchBits, walkNewest } from './store-hits.ts';

let t: TestApp;
let key: string;
beforeAll(async () => {
  t = await testApp();
  key = await t.key();
  await t.app.platform.db.run(sql`insert into channel_account (kind, name, address) values ('phone', 'Phone', 'phone'), ('portal', 'Portal', 'portal')`);
  t.app.conversations.accounts.forget();
});
afterAll(() => t.close());

const open = async (text: string, extra: Record<string, unknown> = {}) => (await t.call(api.tickets.open, { body: { subject: 'A ticket', text, customer: { name: '王芳', email: 'wang@example.com' }, ...extra } }, { as: key })).id;
const search = async (q: string, query: Record<string, unknown> = {}, options: Parameters<TestApp['call']>[2] = { as: key }) => api.desk.search.response.parse(await t.call(api.desk.search, { query: { q, ...query } }, options));
const ticketsIn = (page: Awaited<ReturnType<typeof search>>) => page.items.filter((i) => i.kind === 'ticket').map((i) => i.id);

describe('search', () => {
  it('finds what was just said, in subjects, messages and notes, each ticket once', async () => {
    const a = await open('请问如何开具增值税发票？', { subject: '增值税发票' });
    const b = await open('nothing');
    await t.call(api.tickets.addNote, { params: { id: b }, body: { text: '客户要增值税专用发票' } }, { headers: { cookie: (await t.agent()).cookie } });
    await open('普通发票就可以');
    await t.drain();
    const page = await search('增值税');
    // What the subject says goes before what was said.
    expect(ticketsIn(page)).toEqual([a, b]);
    expect(page).toMatchObject({ total: 2, next: null });
    expect(page.items.find((i) => i.id === b)?.snippet).toBe(`客户要${markStart}增值税${markEnd}专用发票`);
    expect(ticketsIn(await search('专用'))).toEqual([b]);
    await t.app.desk.searchIndex.rebuild({ fromStart: true });
    expect(ticketsIn(await search('增值税'))).toEqual([a, b]);
  });
  it('finds a message that just came on an older ticket', async () => {
    const id = await open('The first words');
    await t.drain();
    const { cookie } = await t.agent();
    await t.call(api.conversations.reply, { params: { id }, body: { text: 'The axolotl valve is on its way', channel: 'portal', undoSeconds: 0 } }, { headers: { cookie } });
    expect(ticketsIn(await search('axolotl'))).toEqual([]);
    await t.drain();
    const page = await search('axolotl');
    expect(ticketsIn(page)).toEqual([id]);
    expect(page.rebuilding).toBeNull();
  });
  it('follows a changed subject and a message that was taken back', async () => {
    const id = await open('', { subject: 'Kettle hums' });
    await t.drain();
    expect(ticketsIn(await search('kettle'))).toEqual([id]);
    await t.call(api.tickets.update, { params: { id }, body: { subject: 'Toaster hums', serial: 'TX-2024-00917A' } }, { as: key });
    const { cookie } = await t.agent();
    await t.call(api.conversations.reply, { params: { id }, body: { text: 'Unplug the gizmo', channel: 'portal', undoSeconds: 30 } }, { headers: { cookie } });
    await t.drain();
    expect(ticketsIn(await search('kettle'))).toEqual([]);
    expect(ticketsIn(await search('toas'))).toEqual([id]);
    expect(ticketsIn(await search('0917a'))).toEqual([id]);
    const found = await search('gizmo');
    const [message] = await t.app.platform.db.rows<{ id: number; delivery: string }>(sql`select id, delivery from message where body like 'Unplug%'`);
    expect(ticketsIn(found)).toEqual([id]);
    if (message?.delivery === 'queued') {
      await t.call(api.conversations.recall, { params: { id: message.id } }, { headers: { cookie } });
      await t.drain();
      expect(ticketsIn(await search('gizmo'))).toEqual([]);
    }
  });
  it('pages through everything once, whether words are rare or everywhere', async () => {
    const ids: number[] = [];
    for (let i = 0; i < 45; i++) ids.push(await open('', { subject: `洗衣机 number${i} ${i % 15 === 0 ? 'quokka' : ''}` }));
    await t.drain();
    const every = async (q: string) => {
      const found: number[] = [];
      const totals: (number | null)[] = [];
      for (let after: string | undefined; ;) {
        const page: Awaited<ReturnType<typeof search>> = await search(q, { limit: 7, ...(after ? { after } : {}) });
        found.push(...ticketsIn(page));
        totals.push(page.total);
        if (!page.next) return { found, totals };
        after = page.next;
      }
    };
    const newestFirst = ids.toReversed();
    expect((await every('洗衣机')).found).toEqual(newestFirst);
    expect((await every('quokka')).found).toEqual(newestFirst.filter((id) => ids.indexOf(id) % 15 === 0));
    // After measuring, the word is known to be everywhere: the walk gives the same pages.
    await t.app.platform.db.run(sql`analyze search_entry`);
    t.clock.advance(120);
    await every('洗衣机');
    const walked = await every('洗衣机');
    expect(walked.found).toEqual(newestFirst);
    expect((await every('quokka')).totals[0]).toBe(3);
  });
  it('finds the same by stretches, by the walk, by looking into tickets and by the whole index', async () => {
    const ids: number[] = [];
    for (let i = 0; i < 12; i++) ids.push(await open(i % 2 ? '滚筒 again' : '', { subject: `滚筒 ${i}` }));
    await t.drain();
    const { db } = t.app.platform;
    for (const [before, limit] of [[null, 5], [null, 12], [ids[6] ?? 0, 3]] as const) {
      const q = { words: `'滚筒'`, exact: [], phrase: '滚筒', before, visible: null };
      const exact = (await everywhere(db, q, limit)).map(({ total: _, ...f }) => f);
      expect(exact.map((f) => f.ticketId)).toEqual(ids.filter((id) => before === null || id < before).toReversed().slice(0, limit));
      expect(await inStretches(db, q, [...new Set([ids[0] ?? 0, ids.at(-1) ?? 0].map((id) => id >> stretchBits))], limit)).toEqual(exact);
      expect(await walkNewest(db, q, 0, limit)).toEqual(exact);
      expect((await ofTickets(db, { ...q, visible: sql`t.subject like '滚筒%'` }, 1000, limit)).found).toEqual(exact);
    }
  });
  it('finds tickets by number and people by name, mail and phone', async () => {
    const id = await open('', { subject: 'Numbers', customer: { name: '欧阳小明', email: 'xiaoming@kettles.example', phone: '13912345678' } });
    await t.drain();
    expect((await search(`#${id}`)).items[0]).toMatchObject({ kind: 'ticket', id, title: 'Numbers' });
    expect((await search(String(id))).items[0]).toMatchObject({ kind: 'ticket', id });
    for (const q of ['欧阳', '阳小明', 'xiaoming@k', '9123456']) expect((await search(q)).items.find((i) => i.kind === 'customer'), q).toMatchObject({ title: '欧阳小明' });
    expect((await search('100%_')).items).toEqual([]);
  });
  it('shows nobody what they may not see', async () => {
    const id = await open('', { subject: 'Secret platypus' });
    const tim = await t.agent({ roles: ['team-agent'] });
    await t.drain();
    const his = { headers: { cookie: tim.cookie } };
    expect(ticketsIn(await search('platypus', {}, his))).toEqual([]);
    expect(ticketsIn(await search(`#${id}`, {}, his))).toEqual([]);
    await t.call(api.tickets.update, { params: { id }, body: { ownerId: tim.id } }, { as: key });
    expect(ticketsIn(await search('platypus', {}, his))).toEqual([id]);
  });
  it.each(["'", '\\', ':*', '& | !', '"', '"" ""', '%', 'a\u{0}b', '\u{D83D}', "o'brien", 'a:b', '<->', '（）'])('bears %j', async (q) => {
    const page = await search(q);
    expect(Array.isArray(page.items)).toBe(true);
  });
  it('takes a question that is nothing but NUL for none', async () => {
    await expect(search('\u{0}')).rejects.toMatchObject({ problem: { code: 'invalid-input', fields: [{ path: 'q' }] } });
  });
  it('refuses a cursor of its own making', async () => {
    await expect(search('x', { after: Buffer.from('["a"]').toString('base64url') })).rejects.toMatchObject({ problem: { code: 'bad-request' } });
  });
});
