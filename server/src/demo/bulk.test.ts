import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, raw } from '../platform/db/index.ts';
import { migrateAll } from '../app.ts';
import { createTestDatabase } from '../platform/testing/postgres.ts';
import { generateHistory } from './bulk.ts';
import { loadBulk } from './store-bulk.ts';

const now = new Date('2026-06-15T08:00:00Z');
const options = { tickets: 6000, seed: 7, now, words: [{ word: '增值税', tickets: 1351 }, { word: 'quixotic', tickets: 40 }], long: { tickets: 25, messages: 30 } };

describe('generated history', () => {
  const house = { customers: 300, people: 10, teams: 3 };
  it('is the same for the same seed, whatever the size of its batches', () => {
    const all = (size: number) => [...generateHistory(options, house).batches(size)].flat();
    expect(all(700)).toEqual(all(6000));
    expect([...generateHistory({ ...options, seed: 8 }, house).batches(6000)].flat()).not.toEqual(all(6000));
  });
  it('refuses more marked tickets than there are', () => {
    expect(() => generateHistory({ ...options, tickets: 1000 }, house)).toThrow(RangeError);
  });
});

describe('loaded', () => {
  let db: Database;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await createTestDatabase('app', async (url) => { await migrateAll(url); });
    drop = database.drop;
    db = openDatabase({ url: database.url, purpose: 'test', max: 4, statementTimeoutMs: 60_000 });
    await loadBulk(db, options);
  }, 120_000);
  afterAll(async () => { await db.end(); await drop(); });
  const n = async (text: string) => (await db.one<{ n: number }>(raw(`select count(*)::int as n ${text}`)))?.n ?? 0;

  it('has exactly what was asked for', async () => {
    expect(await n('from ticket')).toBe(6000);
    expect(await n(`from (select c.ticket_id from message m join ticket_conversation c using (conversation_id) where m.body like '%增值税%' group by 1) x`)).toBe(1351);
    expect(await n(`from message where body like '%quixotic%'`)).toBe(40);
    expect(await n(`from ticket where subject like '%增值税%'`)).toBe(0);
    expect(await n(`from (select conversation_id from message group by 1 having count(*) = 30) x`)).toBe(25);
    expect(await n('from message')).toBe(6000 + 25 * 29);
    expect(await n(`from ticket where status in ('new', 'open', 'pending', 'hold')`)).toBe(300);
  });
  it('goes on with the next number, and twice is no clash', async () => {
    await loadBulk(db, { ...options, tickets: 1000, words: [], long: { tickets: 0, messages: 0 } });
    expect(await n('from ticket')).toBe(7000);
    expect((await db.one<{ id: number }>(raw(`insert into ticket (subject, type, channel, customer_id) select 'next', 'inquiry', 'phone', min(id) from customer returning id`)))?.id).toBe(17_001);
  });
  it('takes indexes away for many and puts every one back', async () => {
    const indexes = () => db.rows(raw(`select indexdef from pg_indexes where schemaname = 'public' order by 1`));
    const before = await indexes();
    const { seconds } = await loadBulk(db, { tickets: 6000, seed: 1, now, indexesLater: 6000 });
    expect(await indexes()).toEqual(before);
    expect(await n('from ticket')).toBe(13_001);
    expect(seconds).toBeGreaterThan(0);
  }, 120_000);
});
