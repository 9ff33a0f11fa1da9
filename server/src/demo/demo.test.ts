import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp, migrateAll } from '../app.ts';
import { firstStart } from '../first-start.ts';
import type { Welcome } from '../running.ts';
import { countryOf } from './customers.ts';
import { createKnownCalendars } from '../modules/org/index.ts';
import { type LedgerEntry, replay } from '../modules/sla/ledger.ts';
import { clocksOf, ledgerOf } from '../modules/sla/store.ts';
import { loadConfig } from '../platform/config/index.ts';
import { verifyPassword } from '../platform/crypto/password.ts';
import { raw } from '../platform/db/index.ts';
import { createLog } from '../platform/log/index.ts';
import { createTestDatabase } from '../platform/testing/postgres.ts';
import { FakeClock } from '../platform/time/index.ts';

let app: App;
let welcome: Welcome | null;
let seconds: number;
let drop: () => Promise<void>;
/** A Wednesday afternoon in China, a week after the sales of November. */
const now = new Date('2026-11-18T06:30:00Z');

beforeAll(async () => {
  const database = await createTestDatabase('app', async (url) => { await migrateAll(url); });
  drop = database.drop;
  const config = loadConfig({}, { AFTERCARE_DATA: await mkdtemp(join(tmpdir(), 'aftercare-demo-')), DATABASE_URL: database.url, SMTP_PORT: '0', PORT: '0' });
  app = await createApp({ config, databaseUrl: database.url, log: createLog({ level: 'error', pretty: false }), roles: ['worker'], clock: new FakeClock(now), testing: true });
  const before = process.cpuUsage();
  welcome = await firstStart(app, { demo: true });
  const used = process.cpuUsage(before);
  seconds = (used.user + used.system) / 1_000_000;
}, 180_000);
afterAll(async () => { await app.stop(); await drop(); });

const rows = <R>(text: string) => app.platform.db.rows<R>(raw(text));
const n = async (text: string) => (await rows<{ n: number }>(`select count(*)::int as n ${text}`))[0]?.n ?? 0;
const live = `status in ('new', 'open', 'pending', 'hold')`;

describe('the demo company', () => {
  it('takes less than 15 seconds of work and says who may sign in', async () => {
    // Work, not time on the wall: what else the machine does must not fail this.
    expect(seconds).toBeLessThan(15);
    expect(welcome?.tickets).toBeGreaterThanOrEqual(3000);
    const admin = welcome?.accounts.find((a) => a.role === 'administrator');
    const hash = (await rows<{ hash: string }>(`select password_hash as hash from agent where email = '${admin?.email}'`))[0]?.hash ?? '';
    expect(await verifyPassword(admin?.password ?? '', hash)).toBe(true);
    expect(new Set(welcome?.accounts.map((a) => a.role))).toEqual(new Set(['administrator', 'supervisor', 'agent', 'team-agent', 'technician', 'service-manager', 'clerk', 'vendor']));
  });
  it('has six months of both languages behind every door, with much to do today', async () => {
    expect(await n('from ticket')).toBe(welcome?.tickets);
    for (const language of ['zh-CN', 'en']) expect(await n(`from ticket where language = '${language}'`)).toBeGreaterThan(800);
    for (const channel of ['mail', 'chat', 'portal', 'webhook', 'phone']) expect(await n(`from ticket where channel = '${channel}'`)).toBeGreaterThan(100);
    for (const status of ['open', 'pending', 'hold', 'solved', 'closed']) expect(await n(`from ticket where status = '${status}'`)).toBeGreaterThan(5);
    expect(await n(`from ticket where ${live}`)).toBeGreaterThan(60);
    expect(await n(`from ticket where ${live} and breached`)).toBeGreaterThan(0);
    expect(await n(`from ticket where opened_at < now() - interval '5 months'`.replace('now()', `'${now.toISOString()}'::timestamptz`))).toBeGreaterThan(100);
    expect(await n(`from ticket where opened_at > '${now.toISOString()}' or updated_at > '${now.toISOString()}'`)).toBe(0);
    expect(await n(`from message where body like '%{%' or subject like '%{%' or body like '%undefined%'`)).toBe(0);
  });
  it('shows the days on which a firmware went wrong', async () => {
    const days = await rows<{ n: number }>(`select count(*)::int as n from ticket where opened_at >= '${now.toISOString()}'::timestamptz - interval '60 days' group by date_trunc('day', opened_at) order by n`);
    expect(days.at(-1)?.n ?? 0).toBeGreaterThan(1.8 * (days[Math.floor(days.length / 2)]?.n ?? 0));
  });
});

