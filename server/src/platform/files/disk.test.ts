import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, migrate, openDatabase, sql } from '../db/index.ts';
import { type TestDatabase, createTestDatabase } from '../testing/postgres.ts';
import { systemClock } from '../time/clock.ts';
import { type FileStore, createDiskFileStore, sweepFiles } from './index.ts';

let database: TestDatabase;
let db: Database;
let folder: string;
let store: FileStore;
beforeAll(async () => {
  database = await createTestDatabase('platform', async (url) => void (await migrate(url)));
  db = openDatabase({ url: database.url, purpose: 'test', max: 5, statementTimeoutMs: 10_000 });
  folder = await mkdtemp(join(tmpdir(), 'aftercare-files-'));
  store = createDiskFileStore({ db, folder });
});
afterAll(async () => {
  await db.end();
  await database.drop();
  await rm(folder, { recursive: true });
});

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkqM9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const options = { name: 'a.bin', declaredType: 'application/octet-stream', maxBytes: 10_000_000 };
const onDisk = async (): Promise<string[]> => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name);
const contentOf = async (key: string, range?: { start: number; end: number }): Promise<Buffer> => Buffer.concat(await (await store.open(key, range)).stream.toArray() as Buffer[]);
async function* pieces(whole: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
}

test('what is put is read again, whole and in parts', async () => {
  const bytes = randomBytes(3_000_000);
  const file = await store.put(pieces(bytes, 70_001), { ...options, name: '../../日志\u202e.bin' });
  expect(file).toMatchObject({ name: '日志.bin', size: 3_000_000, sha256: createHash('sha256').update(bytes).digest('hex'), claimed: false, owner: null });
  expect(file.key).toMatch(/^[0-9a-f]{40}$/);
  expect((await contentOf(file.key)).equals(bytes)).toBe(true);
  expect((await contentOf(file.key, { start: 10, end: 19 })).equals(bytes.subarray(10, 20))).toBe(true);
  expect(await store.find(file.id)).toEqual(file);
  expect(Buffer.from(await store.read(file.id)).equals(bytes)).toBe(true);
});

test('the bytes decide the type; a picture is measured', async () => {
  const [file] = [await store.put(png, { ...options, name: 'p.txt', declaredType: 'text/plain' })];
  expect(file).toMatchObject({ type: 'image/png', width: 1, height: 1 });
});

test('an archive larger than the first look is still known for what it is', async () => {
  // An uncompressed archive whose second entry tells that it is an OpenDocument text lies behind 80 kB of the first.
  const stored = (name: string, content: Buffer): Buffer => {
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt32LE(content.length, 18);
    header.writeUInt32LE(content.length, 22);
    header.writeUInt16LE(name.length, 26);
    return Buffer.concat([header, Buffer.from(name), content]);
  };
  const archive = Buffer.concat([stored('big.bin', Buffer.alloc(80_000, 7)), stored('mimetype', Buffer.from('application/vnd.oasis.opendocument.text'))]);
  expect((await store.put(archive, options)).type).toBe('application/vnd.oasis.opendocument.text');
});

test('what is too large, broken off or unwelcome leaves nothing', async () => {
  const before = await onDisk();
  await expect(store.put(pieces(randomBytes(2000), 100), { ...options, maxBytes: 1999 })).rejects.toMatchObject({ code: 'too-large', detail: { params: { limit: '1999 B' } } });
  await expect(store.put(png, { ...options, acceptedTypes: ['application/pdf'] })).rejects.toMatchObject({ code: 'type-not-accepted' });
  const broken = Readable.from((async function* () { yield Buffer.from('half'); throw new Error('line cut'); })());
  await expect(store.put(broken, options)).rejects.toThrow('line cut');
  expect(await onDisk()).toEqual(before);
});

test('exactly as large as allowed passes', async () => {
  expect((await store.put(pieces(randomBytes(2000), 100), { ...options, maxBytes: 2000 })).size).toBe(2000);
});

test('rows of a transaction that fails are not there', async () => {
  const written = await store.write(png, options);
  await expect(db.tx(async (tx) => { await store.record(tx, [written], { claimed: true }); throw new Error('no'); })).rejects.toThrow('no');
  expect(await store.find(written.key)).toBeUndefined();
  const recorded = await db.tx((tx) => store.record(tx, [written], { claimed: true }));
  expect(recorded).toMatchObject([{ key: written.key, claimed: true }]);
});

test('only its owner claims a file, and once', async () => {
  const mine = await store.put(png, { ...options, owner: 'visitor:1' });
  const other = await store.put(png, { ...options, owner: 'visitor:2' });
  await expect(db.tx((tx) => store.claim(tx, [mine.key, other.key], 'visitor:1'))).rejects.toMatchObject({ code: 'not-found' });
  expect((await store.find(mine.key))?.claimed).toBe(false);
  expect(await db.tx((tx) => store.claim(tx, [mine.key, mine.key], 'visitor:1'))).toMatchObject([{ id: mine.id, claimed: true }]);
  await expect(db.tx((tx) => store.claim(tx, [mine.key], 'visitor:1'))).rejects.toMatchObject({ code: 'not-found' });
});

test('a key that is no key opens nothing', async () => {
  for (const key of ['../../etc/passwd', '', 'g'.repeat(40), '0'.repeat(40)]) await expect(store.open(key)).rejects.toMatchObject({ code: 'not-found' });
});

test('removing takes row and bytes, twice without harm; lost bytes are not found', async () => {
  const file = await store.put(png, options);
  await store.remove(file.key);
  await store.remove(file.id);
  expect(await store.find(file.id)).toBeUndefined();
  expect(await onDisk()).not.toContain(file.key);
  const lost = await store.put(png, options);
  await rm(join(folder, lost.key.slice(0, 2), lost.key));
  await expect(store.open(lost.key)).rejects.toMatchObject({ code: 'not-found' });
});

test('the sweep takes the unclaimed and the orphans of yesterday, and nothing else', async () => {
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  const put = async (claimed: boolean, age: 'old' | 'new') => {
    const file = await store.put(png, { ...options, claimed });
    if (age === 'old') await db.run(sql`update file set created_at = ${yesterday} where id = ${file.id}`);
    await utimes(join(folder, file.key.slice(0, 2), file.key), yesterday, yesterday);
    return file.key;
  };
  const [forgotten, kept, fresh] = [await put(false, 'old'), await put(true, 'old'), await put(false, 'new')];
  const orphan = 'ee'.repeat(20);
  const youngOrphan = 'ef'.repeat(20);
  await mkdir(join(folder, 'ee'), { recursive: true });
  await mkdir(join(folder, 'ef'), { recursive: true });
  for (const path of [join(folder, 'ee', orphan), join(folder, 'incoming', 'cc'.repeat(20))]) {
    await writeFile(path, 'x');
    await utimes(path, yesterday, yesterday);
  }
  await writeFile(join(folder, 'ef', youngOrphan), 'x');
  expect(await sweepFiles({ db, folder, clock: systemClock })).toEqual({ unclaimed: 1, orphans: 2 });
  const left = await onDisk();
  expect([forgotten, kept, fresh, orphan, youngOrphan].map((key) => left.includes(key))).toEqual([false, true, true, false, true]);
  expect(await store.find(forgotten)).toBeUndefined();
});
