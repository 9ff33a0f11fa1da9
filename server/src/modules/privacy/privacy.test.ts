import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { customers } from '@aftercare/contract/customers';
import { orders } from '@aftercare/contract/orders';
import { portal } from '@aftercare/contract/portal';
import { privacy as contract } from '@aftercare/contract/privacy';
import { tickets } from '@aftercare/contract/tickets';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { blanks } from './blanks.ts';
import { fileColumns } from './privacy.ts';
import { type TestApp, testApp } from '../../platform/testing/app.ts';

/** Words nobody else uses: each planted in another place. */
const planted = {
  name: 'Zyxwulf Quandary', email: 'zyxwulf@quandary.example', phone: '+8613912348765', address: 'Quagmire Lane 77, Umbrage', subject: 'Splorched kettlewhisk', said: 'the frobnicated dingleberry hums', note: 'colleague says glimwort', file: 'bytes-of-vexillum', fileName: 'snorkelbill.txt', reason: 'because-of-flimflam', second: 'zyx.second@umbrage.example', reported: 'portalwise grumblefudge', rating: 'marvellous-wibble',
};
const legal = { number: 'ORD-777-KEPT' };
let t: TestApp;
let admin: string;
let customerId = 0;
let other = 0;
const rows = <T extends object>(text: string, values: unknown[] = []) => t.app.platform.work.rows<T>({ text, values });
beforeAll(async () => {
  t = await testApp();
  admin = await t.key();
  const { app, clock } = t;
  const { db } = app.platform;
  const agent = await t.agent();
  const principal = { kind: 'agent' as const, id: agent.id, name: 'Agent', rights: ['*'], teams: [], scope: 'all' as const };
  const account = (await db.tx((tx) => app.conversations.accounts.create(tx, { kind: 'webhook', name: 'W', address: 'w', language: 'en', teamId: null, enabled: true, settings: { secret: 'x'.repeat(32) } }))).id;
  await db.tx((tx) => app.conversations.accounts.create(tx, { kind: 'portal', name: 'P', address: 'p', language: 'en', teamId: null, enabled: true, settings: {} }));
  const file = await app.platform.files.put(new TextEncoder().encode(planted.file), { name: planted.fileName, declaredType: 'text/plain', maxBytes: 1000, owner: 'agent:1' });
  const context = app.conversations.contextOf('webhook');
  await context.accept({ accountId: account, externalId: 'raw1', content: new TextEncoder().encode(`${planted.said} ${planted.email}`) });
  // Read already; it is the source of the message below.
  await rows(`update raw_item set state = 'done'`);
  const { messageId, conversationId } = await app.conversations.ingest({ accountId: account, externalId: 'm1', threadKey: `thread of ${planted.email}`, from: { name: planted.name, language: 'en', addresses: [{ kind: 'email', value: planted.email }, { kind: 'phone', value: planted.phone }] }, subject: planted.subject, text: `${planted.said}\n${planted.name}`, html: `<p>${planted.said}</p>`, quoted: planted.said, files: [{ fileId: file.id, inline: false }], rawItemId: (await rows<{ id: number }>('select id from raw_item'))[0]?.id ?? null, at: clock.now(), hints: { serial: '' } });
  await t.drain();
  const ticketId = (await app.tickets.ticketOfConversation(conversationId)) ?? 0;
  customerId = (await app.tickets.get(ticketId))?.customerId ?? 0;
  await t.call(tickets.update, { params: { id: ticketId }, body: { fields: { address: planted.address }, reason: planted.reason } }, { as: admin });
  await db.tx((tx) => app.tickets.addNote(tx, principal as never, ticketId, { text: planted.note, mentions: [], files: [] }, { kind: 'agent', id: agent.id, name: 'Agent' }));
  await t.call(orders.import, { params: { shop: 'shop' }, body: { orders: [{ externalId: 'o1', number: legal.number, status: 'paid', currency: 'CNY', totalMinor: 100, orderedAt: clock.now().toISOString(), customer: { name: planted.name, email: planted.email, phone: planted.phone }, address: planted.address, lines: [{ title: 'Thing' }] }] } } as never, { as: admin });
  const report = await t.call(portal.report, { body: { name: planted.name, email: planted.second, language: 'en', text: planted.reported } });
  await t.drain();
  const twin = (await app.tickets.get(report.id))?.customerId ?? 0;
  await t.call(customers.merge, { body: { fromId: twin, intoId: customerId } }, { as: admin });
  await t.call(customers.recordConsent, { params: { id: customerId }, body: { consents: [{ purpose: 'marketing', channel: '*', granted: true }], words: `${planted.name} agreed` } }, { as: admin });
  // Somebody else, who quotes them and shares the first name.
  other = (await app.conversations.ingest({ accountId: account, externalId: 'm2', threadKey: 'other', from: { name: 'Other', language: 'en', addresses: [{ kind: 'email', value: 'other@x.example' }] }, subject: 'Kept', text: `ask ${planted.email} about the unrelated teapot`, at: clock.now() })).conversationId;
  await t.drain();
  expect(messageId).toBeGreaterThan(0);
});
afterAll(() => t.close());

