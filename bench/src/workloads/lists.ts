import { fillTickets } from '../fill.ts';
import type { Bench } from '../harness.ts';
import { againstBare } from '../limit.ts';
import { type LoadResult, load } from '../load.ts';
import type { Line } from '../report.ts';

/** The same fifty rows with their names, by hand. */
const bareSql = `select coalesce(json_agg(row_to_json(x)), '[]')::text as json from (
  select t.id, t.subject, t.type, t.status, t.priority, t.channel, t.customer_id as "customerId", c.name as "customerName", c.tier, t.owner_id as "ownerId", a.name as "ownerName", t.team_id as "teamId", t.tags, t.opened_at as "openedAt", t.updated_at as "updatedAt",
    t.due_at as "dueAt", t.due_target as "dueTarget", t.breached, t.preview, t.unread, t.snoozed_until as "snoozedUntil"
  from (select * from ticket where status in ('new', 'open', 'pending', 'hold') and snoozed_until is null order by updated_at desc, id desc limit 50) t join customer c on c.id = t.customer_id left join agent a on a.id = t.owner_id) x`;

const path = '/api/v1/views/open/tickets?limit=50';
let at20k: LoadResult | null = null;

const measure = (bench: Bench, seconds: number) => load({ cpu: bench.cpu, url: bench.base + path, headers: { authorization: `Bearer ${bench.key}` }, clients: 16, seconds });

export async function lists(bench: Bench, seconds: number): Promise<Line[]> {
  const bare = await againstBare(bench, 'json', bareSql, (bare) => load({ ...bare, clients: 16, seconds }));
  const ours = await measure(bench, seconds);
  at20k = ours;
  return [
    { workload: 'first page of a view', figure: 'rate, 16 clients', value: ours.perSecond, unit: '/s', limit: bare.perSecond, target: '≥ 1,500/s', ok: ours.perSecond >= 1500 && ours.errors === 0, cpu: ours.cpu, limitCpu: bare.cpu },
    { workload: 'first page of a view', figure: 'p95', value: ours.p95, unit: 'ms', target: '< 25 ms', ok: ours.p95 < 25 },
  ];
}

/** The same page at a million tickets, as a share of the rate at 20,000 in this run. */
export async function listsAtMillion(bench: Bench, seconds: number): Promise<Line[]> {
  at20k ??= await measure(bench, seconds);
  await fillTickets(bench.db, 1_000_000);
  await measure(bench, 2);
  const ours = await measure(bench, seconds);
  const share = (100 * ours.perSecond) / at20k.perSecond;
  return [{ workload: 'first page of a view', figure: 'at 1,000,000 tickets', value: share, unit: '% of 20k', target: '≥ 80 %', ok: share >= 80, note: `${ours.perSecond.toFixed(0)}/s, p95 ${ours.p95.toFixed(0)} ms`, cpu: ours.cpu, limitCpu: at20k.cpu }];
}
