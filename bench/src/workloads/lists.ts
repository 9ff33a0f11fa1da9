import { setTimeout as sleep } from 'node:timers/promises';
import { fillTickets } from '../fill.ts';
import type { Bench } from '../harness.ts';
import { againstBare } from '../limit.ts';
import { load } from '../load.ts';
import type { Line } from '../report.ts';

/** The same fifty rows with their names, by hand. */
const bareSql = `select coalesce(json_agg(row_to_json(x)), '[]')::text as json from (
  select t.id, t.subject, t.type, t.status, t.priority, t.channel, t.customer_id as "customerId", c.name as "customerName", c.tier, t.owner_id as "ownerId", a.name as "ownerName", t.team_id as "teamId", t.tags, t.opened_at as "openedAt", t.updated_at as "updatedAt",
    t.due_at as "dueAt", t.due_target as "dueTarget", t.breached, t.preview, t.unread, t.snoozed_until as "snoozedUntil"
  from (select * from ticket where status in ('new', 'open', 'pending', 'hold') and snoozed_until is null order by updated_at desc, id desc limit 50) t join customer c on c.id = t.customer_id left join agent a on a.id = t.owner_id) x`;

const path = '/api/v1/views/open/tickets?limit=50';

/** Blocks of the database that one page looks at: the same on any machine, however busy. What goes on beside it is measured first and taken off. */
async function blocksEach(bench: Bench, pages = 200): Promise<number> {
  const ask = async () => (await fetch(bench.base + path, { headers: { authorization: `Bearer ${bench.key}` } })).arrayBuffer();
  const seen = async () => {
    // Each process tells its counts a moment later.
    await sleep(2500);
    return { at: performance.now(), blocks: Number((await bench.db.query<{ n: string }>('select blks_hit + blks_read as n from pg_stat_database where datname = current_database()')).rows[0]?.n) };
  };
  await ask();
  const [before, idle] = [await seen(), await seen()];
  for (let i = 0; i < pages; i++) await ask();
  const after = await seen();
  const beside = ((idle.blocks - before.blocks) / (idle.at - before.at)) * (after.at - idle.at);
  return (after.blocks - idle.blocks - beside) / pages;
}

const measure = (bench: Bench, seconds: number) => load({ cpu: bench.cpu, url: bench.base + path, headers: { authorization: `Bearer ${bench.key}` }, clients: 16, seconds });

export async function lists(bench: Bench, seconds: number): Promise<Line[]> {
  const bare = await againstBare(bench, 'json', bareSql, (bare) => load({ ...bare, clients: 16, seconds }));
  const ours = await measure(bench, seconds);
  return [
    { workload: 'first page of a view', figure: 'rate, 16 clients', value: ours.perSecond, unit: '/s', limit: bare.perSecond, target: '≥ 1,500/s', ok: ours.perSecond >= 1500 && ours.errors === 0, cpu: ours.cpu, limitCpu: bare.cpu },
    { workload: 'first page of a view', figure: 'p95', value: ours.p95, unit: 'ms', target: '< 25 ms', ok: ours.p95 < 25 },
  ];
}

/** The same page at a million tickets, as a share of the rate at 20,000 in this run, each beside the bare route of its moment; and by blocks. */
export async function listsAtMillion(bench: Bench, seconds: number): Promise<Line[]> {
  const beside = async () => ({ bare: await againstBare(bench, 'json', bareSql, (bare) => load({ ...bare, clients: 16, seconds })), ours: await measure(bench, seconds), blocks: await blocksEach(bench) });
  await measure(bench, 2);
  const few = await beside();
  await fillTickets(bench.db, 1_000_000);
  await measure(bench, 2);
  const many = await beside();
  const share = (100 * many.ours.perSecond) / few.ours.perSecond;
  // Four fifths of the 1,500/s that 20,000 tickets have to give.
  const wanted = 1_200;
  return [
    { workload: 'first page of a view', figure: 'at 1,000,000 tickets', value: many.ours.perSecond, unit: '/s', limit: many.bare.perSecond, target: `≥ ${wanted}/s`, ok: many.ours.perSecond >= wanted && many.ours.errors === 0, cpu: many.ours.cpu, limitCpu: many.bare.cpu,
      note: `p95 ${many.ours.p95.toFixed(0)} ms; ${share.toFixed(0)} % of the ${few.ours.perSecond.toFixed(0)}/s at 20,000, where it was ${((100 * few.ours.perSecond) / few.bare.perSecond).toFixed(0)} % of the bare route` },
    { workload: 'first page of a view', figure: 'blocks looked at', value: many.blocks, unit: '', target: `≤ 125 % of ${few.blocks.toFixed(0)} at 20k`, ok: many.blocks <= few.blocks * 1.25 },
  ];
}
