import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../platform/testing/app.ts';
import { blanks, gone, harmless, kept } from './blanks.ts';
import { type Key, follows } from './edges.ts';
import { fileColumns } from './privacy.ts';
import * as store from './store.ts';

interface Col { table: string; column: string; type: string; nullable: boolean; hasDefault: boolean; generated: boolean }
const words = new Set(['text', 'jsonb', 'json', 'text[]', 'bytea']);
/** Where only a part of a value is the person's: what stands there then. */
const shaped: Readonly<Record<string, (word: string) => unknown>> = {
  'purchase_proof.submitted_by': (name) => ({ name }), 'repair.report': (text) => ({ text }), 'survey.answer': (comment) => ({ comment }), 'ticket_change.actor': (name) => ({ kind: 'customer', name }),
};
const theirs: Readonly<Record<string, string>> = { 'counter_item.holder': 'customer', 'counter_custody.from_kind': 'customer', 'counter_custody.to_kind': 'customer' };
let t: TestApp;
let columns: Col[];
let keys: Key[];
let reached: string[];
const rows = <T extends object>(text: string, values: unknown[] = []) => t.app.platform.work.rows<T>({ text, values });
beforeAll(async () => {
  t = await testApp();
  columns = await rows<Col>(`select c.table_name as table, c.column_name as column, case when c.data_type = 'ARRAY' then case c.udt_name when '_text' then 'text[]' else 'bigint[]' end else c.data_type end as type,
    c.is_nullable = 'YES' as nullable, c.column_default is not null or c.is_identity = 'YES' as "hasDefault", c.is_generated <> 'NEVER' or c.identity_generation = 'ALWAYS' as generated
    from information_schema.columns c join information_schema.tables k using (table_schema, table_name) where c.table_schema = 'public' and k.table_type = 'BASE TABLE' order by 1, c.ordinal_position`);
  keys = (await store.foreignKeys(t.app.platform.work)).filter(follows);
  reached = ['customer'];
  for (const table of reached) for (const key of keys) if (key.parent === table && !reached.includes(key.child)) reached.push(key.child);
});
afterAll(() => t.close());

const decided = (c: Col): boolean => gone.includes(c.table) || c.column in (blanks[c.table] ?? {}) || harmless.has(c.column) || (kept[c.table] ?? []).includes(c.column);

it('has a decision for every column that can hold words in every table that hangs on a person', () => {
  expect(reached.length).toBeGreaterThan(40);
  expect(columns.filter((c) => reached.includes(c.table) && words.has(c.type) && !c.generated && !decided(c)).map((c) => `${c.table}.${c.column}`)).toEqual([]);
});

it('knows every column of these tables that names a file', async () => {
  const named = (await store.foreignKeys(t.app.platform.work)).filter((k) => k.parent === 'file' && reached.includes(k.child) && !gone.includes(k.child)).map((k) => `${k.child}.${k.column}`);
  const plain = columns.filter((c) => reached.includes(c.table) && c.type === 'bigint[]' && /files|photos/.test(c.column)).map((c) => `${c.table}.${c.column}`);
  const known = new Set(fileColumns.map((f) => f.join('.')));
  expect([...named, ...plain].filter((at) => !known.has(at) && !at.startsWith('privacy_request.'))).toEqual([]);
});

it('decides nothing about columns that are not there', () => {
  const there = new Set(columns.map((c) => `${c.table}.${c.column}`));
  expect(Object.entries(kept).flatMap(([table, list]) => list.map((column) => `${table}.${column}`)).filter((at) => !there.has(at))).toEqual([]);
  expect(gone.filter((table) => !columns.some((c) => c.table === table))).toEqual([]);
});