describe('what is kept equals the truth', () => {
  it('no row points at one that is not there, though nobody checked while loading', async () => {
    const keys = await rows<{ child: string; own: string; parent: string; other: string }>(`select c.conrelid::regclass::text as child, a.attname as own, c.confrelid::regclass::text as parent, b.attname as other from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1] where c.contype = 'f' and cardinality(c.conkey) = 1 and c.connamespace = 'public'::regnamespace`);
    expect(keys.length).toBeGreaterThan(50);
    const lost = await rows<{ key: string; n: number }>(`select * from (${keys.map((k) => `select '${k.child}.${k.own}' as key, count(*)::int as n from ${k.child} x where x.${k.own} is not null and not exists (select from ${k.parent} p where p.${k.other} = x.${k.own})`).join(' union all ')}) y where n > 0`);
    expect(lost).toEqual([]);
  });
  it('orders come from where their buyers live, in the money of that place', async () => {
    const rows = await app.platform.db.rows<{ region: string; country: string; currency: string }>({ text: `select distinct c.region, o.country, o.currency from shop_order o join customer c on c.id = o.customer_id`, values: [] });
    expect(rows.filter((r) => r.country !== countryOf(r.region) || (r.country === 'CN') !== (r.currency === 'CNY') || (r.country === 'GB') !== (r.currency === 'GBP'))).toEqual([]);
    expect(rows.length).toBeGreaterThan(20);
  });
  it('counts beside the views', async () => {
    const truth = `select coalesce(owner_id, 0), coalesce(team_id, 0), status, channel, snoozed_until is not null, count(*)::int from ticket group by 1, 2, 3, 4, 5`;
    expect(await n(`from (select owner_id, team_id, status, channel, snoozed, n from ticket_count where n <> 0 except ${truth}) x`)).toBe(0);
    expect((await rows<{ n: number }>('select sum(n)::int as n from ticket_count'))[0]?.n).toBe(welcome?.tickets);
  });
  it('numbers of the wallboard', async () => {
    const [sums] = await rows<Record<string, number>>('select sum(arrivals)::int as arrivals, sum(asked)::int as asked, sum(rated)::int as rated, sum(rating_sum)::int as stars from hour_stat');
    expect(sums).toEqual({ arrivals: welcome?.tickets, asked: await n('from survey'), rated: await n('from survey where answered_at is not null'), stars: (await rows<{ n: number }>('select sum(overall)::int as n from survey'))[0]?.n });
  });
  it('every text can be found', async () => {
    expect(await n('from search_entry')).toBe((await n('from ticket')) + (await n('from message m where exists (select from ticket_conversation k where k.conversation_id = m.conversation_id)')) + (await n('from ticket_note')));
  });
  it('a ticket stands where its last lines left it', async () => {
    expect(await n(`from ticket t join lateral (select f ->> 'to' as status from ticket_change c, jsonb_array_elements(c.fields) f where c.ticket_id = t.id and f ->> 'field' = 'status' order by c.id desc limit 1) l on true where l.status <> t.status`)).toBe(0);
    expect(await n(`from ticket where (status = 'closed') <> (closed_at is not null) or (status in ('solved', 'closed')) <> (solved_at is not null)`)).toBe(0);
    expect(await n(`from ticket t where ${live} and owner_id is null and not exists (select from routing_wait w where w.ticket_id = t.id)`)).toBe(0);
    expect(await n(`from ticket t where owner_id is not null and not exists (select from routing_choice c where c.ticket_id = t.id and c.agent_id = t.owner_id)`)).toBe(0);
    expect(await n(`from ticket_change c join survey s on s.change_id = c.id where s.asked_at <> c.at`)).toBe(0);
    // Messages stand in the order of time: screens read them by their number.
    expect(await n('from message a join message b on b.conversation_id = a.conversation_id and b.id > a.id and b.at < a.at')).toBe(0);
  });
  it('clocks say what their ledgers say', async () => {
    const { db } = app.platform;
    const ids = (await rows<{ id: number }>(`(select id from ticket where ${live}) union all (select id from ticket where status = 'closed' order by id desc limit 300)`)).map((r) => r.id);
    const known = await createKnownCalendars(app.org).load(db);
    const clocks = await clocksOf(db, ids);
    expect(clocks.length).toBe(ids.length * 3);
    const lines = Map.groupBy(await ledgerOf(db, clocks.map((c) => c.id)), (l) => l.clockId);
    for (const clock of clocks) {
      const entries = (lines.get(clock.id) ?? []).filter((l): l is typeof l & { kind: LedgerEntry['kind'] } => l.kind !== 'warned' && l.kind !== 'breached' && l.kind !== 'escalated' && l.kind !== 'acknowledged');
      const reading = replay(entries, known.compiled, now);
      expect({ id: clock.id, state: clock.state, due: clock.dueAt, breached: clock.breachedAt, used: clock.usedSeconds }).toEqual({ id: clock.id, state: reading.state, due: reading.dueAt, breached: reading.breachedAt, used: reading.usedSeconds });
    }
    expect(await n(`from ticket t where ${live} and t.due_at is distinct from (select min(due_at) from sla_clock c where c.ticket_id = t.id and c.state in ('running', 'breached'))`)).toBe(0);
  });
});

