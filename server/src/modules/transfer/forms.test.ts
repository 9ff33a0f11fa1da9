import { Readable } from 'node:stream';
import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { jsonItems } from './json-items.ts';
import { type FormKey, readForm } from './read.ts';
import { TransferRecord } from './record.ts';
import { exportsOf } from './testing-exports.ts';
import { momentOf, textOfHtml } from './texts.ts';

const bytes = (text: string | Uint8Array) => () => Promise.resolve(Readable.from([Buffer.from(text)]));
const zipOf = (files: Record<string, string>) => zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
const kept: string[] = [];
const shop = { put: async (source: AsyncIterable<Uint8Array>) => { const pieces: Uint8Array[] = []; for await (const piece of source) pieces.push(piece); return { id: kept.push(Buffer.concat(pieces).toString()) } as never; } };
async function read(form: FormKey, files: Record<string, string>) {
  const [only] = Object.entries(files);
  const single = Object.keys(files).length === 1 && only;
  const records: TransferRecord[] = [];
  for await (const { cells } of readForm(form, single ? bytes(single[1]) : bytes(zipOf(files)), single ? single[0] : 'export.zip', shop)) records.push(TransferRecord.parse(cells));
  return records;
}
/** What every desk's export says of the same two tickets. */
function told(records: readonly TransferRecord[]) {
  const names = new Map(records.flatMap((r) => (r.kind === 'customer' || r.kind === 'agent' ? [[r.id, r.name] as const] : [])));
  const of = <K extends TransferRecord['kind']>(kind: K) => records.filter((r) => r.kind === kind) as Extract<TransferRecord, { kind: K }>[];
  return {
    people: of('customer').filter((c) => !c.company).map((c) => [c.name, ...c.addresses.map((a) => a.value).toSorted()]).toSorted(), staff: of('agent').map((a) => [a.name, a.email]),
    tickets: of('ticket').map((t) => [t.subject, t.status, t.priority, t.channel, names.get(t.customer), t.owner && names.get(t.owner), t.openedAt]).toSorted(),
    said: [...of('message').map((m) => [m.at, m.from, m.by ? names.get(m.by) : m.name, m.text, ...m.files.map((f) => f.name)]), ...of('note').map((n) => [n.at, 'note', n.by ? names.get(n.by) : n.name, n.text])].toSorted((a, b) => String(a[0]).localeCompare(String(b[0]))),
  };
}

describe('exports of other desks', () => {
  const story = {
    people: [['Ada Finch', '+442071838750', 'ada@example.org'], ['王芳', 'wang@example.com']], staff: [['Lea Brandt', 'lea@desk.example']],
    tickets: [['Printer offline', 'solved', 'high', 'mail', 'Ada Finch', 'Lea Brandt', '2025-03-04T09:00:00.000Z'], ['发票抬头写错了', 'open', 'normal', 'mail', '王芳', null, '2025-03-05T02:00:00.000Z']],
    said: [
      ['2025-03-04T09:00:00.000Z', 'customer', 'Ada Finch', 'It does not print since the update.', 'light.jpg'], ['2025-03-04T09:20:00.000Z', 'note', 'Lea Brandt', 'Known since firmware 4.2'],
      ['2025-03-04T09:30:00.000Z', 'agent', 'Lea Brandt', 'Please hold the button for ten seconds.'], ['2025-03-05T02:00:00.000Z', 'customer', '王芳', '发票抬头应该是恒信科技有限公司'],
    ],
  };
  it('tables that went through a spreadsheet in China are read in their encoding', async () => {
    const tables = Object.values<Record<string, string>>(exportsOf.osticket).find((files) => Object.keys(files).every((name) => name.endsWith('.csv')));
    if (!tables) throw new Error('no export of tables');
    const packed = zipSync(Object.fromEntries(Object.entries(tables).map(([name, text]) => [name, iconv.encode(text, 'gb18030')])));
    const records: TransferRecord[] = [];
    for await (const { cells } of readForm('osticket', bytes(packed), 'export.zip', shop)) records.push(TransferRecord.parse(cells));
    expect(told(records)).toEqual(told(await read('osticket', tables)));
  });
  it.each(['zendesk', 'freshdesk', 'chatwoot', 'zammad', 'osticket'] as const)('%s tells the same story in every form it comes in', async (form) => {
    for (const [name, files] of Object.entries(exportsOf[form])) expect(told(await read(form, files)), name).toEqual({ ...story, tickets: story.tickets.map((t) => t.map((v) => (form === 'zammad' && v === 'solved' ? 'closed' : v))) });
  });
  it('files that lie in the export come along, under the name its words give them', async () => {
    const dump = exportsOf.osticket['tables'] ?? {};
    const hex = (text: string) => `0x${Buffer.from(text).toString('hex')}`;
    const chunks = ['file_id,chunk_id,filedata', `4,0,${hex('light ')}`, `4,1,${hex('blinks')}`, `9,0,${hex('nobody asks for this')}`].join('\n');
    for (const [form, more, whole] of [['osticket', { 'ost_file_chunk.csv': chunks }, 'light blinks'], ['osticket', { 'files/a/abc': 'as a file' }, 'as a file'], ['zammad', { 'api/v1/ticket_attachment/5/51/1.jpg': 'a photo' }, 'a photo']] as const) {
      const records = await read(form, { ...(form === 'zammad' ? exportsOf.zammad['plain'] : dump), ...more });
      const [file] = records.flatMap((r) => (r.kind === 'file' ? [r] : []));
      expect(kept[(file?.fileId ?? 0) - 1], form).toBe(whole);
      expect(records.flatMap((r) => (r.kind === 'message' ? r.files.filter((f) => f.key === file?.id).map((f) => f.name) : [])), form).toEqual(['light.jpg']);
    }
  });
  it('says so when nothing in a file is known', async () => {
    await expect(read('zendesk', { 'x.json': '[{"id":1,"colour":"red"}]' })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(read('zendesk', { 'x.json': 'not json' })).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('JSON in pieces', () => {
  it('gives the same objects as reading it whole, wherever it is cut', () => fc.assert(fc.asyncProperty(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), fc.integer({ min: 1, max: 7 }), fc.boolean(), async (objects, size, pretty) => {
    const text = JSON.stringify({ count: 3, tickets: objects, next: null }, null, pretty ? 2 : 0);
    async function* pieces() { for (let i = 0; i < text.length; i += size) yield text.slice(i, i + size); }
    const items: unknown[] = [];
    for await (const item of jsonItems(pieces(), { isItem: (path) => path.at(-1) === '*' })) { expect(item.path).toEqual(['tickets', '*']); items.push(item.value); }
    expect(items).toEqual(JSON.parse(JSON.stringify(objects)));
  }), { numRuns: 200 }));
});

describe('words and moments', () => {
  it.each([['2025-03-04 09:00:00', '2025-03-04T09:00:00.000Z'], ['2025/3/4 9:05', '2025-03-04T09:05:00.000Z'], ['2025年3月4日', '2025-03-04T00:00:00.000Z'], ['2025-03-04T09:00:00+08:00', '2025-03-04T01:00:00.000Z'], [1741078800, '2025-03-04T09:00:00.000Z'], ['1741078800', '2025-03-04T09:00:00.000Z'], ['soon', null], ['2025-13-41', null], ['', null]])('%s', (value, at) => { expect(momentOf(value)).toBe(at); });
  it('reads a page as a mail would have it', () => { expect(textOfHtml('<style>p{}</style><p>One &amp; two</p><div>Three<br>four</div><ul><li>five</li></ul>')).toBe('One & two\nThree\nfour\nfive'); });
});