it('forgets a word planted in every such column of every table, and keeps what was decided to be kept', async () => {
  const { platform, customers } = t.app;
  const customerId = (await platform.db.tx((tx) => customers.findOrCreate(tx, { name: 'Planted Person', language: 'en', addresses: [{ kind: 'email', value: 'planted.person@x.example' }] }))).id;
  const checks = await rows<{ table: string; def: string }>(`select conrelid::regclass::text as table, pg_get_constraintdef(oid) as def from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace`);
  // What is allowed in a column is read first; across columns anything goes here.
  for (const { table, name } of await rows<{ table: string; name: string }>(`select conrelid::regclass::text as table, conname as name from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace`)) await rows(`alter table ${table} drop constraint "${name}"`);
  const allKeys = await store.foreignKeys(platform.work);
  // Rows of others that these point to are not made here.
  for (const { child, name } of await rows<{ child: string; name: string }>(`select conrelid::regclass::text as child, conname as name from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and not (confrelid::regclass::text = any($1))`, [reached])) await rows(`alter table ${child} drop constraint "${name}"`);

  const made = new Map<string, Record<string, unknown>>([['customer', (await rows<Record<string, unknown>>('select * from customer where id = $1', [customerId]))[0] ?? {}]]);
  const planted: { word: string; at: string }[] = [];
  const unplanted: string[] = [];
  const client = await platform.work.connect();
  try {
    // Whoever hangs on a person is written without asking other tables and triggers.
    await client.query(`set session_replication_role = replica`);
    for (const table of reached.slice(1)) {
      const by = keys.find((k) => k.child === table && made.has(k.parent));
      if (!by) { unplanted.push(table); continue; }
      const own = columns.filter((c) => c.table === table && !c.generated);
      const values: unknown[] = [];
      const names: string[] = [];
      const mine: { word: string; at: string }[] = [];
      for (const c of own) {
        const key = c.column === by.column ? by : allKeys.find((k) => k.child === table && k.column === c.column);
        const allowed = checks.filter((k) => k.table === table).map((k) => new RegExp(`\\(?\\(?\\b${c.column}\\b\\)?(?:::text)? = ANY \\(\\(?ARRAY\\['([^']+)'`).exec(k.def)?.[1]).find(Boolean);
        const word = `zqx${table.replaceAll('_', '')}${c.column.replaceAll('_', '')}zqx`;
        let value: unknown;
        if (key && made.has(key.parent) && (c.column === by.column || keys.includes(key))) value = made.get(key.parent)?.[key.target];
        else if (key) { if (c.nullable) continue; value = (await client.query<Record<string, unknown>>(`select "${key.target}" as v from "${key.parent}" limit 1`)).rows[0]?.['v'] ?? (c.type === 'text' ? 'none' : 1); }
        else if (theirs[`${table}.${c.column}`]) value = theirs[`${table}.${c.column}`];
        else if (allowed) value = allowed;
        else if (words.has(c.type)) {
          value = c.type === 'text' ? word : c.type === 'text[]' ? [word] : c.type === 'bytea' ? Buffer.from(word) : JSON.stringify(shaped[`${table}.${c.column}`]?.(word) ?? { said: word });
          mine.push({ word, at: `${table}.${c.column}` });
        } else if (c.hasDefault || c.nullable) continue;
        else value = c.type.startsWith('timestamp') || c.type === 'date' ? t.clock.now() : c.type === 'boolean' ? false : c.type === 'uuid' ? '00000000-0000-4000-8000-000000000001' : c.type === 'bigint[]' ? [] : 1;
        names.push(c.column);
        values.push(value);
      }
      try {
        const { rows: [row] } = await client.query<Record<string, unknown>>(`insert into "${table}" (${names.map((n) => `"${n}"`).join(', ')}) values (${names.map((_, n) => `$${n + 1}`).join(', ')}) returning *`, values);
        made.set(table, row ?? {});
        planted.push(...mine);
      } catch (error) {
        unplanted.push(`${table}: ${(error as Error).message}`);
      }
    }
  } finally { await client.end(); }
  expect(unplanted).toEqual([]);
  expect(planted.length).toBeGreaterThan(100);
  await rows(`update ticket set status = 'closed' where customer_id = $1`, [customerId]);
  const id = (await platform.db.tx((tx) => t.app.privacy.ask(tx, customerId, 'erase', { kind: 'system', id: null, name: 'Test' }))).id;
  await t.app.privacy.carryOut(id);
  const left: string[] = [];
  for (const { word, at } of planted) {
    const [table = '', column = ''] = at.split('.');
    const [{ found } = { found: false }] = await rows<{ found: boolean }>(`select exists (select from "${table}" x where x."${column}"::text ilike $1 or x."${column}"::text like $2) as found`, [`%${word}%`, `%${Buffer.from(word).toString('hex')}%`]);
    const stays = !gone.includes(table) && !(column in (blanks[table] ?? {}));
    if (found && !stays) left.push(at);
  }
  expect(left).toEqual([]);
});
