import type { CustomerItem, CustomerItemKind } from '@aftercare/contract/customer-page';
import type { Loose } from '../../../platform/http/index.ts';
import { type Handle, type Sql, all, prepared, raw, sql } from '../../../platform/db/index.ts';

/** Where a timeline goes on: moment in microseconds, kind and number of the last item. */
export type Place = readonly [us: number, kind: string, id: number];
export interface Search {
  readonly customerId: number; readonly kinds: readonly CustomerItemKind[]; readonly channel: string | undefined; readonly from: Date | null; /** Not included. */ readonly to: Date | null; readonly words: readonly string[]; readonly before: Place | null; readonly limit: number;
  /** On `t`. */
  readonly visible: Sql;
  /** As a page first shows it, or searched for a word or two: so often asked, and so long to plan, that it is worth being prepared. */
  readonly usual: boolean;
}
export type ItemRow = Loose<CustomerItem> & { us: number };
interface Arm { readonly kind: CustomerItemKind; readonly at: string; readonly id: string; readonly columns: string; readonly text: string; readonly channel: string | null; readonly from: (s: Search) => Sql }

const plain = (text: string) => `lower(normalize(${text}, nfkc))`;
const theirs = (s: Search) => sql`t.customer_id = ${s.customerId} and ${s.visible}`;
const arms: Readonly<Record<CustomerItemKind, Arm>> = {
  ticket: { kind: 'ticket', at: 't.opened_at', id: 't.id', text: `t.subject || ' ' || t.preview`, channel: 't.channel', columns: `t.subject as title, t.preview as text, t.channel, t.status as state, t.id as "ticketId", null::bigint as "otherId", null::text as by, null::bigint as minor, null::text as currency`, from: (s) => sql`ticket t where ${theirs(s)}` },
  note: { kind: 'note', at: 'n.at', id: 'n.id', text: 'n.body', channel: null, columns: `t.subject as title, n.body as text, null::text as channel, null::text as state, t.id as "ticketId", null::bigint as "otherId", coalesce(a.name, n.author_name) as by, null::bigint as minor, null::text as currency`, from: (s) => sql`ticket t join ticket_note n on n.ticket_id = t.id left join agent a on a.id = n.author_id where ${theirs(s)}` },
  call: { kind: 'call', at: 'h.started_at', id: 'h.id', text: `h.note || ' ' || h.disposition || ' ' || coalesce(t.subject, '')`, channel: `'phone'`, columns: `coalesce(t.subject, '') as title, h.note as text, 'phone' as channel, coalesce(h.outcome, h.state) as state, h.ticket_id as "ticketId", h.id as "otherId", a.name as by, null::bigint as minor, null::text as currency`,
    from: (s) => sql`hotline_call h left join ticket t on t.id = h.ticket_id left join agent a on a.id = h.agent_id where h.customer_id = ${s.customerId} and ${s.visible}` },
  visit: { kind: 'visit', at: 'coalesce(v.starts_at, v.window_from)', id: 'v.id', text: `v.title || ' ' || v.fault || ' ' || v.note`, channel: null, columns: `v.title, v.fault as text, null::text as channel, v.state, t.id as "ticketId", v.id as "otherId", null::text as by, null::bigint as minor, null::text as currency`, from: (s) => sql`ticket t join visit v on v.ticket_id = t.id where ${theirs(s)} and coalesce(v.starts_at, v.window_from) is not null` },
  survey: { kind: 'survey', at: 's.answered_at', id: 's.id', text: `coalesce(s.answer ->> 'comment', '') || ' ' || t.subject`, channel: 's.channel', columns: `t.subject as title, coalesce(s.answer ->> 'comment', '') as text, s.channel, s.overall::text as state, t.id as "ticketId", s.id as "otherId", null::text as by, null::bigint as minor, null::text as currency`, from: (s) => sql`ticket t join survey s on s.ticket_id = t.id where ${theirs(s)} and s.answered_at is not null` },
  invoice: { kind: 'invoice', at: 'i.issued_at', id: 'i.id', text: `i.number || ' ' || t.subject`, channel: null, columns: `i.number as title, t.subject as text, null::text as channel, case when i.paid_minor >= i.gross_minor then 'paid' else 'open' end as state, t.id as "ticketId", i.id as "otherId", null::text as by, i.gross_minor as minor, i.currency`, from: (s) => sql`ticket t join invoice i on i.ticket_id = t.id where ${theirs(s)}` },
  order: { kind: 'order', at: 'o.ordered_at', id: 'o.id', text: `o.number || ' ' || o.tracking || ' ' || coalesce((select string_agg(l.title || ' ' || l.sku, ' ') from shop_order_line l where l.order_id = o.id), '')`, channel: null, columns: `o.number as title, coalesce((select string_agg(l.title, ' · ' order by l.position) from shop_order_line l where l.order_id = o.id), '') as text, null::text as channel, o.status as state, null::bigint as "ticketId", o.id as "otherId", null::text as by, o.total_minor as minor, o.currency`, from: (s) => sql`shop_order o where o.customer_id = ${s.customerId}` },
  unit: { kind: 'unit', at: 'u.created_at', id: 'u.id', text: `u.serial || ' ' || (m.name ->> 'zh') || ' ' || (m.name ->> 'en') || ' ' || m.key`, channel: null, columns: `u.serial as title, m.key as text, null::text as channel, u.status as state, null::bigint as "ticketId", u.id as "otherId", null::text as by, null::bigint as minor, null::text as currency`, from: (s) => sql`product_unit u join product_model m on m.id = u.model_id where u.customer_id = ${s.customerId}` },
  message: { kind: 'message', at: 'm.at', id: 'm.id', text: 'm.body', channel: 'g.kind', columns: '', from: () => raw('') },
};
const edge = (us: number) => sql`(timestamptz 'epoch' + ${us}::bigint * interval '1 microsecond')`;

