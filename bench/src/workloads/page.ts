import type { Bench } from '../harness.ts';
import { againstBare } from '../limit.ts';
import { load } from '../load.ts';
import type { Line } from '../report.ts';

/** A ticket with its customer, clocks and words, by hand: no rights, no notes, no changes, nothing of surveys and links. */
const bareSql = `select json_build_object('ticket', row_to_json(t), 'customer', row_to_json(c), 'identities', (select json_agg(i) from identity i where i.customer_id = c.id), 'clocks', (select json_agg(k) from sla_clock k where k.ticket_id = t.id),
    'timeline', (select json_agg(json_build_object('id', m.id, 'at', m.at, 'direction', m.direction, 'author', m.author_name, 'text', m.body, 'html', m.html, 'delivery', m.delivery) order by m.at, m.id)
      from ticket_conversation tc join message m on m.conversation_id = tc.conversation_id where tc.ticket_id = t.id))::text as json
  from ticket t join customer c on c.id = t.customer_id where t.id = $1`;

/** Everything a ticket's page shows, thirty messages each, two hundred tickets in turn. */
export async function page(bench: Bench, seconds: number, tickets: readonly number[]): Promise<Line[]> {
  const bare = await againstBare(bench, 'json', bareSql, (bare) => load({ ...bare, paths: tickets.map((id) => `/${id}`), clients: 16, seconds }));
  const ours = await load({ cpu: bench.cpu, url: bench.base, paths: tickets.map((id) => `/api/v1/tickets/${id}/page`), headers: { authorization: `Bearer ${bench.key}` }, clients: 16, seconds });
  return [
    { workload: 'ticket page, 30 messages', figure: 'rate, 16 clients', value: ours.perSecond, unit: '/s', limit: bare.perSecond, target: '≥ 1,200/s', ok: ours.perSecond >= 1200 && ours.errors === 0, cpu: ours.cpu, limitCpu: bare.cpu },
    { workload: 'ticket page, 30 messages', figure: 'p95', value: ours.p95, unit: 'ms', target: '< 30 ms', ok: ours.p95 < 30, note: `bare route ${bare.p95.toFixed(0)} ms` },
  ];
}
