import type { Names } from '@aftercare/contract/basics';
import type { Handle } from '../../platform/db/index.ts';
import { raw, sql } from '../../platform/db/index.ts';

export interface RateRow { key: string; label: Names; modelId: number | null; units: number; faults: number; covered: number; minutes: number | null }
export interface RateQuestion { by: 'model' | 'batch' | 'part' | 'age' | 'fault'; modelId: number | null; from: string | null; to: string | null; today: string }

const named = (text: string) => `json_build_object('zh', ${text}, 'en', ${text})`;
/** Failures beside the units that could fail: for a model or batch those ever sold, for an age those that have reached it. */
export function faultRates(db: Handle, q: RateQuestion): Promise<RateRow[]> {
  const inTime = sql`(${q.from}::date is null or x.happened_on >= ${q.from}::date) and (${q.to}::date is null or x.happened_on <= ${q.to}::date)`;
  const ofModel = sql`(${q.modelId}::bigint is null or u.model_id = ${q.modelId})`;
  const told = raw('count(*)::int as faults, count(*) filter (where x.covered)::int as covered, avg(x.minutes)::float8 as minutes');
  if (q.by === 'age') {
    return db.rows(sql`with aged as (
        select u.id, least(59, greatest(0, (extract(year from age(${q.today}::date, coalesce(u.purchased_on, u.activated_on, u.produced_on))) * 12 + extract(month from age(${q.today}::date, coalesce(u.purchased_on, u.activated_on, u.produced_on))))::int)) as months
        from product_unit u where ${ofModel} and coalesce(u.purchased_on, u.activated_on, u.produced_on) <= ${q.today}::date and u.status <> 'in-stock'),
      failed as (select (extract(year from age(x.happened_on, coalesce(u.purchased_on, u.activated_on, u.produced_on))) * 12 + extract(month from age(x.happened_on, coalesce(u.purchased_on, u.activated_on, u.produced_on))))::int as month, x.covered, x.minutes
        from unit_fault x join product_unit u on u.id = x.unit_id where ${ofModel} and ${inTime})
      select m::text as key, ${raw(named('m::text'))} as label, null::bigint as "modelId", (select count(*)::int from aged where months >= m) as units,
        coalesce(f.faults, 0) as faults, coalesce(f.covered, 0) as covered, f.minutes
      from generate_series(0, (select coalesce(max(months), 0) from aged)) m left join lateral (select count(*)::int as faults, count(*) filter (where x.covered)::int as covered, avg(x.minutes)::float8 as minutes from failed x where x.month = m) f on true order by m`);
  }
  if (q.by === 'model') {
    return db.rows(sql`select m.key, m.name as label, m.id as "modelId", (select count(*)::int from product_unit u where u.model_id = m.id) as units, coalesce(f.faults, 0) as faults, coalesce(f.covered, 0) as covered, f.minutes
      from product_model m left join lateral (select ${told} from unit_fault x join product_unit u on u.id = x.unit_id where u.model_id = m.id and ${inTime}) f on true where (${q.modelId}::bigint is null or m.id = ${q.modelId}) order by m.key`);
  }
  if (q.by === 'batch') {
    return db.rows(sql`select b.key, ${raw(named(`m.key || ' · ' || b.key`))} as label, m.id as "modelId", (select count(*)::int from product_unit u where u.batch_id = b.id) as units, coalesce(f.faults, 0) as faults, coalesce(f.covered, 0) as covered, f.minutes
      from product_batch b join product_model m on m.id = b.model_id left join lateral (select ${told} from unit_fault x join product_unit u on u.id = x.unit_id where u.batch_id = b.id and ${inTime}) f on true
      where (${q.modelId}::bigint is null or m.id = ${q.modelId}) order by m.key, b.produced_on, b.key`);
  }
  const units = sql`(select count(*)::int from product_unit u where ${ofModel})`;
  if (q.by === 'part') {
    return db.rows(sql`select coalesce(nullif(x.part_category, ''), '—') as key, ${raw(named(`coalesce(nullif(x.part_category, ''), '—')`))} as label, null::bigint as "modelId", ${units} as units, ${told}
      from unit_fault x join product_unit u on u.id = x.unit_id where ${ofModel} and ${inTime} group by 1, x.part_category order by faults desc`);
  }
  return db.rows(sql`select x.fault_key as key, coalesce((select k.title from known_fault k where k.key = x.fault_key and (${q.modelId}::bigint is null or k.model_id = ${q.modelId}) order by k.id limit 1)::text::json, ${raw(named('x.fault_key'))}) as label, null::bigint as "modelId", ${units} as units, ${told}
    from unit_fault x join product_unit u on u.id = x.unit_id where x.fault_key <> '' and ${ofModel} and ${inTime} group by x.fault_key order by faults desc`);
}