const carriedOut = async (kind: 'export' | 'erase') => {
  await t.call(contract.ask, { params: { id: customerId }, body: { kind } }, { as: admin });
  await t.drain();
  return (await t.call(contract.list, { params: { id: customerId } }, { as: admin })).items[0];
};
/** Every place of the database that has one of these words, bytes and search words included. */
async function found(words: readonly string[]): Promise<string[]> {
  const places: string[] = [];
  for (const { schema, tab } of await rows<{ schema: string; tab: string }>(`select table_schema as schema, table_name as tab from information_schema.tables where table_type = 'BASE TABLE' and table_schema in ('public', 'graphile_worker')`))
    for (const word of words) {
      const hex = Buffer.from(word).toString('hex');
      if ((await rows(`select 1 from "${schema}"."${tab}" t where t::text ilike $1 or t::text like $2 limit 1`, [`%${word}%`, `%${hex}%`])).length > 0) places.push(`${tab}: ${word}`);
    }
  return places;
}
const bytesOnDisk = async () => {
  const folder = join(t.app.platform.config.AFTERCARE_DATA, 'files');
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(names.filter((n) => n.isFile()).map(async (n) => (await readFile(join(n.parentPath, n.name))).toString('latin1')));
};

it('names only columns that there are', async () => {
  const there = new Set((await rows<{ at: string }>(`select table_name || '.' || column_name as at from information_schema.columns where table_schema = 'public'`)).map((r) => r.at));
  expect(Object.entries(blanks).flatMap(([table, columns]) => Object.keys(columns).map((column) => `${table}.${column}`)).concat(fileColumns.map((f) => f.join('.'))).filter((at) => !there.has(at))).toEqual([]);
});

it('hands everything out as a zip', async () => {
  const all = Object.values(planted).filter((w) => w !== planted.rating);
  expect((await found(all)).length).toBeGreaterThan(all.length);
  const request = await carriedOut('export');
  expect(request).toMatchObject({ state: 'done', progress: 100 });
  const { key } = (await rows<{ key: string }>('select f.key from privacy_request r join file f on f.id = r.file_id'))[0] ?? { key: '' };
  const zip = unzipSync(await t.app.platform.files.read(key));
  const text = Object.values(zip).map((bytes) => strFromU8(bytes)).join('\n');
  for (const word of [planted.name, planted.email, planted.phone, planted.address, planted.said, planted.note, planted.file, planted.second, planted.reported, legal.number]) expect(text, word).toContain(word);
  expect(text).not.toContain('unrelated teapot');
});

it('is refused while a ticket is open', async () => {
  await expect(t.call(contract.ask, { params: { id: customerId }, body: { kind: 'erase' } }, { as: admin })).rejects.toMatchObject({ problem: { code: 'conflict' } });
});

it('forgets every word of theirs in every table, in files and in the search; keeps the order and other people', async () => {
  for (const { id } of await rows<{ id: number }>(`select id from ticket where customer_id = $1 and status <> 'closed'`, [customerId])) await t.app.platform.db.tx((tx) => t.app.tickets.change(tx, id, { status: 'closed' }, { actor: { kind: 'system', id: null, name: 'Test' } }));
  await t.drain();
  const request = await carriedOut('erase');
  expect(request).toMatchObject({ state: 'done', error: null });
  expect(await found(Object.values(planted))).toEqual([]);
  expect((await bytesOnDisk()).filter((bytes) => bytes.includes(planted.file))).toEqual([]);
  expect(await rows('select number, total_minor from shop_order')).toEqual([{ number: legal.number, total_minor: 100 }]);
  expect((await t.app.customers.get(customerId))?.identities).toEqual([]);
  expect((await t.app.conversations.messages([other], { before: null, limit: 5 }))[0]?.body).toBe('ask ••• about the unrelated teapot');
  // The same address later is somebody new.
  const later = await t.app.platform.db.tx((tx) => t.app.customers.findOrCreate(tx, { name: 'New', language: 'en', addresses: [{ kind: 'email', value: planted.email }] }));
  expect(later).toMatchObject({ isNew: true });
});
