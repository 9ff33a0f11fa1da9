import type { Cpu } from '../cpu.ts';
import type { Bench } from '../harness.ts';
import { againstBare } from '../limit.ts';
import { load } from '../load.ts';
import type { Line } from '../report.ts';

/** The rows of one creation, by hand: ticket, first words as conversation and message, link, fact. */
export const bareSql = `with t as (insert into ticket (subject, type, channel, customer_id, preview, language) values ($1, 'inquiry', 'phone', $3, $2, 'en') returning id),
  c as (insert into conversation (channel_account_id, thread_key, customer_id, subject) select (select id from channel_account where kind = 'phone' limit 1), 'bare:' || gen_random_uuid(), $3, $1 returning id, channel_account_id, thread_key),
  m as (insert into message (conversation_id, channel_account_id, direction, author_kind, author_id, author_name, external_id, subject, body, delivery) select c.id, c.channel_account_id, 'in', 'customer', $3, 'Bare', c.thread_key, $1, $2, 'received' from c returning id),
  l as (insert into ticket_conversation (conversation_id, ticket_id) select c.id, t.id from c, t),
  e as (insert into event (stream, type, version, payload, actor) select 'bare:' || t.id, 'bare', 1, json_build_object('ticketId', t.id, 'subject', $1::text, 'customerId', $3::bigint)::jsonb, '{}' from t)
  select id from t`;

export async function creation(bench: Bench, seconds: number): Promise<Line[]> {
  const customerId = Number((await bench.db.query('select min(id) as id from customer')).rows[0].id);
  const body = JSON.stringify({ subject: 'Printer does not connect', text: 'Since the update this morning it no longer finds the network.', customerId });
  const ask = (url: string, path: string, cpu: () => Cpu | null, headers = {}) => load({ url: url + path, cpu, method: 'POST', body, headers, clients: 16, seconds });
  const bare = await againstBare(bench, 'write', bareSql, ({ url, cpu }) => ask(url, '/', cpu));
  const ours = await ask(bench.base, '/api/v1/tickets', bench.cpu, { authorization: `Bearer ${bench.key}` });
  const share = ours.perSecond / bare.perSecond;
  return [
    { workload: 'ticket creation by API', figure: 'rate, 16 clients', value: ours.perSecond, unit: '/s', limit: bare.perSecond, target: '≥ 1,500/s', ok: ours.perSecond >= 1500 && ours.errors === 0, note: `p95 ${ours.p95.toFixed(0)} ms, ${ours.errors} errors`, cpu: ours.cpu, limitCpu: bare.cpu },
    { workload: 'ticket creation by API', figure: 'share of bare route', value: 100 * share, unit: '%', target: '≥ 27 %', ok: share >= 0.27 },
  ];
}
