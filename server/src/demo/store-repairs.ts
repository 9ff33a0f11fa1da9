import type { Tx } from '../platform/db/index.ts';
import { sql } from '../platform/db/index.ts';

/** The place parcels are sent to: a depot before any other workshop. */
export const setDepot = (tx: Tx) => tx.run(sql`update repair_setting set depot_site_id = (select id from site where active and address <> '' and kind in ('depot', 'centre', 'warehouse') order by kind = 'depot' desc, kind = 'centre' desc, id limit 1)`);

/** Repairs of tickets that are solved long since: what was found, that it was tested, and when it went back. */
export const insertPast = (tx: Tx, findings: readonly { fault: string; cause: string }[], limit: number) => tx.run(sql`insert into repair (ticket_id, unit_id, how, site_id, technician_id, state, report, diagnosis, owed, remedy, tests, tested_at, hand_back, opened_at, confirmed_at, due_at, finished_at)
  select t.id, t.unit_id, (array['depot', 'counter', 'visit'])[1 + t.id % 3], case when t.id % 3 = 2 then null else s.depot_site_id end, t.owner_id, 'handed-back', jsonb_build_object('text', t.subject, 'faultKey', null, 'guided', '[]'::jsonb, 'photos', '[]'::jsonb),
    jsonb_build_object('faultKey', null, 'fault', f.finding->>'fault', 'cause', f.finding->>'cause', 'damage', 'none', 'note', '', 'photos', '[]'::jsonb, 'at', to_char(t.opened_at at time zone 'UTC' + interval '1 day', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'by', coalesce(a.name, '')),
    '{"covered":true,"until":null,"clause":"整机保修一年","reasons":[],"exclusions":[],"remedies":{}}', '{"kind":"repair","reason":{"zh":"在保修期内，免费维修","en":"Under warranty: repaired free of charge"}}',
    '[{"key":"fault","title":"原故障已消除","ok":true,"note":""},{"key":"functions","title":"其他功能正常","ok":true,"note":""},{"key":"safety","title":"安全检测","ok":true,"note":""}]', t.solved_at - interval '3 hours',
    jsonb_build_object('how', case when t.id % 3 = 0 then 'shipped' else 'in-person' end, 'to', '', 'at', to_char(t.solved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')), t.opened_at, t.opened_at + interval '3 hours', t.opened_at + interval '9 days', t.solved_at
  from (select * from ticket where type = 'repair' and solved_at is not null and status in ('solved', 'closed') order by id desc limit ${limit}) t cross join repair_setting s left join agent a on a.id = t.owner_id
    cross join lateral (select value as finding from jsonb_array_elements(${JSON.stringify(findings)}::jsonb) with ordinality as e(value, n) where n = 1 + t.id % ${findings.length}) f
  where not exists (select from repair r where r.ticket_id = t.id)`);

/** What was opened while the demo was made began when its ticket did: promises count from there. */
export const backdate = async (tx: Tx) => {
  await tx.run(sql`update repair r set opened_at = t.opened_at, confirmed_at = case when r.confirmed_at is null then null else t.opened_at + interval '2 hours' end, due_at = t.opened_at + interval '9 days' from ticket t where t.id = r.ticket_id and r.finished_at is null`);
  await tx.run(sql`update return_order r set opened_at = t.opened_at, due_at = t.opened_at + interval '9 days' from ticket t where t.id = r.ticket_id and r.finished_at is null`);
};