/** What stands before the place, in the span, by the channel, with all the words. */
function conditions(arm: Arm, s: Search): Sql {
  const at = raw(arm.at);
  return all([
    ...(s.before ? [sql`(${at}, ${raw(`'${arm.kind}'`)}, ${raw(arm.id)}) < (${edge(s.before[0])}, ${s.before[1]}, ${s.before[2]}::bigint)`, sql`${at} <= ${edge(s.before[0])}`] : []),
    ...(s.from ? [sql`${at} >= ${s.from}`] : []), ...(s.to ? [sql`${at} < ${s.to}`] : []), ...(s.channel && arm.channel ? [sql`${raw(arm.channel)} = ${s.channel}`] : []), ...s.words.map((w) => sql`strpos(${raw(plain(arm.text))}, ${w}) > 0`),
  ]);
}
/** Found far inside a long text, its neighbourhood is shown. */
const cut = (text: string, words: readonly string[]) => (words[0] === undefined ? raw(`left(${text}, 280)`) : sql`substr(${raw(text)}, greatest(1, strpos(${raw(plain(text))}, ${words[0]}) - 80), 280)`);

function rowsOf(arm: Arm, s: Search): Sql {
  const head = sql`${raw(`'${arm.kind}'`)} as kind, ${raw(arm.id)} as id, ${raw(arm.at)} as at`;
  const limit = raw(String(Math.trunc(s.limit)));
  if (arm.kind !== 'message') return sql`(select ${head}, ${raw(arm.columns)} from ${arm.from(s)} and ${conditions(arm, s)} order by ${raw(arm.at)} desc, ${raw(arm.id)} desc limit ${limit})`;
  // What was said on their tickets, and what we wrote to a segment they are in and nobody made a ticket of.
  return sql`(select m.* from ((select k.conversation_id, t.id, t.subject from ticket t join ticket_conversation k on k.ticket_id = t.id where ${theirs(s)} order by t.id desc limit 500)
      union all (select v.id, null::bigint, v.subject from campaign_item i join conversation v on v.id = i.conversation_id where i.customer_id = ${s.customerId} and not exists (select from ticket_conversation k where k.conversation_id = v.id) order by i.id desc limit 50)) k
    cross join lateral (select 'message' as kind, m.id, m.at, k.subject as title, ${cut('m.body', s.words)} as text, g.kind as channel, m.direction as state, k.id as "ticketId", null::bigint as "otherId", m.author_name as by, null::bigint as minor, null::text as currency
      from message m join channel_account g on g.id = m.channel_account_id where m.conversation_id = k.conversation_id and ${conditions(arm, s)} order by m.id desc limit ${limit}) m order by m.at desc, m.id desc limit ${limit})`;
}
/** Everything of one customer, newest first. Each kind gives its newest; together they are cut to a page. */
export const timeline = (db: Handle, s: Search): Promise<ItemRow[]> => {
  const wanted = s.kinds.map((k) => arms[k]).filter((arm) => !s.channel || arm.channel !== null);
  if (wanted.length === 0) return Promise.resolve([]);
  const union = wanted.map((arm) => rowsOf(arm, s)).reduce((a, b) => sql`${a} union all ${b}`);
  const page = sql`select x.*, (extract(epoch from x.at) * 1000000)::bigint as us from (${union}) x order by x.at desc, x.kind desc, x.id desc limit ${raw(String(Math.trunc(s.limit)))}`;
  return db.rows<ItemRow>(s.usual ? prepared(page) : page);
};
