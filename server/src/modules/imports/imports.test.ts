import { Readable } from 'node:stream';
import { api } from '@aftercare/contract';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { customerFields } from '../customers/import/fields.ts';
import { guessColumns } from './guess.ts';
import { readTable } from './read-table.ts';

/** A spreadsheet as programs write it: texts shared and inline, a number, a day, a gap, a hidden sheet in front. */
function sheet(rows: readonly (readonly (string | number | null)[])[]): Uint8Array {
  const shared: string[] = [];
  const cell = (v: string | number | null, i: number, r: number) => {
    const ref = `${String.fromCharCode(65 + i)}${r}`;
    if (v === null) return '';
    if (typeof v === 'number') return `<c r="${ref}" s="${v > 40_000 && v < 50_000 ? 1 : 0}"><v>${v}</v></c>`;
    if (i % 2 === 1) return `<c r="${ref}" t="inlineStr"><is><t>${v}</t></is></c>`;
    shared.push(v);
    return `<c r="${ref}" t="s"><v>${shared.length - 1}</v></c>`;
  };
  const body = rows.map((row, n) => `<row r="${n + 1}">${row.map((v, i) => cell(v, i, n + 1)).join('')}</row>`).join('');
  const files = {
    'xl/workbook.xml': '<workbook xmlns:r="x"><sheets><sheet name="old" state="hidden" r:id="rId1"/><sheet name="list" r:id="rId2"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>',
    'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>',
    'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${body}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst>${shared.map((s) => `<si><r><t>${s.slice(0, 1)}</t></r><r><t>${s.slice(1)}</t></r><rPh sb="0" eb="1"><t>NO</t></rPh></si>`).join('')}</sst>`,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([k, v]) => [k, strToU8(v)])));
}
const lines = async (bytes: Uint8Array) => { const all: (readonly string[])[] = []; for await (const { cells } of readTable(() => Promise.resolve(Readable.from([Buffer.from(bytes)])))) all.push(cells); return all; };

describe('tables', () => {
  it('are read from a spreadsheet: the first sheet that is shown, days as days, long numbers whole', async () => {
    expect(await lines(sheet([['姓名', '电话', 'since'], ['王芳', '138', 45_000], ['李雷', null, 13_800_138_000]]))).toEqual([['姓名', '电话', 'since'], ['王芳', '138', '2023-03-15'], ['李雷', '', '13800138000']]);
  });
  it('are read from text in the encodings spreadsheets save, with any sign between cells', async () => {
    // «姓名;电话» and «王芳;1» as GB18030.
    expect(await lines(Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb, 0x3b, 0xb5, 0xe7, 0xbb, 0xb0, 0x0a, 0xcd, 0xf5, 0xb7, 0xbc, 0x3b, 0x31, 0x0a]))).toEqual([['姓名', '电话'], ['王芳', '1']]);
    expect(await lines(Buffer.from('\ufeffname\tnote\n"A ""b"""\t"two\nlines"\n'))).toEqual([['name', 'note'], ['A "b"', 'two\nlines']]);
  });
  it('say by their headings what they hold, in either language', () => {
    expect(guessColumns(['客户名称', '手机号码（必填）', 'E-mail Address', '会员等级', 'Company Name', '备注', '随便'], customerFields)).toEqual(['name', 'phone', 'email', 'tier', 'company', 'note', null]);
    expect(guessColumns(['Customer ID', 'Full name', 'Mobile phone', 'Tel'], customerFields)).toEqual(['number', 'name', 'phone', null]);
  });
});