describe('after the sale', () => {
  it('requests stand at steps somebody can go on with, with their repairs, units, quotes and visits', async () => {
    expect(await n(`from process_instance where state in ('stuck', 'failed')`)).toBe(0);
    expect(await n(`from process_instance i join ticket t on t.id = i.ticket_id where t.type = 'repair' and i.state = 'running'`)).toBeGreaterThan(5);
    expect(await n(`from process_instance i join ticket t on t.id = i.ticket_id where t.type = 'return' and i.state = 'running'`)).toBeGreaterThan(0);
    for (const table of ['repair', 'return_order', 'quote', 'invoice', 'visit', 'vendor_job', 'counter_item', 'shop_order', 'follow_up']) expect(await n(`from ${table}`), table).toBeGreaterThan(0);
    expect(await n(`from ticket where type = 'repair' and ${live} and unit_id is not null`)).toBeGreaterThan(0);
  });
  it('every van carries parts', async () => {
    expect(await n(`from site where kind = 'van' and active`)).toBeGreaterThan(10);
    expect(await n(`from site s where kind = 'van' and active and not exists (select from stock where site_id = s.id and on_hand > 0)`)).toBe(0);
  });
});

describe('history is no news', () => {
  it('nothing happens when the installation starts, and new things go on from there', async () => {
    const before = [await n('from message'), await n('from ticket_change'), await n('from survey')];
    await app.start();
    await app.drain();
    expect([await n('from message'), await n('from ticket_change'), await n('from survey')]).toEqual(before);
    expect(await n(`from parked_event`)).toBe(0);
    const [account] = await app.conversations.accounts.ofKind('mail');
    const { conversationId } = await app.conversations.ingest({
      accountId: account?.id ?? 0, externalId: '<new@example.com>', threadKey: '<new@example.com>', from: { name: '新客户', language: 'zh-CN', addresses: [{ kind: 'email', value: 'new@example.com' }] }, subject: '打印机卡纸', text: '请帮忙看看', at: now,
    });
    await app.drain();
    const ticket = await app.tickets.ticketOfConversation(conversationId);
    expect(await app.tickets.get(ticket ?? 0)).toMatchObject({ status: 'open', subject: '打印机卡纸', channel: 'mail' });
    expect((await rows<{ n: number }>('select sum(n)::int as n from ticket_count'))[0]?.n).toBe((welcome?.tickets ?? 0) + 1);
  });
});