describe('customers from a table', () => {
  let t: TestApp;
  let admin: string;
  beforeAll(async () => { t = await testApp(); admin = await t.key(); });
  afterAll(() => t.close());
  const put = async (text: string | Uint8Array, name = 'list.csv', as = admin) => (await (await t.app.http()).inject({ method: 'POST', url: `/api/v1/imports/files?name=${name}`, headers: { authorization: `Bearer ${as}`, 'content-type': 'text/csv' }, payload: typeof text === 'string' ? text : Buffer.from(text) }));
  const begin = async (text: string | Uint8Array, name?: string) => t.call(api.imports.create, { body: { kind: 'customers', fileId: (await put(text, name)).json<{ id: number }>().id } }, { as: admin });
  const mapped = (run: { columns: readonly { guess: string | null }[] }) => Object.fromEntries(run.columns.flatMap((c, i) => (c.guess ? [[c.guess, i]] : [])));
  const go = async (run: { id: number; columns: readonly { guess: string | null }[] }, dry: boolean, same = 'merge') => { await t.call(api.imports.start, { params: { id: run.id }, body: { mapping: mapped(run), choices: { same }, dry } }, { as: admin }); await t.drain(); return t.call(api.imports.get, { params: { id: run.id } }, { as: admin }); };
  const all = async (q: string) => (await t.call(api.customers.list, { query: { q } }, { as: admin })).items;

  it('tries first and writes nothing, then brings in; duplicates are found however they are written; an undo takes all of it back', async () => {
    const known = await t.call(api.customers.create, { body: { name: 'Known One', tags: ['old'], identities: [{ kind: 'phone', value: '+8613800138000' }] } }, { as: admin });
    const table = ['姓名,手机,邮箱,客户编号,公司,标签,等级', 'Heron Ada,139 0013 9000,Ada@Heron.example,a-1,Heron Ltd,b2b;north,金卡', 'Known Again,138-0013-8000,known@heron.example,,Heron Ltd,new,', 'Heron Ada,+86 13900139000,,,,,', ',13700137000,,,,,', 'Heron Bob,,not a mail,,,,', 'Heron Cid,,,A-1,,,', 'Heron Two,13900139000,known@heron.example,,,,'].join('\n');
    const run = await begin(table);
    expect(run.columns.map((c) => c.guess)).toEqual(['name', 'phone', 'email', 'number', 'company', 'tags', 'tier']);
    const trial = await go(run, true);
    expect(trial).toMatchObject({ state: 'done', dry: true, total: 7, created: 1, changed: 3, failed: 3 });
    expect(await all('Heron')).toEqual([]);

    const done = await go(run, false);
    expect(done).toMatchObject({ state: 'done', dry: false, created: 1, changed: 3, skipped: 0, failed: 3, mayUndo: true });
    expect((await all('Heron Ada'))[0]).toMatchObject({ tier: 'gold', number: 'A-1', companyName: 'Heron Ltd', tags: ['b2b', 'north'], identities: [{ kind: 'email', value: 'ada@heron.example' }, { kind: 'phone', value: '+8613900139000' }] });
    expect((await all('Known One'))[0]).toMatchObject({ id: known.id, companyName: 'Heron Ltd', tags: ['old', 'new'], identities: [{}, { value: 'known@heron.example' }] });

    const file = (await (await t.app.http()).inject({ url: `/api/v1/imports/${run.id}/errors`, headers: { authorization: `Bearer ${admin}`, 'accept-language': 'zh-CN' } })).body.trim().split('\r\n');
    expect(file).toHaveLength(4);
    expect(file[0]).toContain('行号,列,如何处理');
    expect(file[1]).toContain('5,姓名,姓名：此处为空，请填写。');
    expect(file[2]).toContain('6,邮箱,');
    expect(file[3]).toMatch(/8,(手机|邮箱),.*先合并这两位客户/);
    await expect(t.call(api.imports.start, { params: { id: run.id }, body: { mapping: mapped(run), dry: false } }, { as: admin })).rejects.toMatchObject({ problem: { code: 'conflict' } });

    await t.call(api.imports.undo, { params: { id: run.id } }, { as: admin });
    await t.drain();
    expect(await t.call(api.imports.get, { params: { id: run.id } }, { as: admin })).toMatchObject({ state: 'undone', stayed: 0 });
    expect(await all('Heron')).toEqual([]);
    expect((await all('Known One'))[0]).toMatchObject({ tags: ['old'], companyName: null, identities: [{ value: '+8613800138000' }] });
  });
  it('skips who is known, or adds another and proposes the two as one', async () => {
    const table = 'name,phone\nTeal One,13800138001\nTeal Two,138 0013 8001\n';
    expect(await go(await begin(table), false, 'skip')).toMatchObject({ created: 1, skipped: 1 });
    expect(await go(await begin(table), false, 'new')).toMatchObject({ created: 2 });
    const [first] = (await all('Teal One')).toReversed();
    expect((await t.call(api.customers.likely, { params: { id: first?.id ?? 0 } }, { as: admin })).items.length).toBeGreaterThan(0);
  });
  it('keeps who has been served since, and says so', async () => {
    const run = await begin('name,email\nWigeon A,wa@x.example\nWigeon B,wb@x.example\n');
    await go(run, false);
    await t.call(api.tickets.open, { body: { subject: 'It leaks', text: 'It leaks', customer: { name: 'Wigeon A', email: 'wa@x.example' } } }, { as: admin });
    await t.call(api.imports.undo, { params: { id: run.id } }, { as: admin });
    await t.drain();
    expect(await t.call(api.imports.get, { params: { id: run.id } }, { as: admin })).toMatchObject({ state: 'undone', undone: 1, stayed: 1 });
    expect((await all('Wigeon')).map((c) => c.name)).toEqual(['Wigeon A']);
  });
  it('goes on where it was killed: no line is lost, none comes twice', async () => {
    const run = await begin(['name,email', ...Array.from({ length: 1300 }, (_, i) => `Pintail ${i},p${i}@x.example`)].join('\n'));
    const { jobs } = t.app.imports;
    await t.call(api.imports.start, { params: { id: run.id }, body: { mapping: mapped(run), dry: false } }, { as: admin });
    // The third batch dies in the middle of its work.
    const tx = t.app.platform.work.tx.bind(t.app.platform.work);
    let count = 0;
    Object.assign(t.app.platform.work, { tx: (work: Parameters<typeof tx>[0]) => tx(async (inner) => { const answer = await work(inner); count += 1; if (count === 3) throw new Error('killed'); return answer; }) });
    await expect(jobs[0].handle({ runId: run.id })).rejects.toThrow('killed');
    Object.assign(t.app.platform.work, { tx });
    expect(await t.call(api.imports.get, { params: { id: run.id } }, { as: admin })).toMatchObject({ state: 'running', done: 500, total: 1300 });
    await t.drain();
    expect(await t.call(api.imports.get, { params: { id: run.id } }, { as: admin })).toMatchObject({ state: 'done', done: 1300, created: 1300 });
    expect(await t.app.platform.db.one({ text: `select count(*)::int as n from customer where name like 'Pintail%'`, values: [] })).toEqual({ n: 1300 });
  });
  it('takes no file of others, and nothing from who may not see all', async () => {
    const agent = await t.key('agent');
    expect((await put('name\nX\n', 'a.csv', agent)).statusCode).toBe(403);
    const other = await t.key('supervisor');
    const { id } = (await put('name\nX\n', 'a.csv', other)).json<{ id: number }>();
    await expect(t.call(api.imports.create, { body: { kind: 'customers', fileId: id } }, { as: admin })).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(t.call(api.imports.create, { body: { kind: 'customers', fileId: (await put('name\n')).json<{ id: number }>().id } }, { as: admin })).rejects.toMatchObject({ problem: { code: 'invalid-input' } });
  });
});
