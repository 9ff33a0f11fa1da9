import type { Handle } from '../../platform/db/index.ts';
import { raw, sql } from '../../platform/db/index.ts';

export interface CustomerFacts {
  id: number; name: string; kind: string; tier: string; language: string; region: string; tags: string[]; contract: string; company: string; role: string; number: string; createdAt: Date; hasEmail: boolean; hasPhone: boolean;
  tickets: number; openTickets: number; complaints: number; lastTicketAt: Date | null; rating: number | null; ratings: number; units: number; orders: number; spentMinor: number; lastOrderAt: Date | null;
}
const parts = {
  addresses: { names: ['hasEmail', 'hasPhone'], columns: `coalesce(a.email, false) as "hasEmail", coalesce(a.phone, false) as "hasPhone"`, none: `false as "hasEmail", false as "hasPhone"`, join: `left join lateral (select bool_or(i.kind = 'email') as email, bool_or(i.kind = 'phone') as phone from identity i where i.customer_id = c.id) a on true` },
  company: { names: ['company'], columns: `coalesce(p.name, '') as company`, none: `'' as company`, join: `left join customer p on p.id = c.company_id` },
  tickets: { names: ['tickets', 'openTickets', 'complaints', 'lastTicketDays'], columns: `t.tickets, t.open as "openTickets", t.complaints, t.last as "lastTicketAt"`, none: `0 as tickets, 0 as "openTickets", 0 as complaints, null::timestamptz as "lastTicketAt"`,
    join: `left join lateral (select count(*)::int as tickets, count(*) filter (where status in ('new', 'open', 'pending', 'hold'))::int as open, count(*) filter (where type = 'complaint')::int as complaints, max(opened_at) as last from ticket where customer_id = c.id) t on true` },
  ratings: { names: ['rating', 'ratings'], columns: `r.rating, r.ratings`, none: `null::float8 as rating, 0 as ratings`, join: `left join lateral (select avg(s.overall)::float8 as rating, count(s.overall)::int as ratings from ticket x join survey s on s.ticket_id = x.id and s.answered_at is not null where x.customer_id = c.id) r on true` },
  units: { names: ['units'], columns: `u.units`, none: `0 as units`, join: `left join lateral (select count(*)::int as units from product_unit where customer_id = c.id) u on true` },
  orders: { names: ['orders', 'spent', 'lastOrderDays'], columns: `coalesce(o.orders, 0) as orders, coalesce(o.spent, 0) as "spentMinor", o.last as "lastOrderAt"`, none: `0 as orders, 0 as "spentMinor", null::timestamptz as "lastOrderAt"`,
    join: `left join lateral (select sum(n)::int as orders, (array_agg(spent order by n desc, currency))[1] as spent, max(last) as last from (select currency, count(*) as n, sum(total_minor)::bigint as spent, max(ordered_at) as last from shop_order where customer_id = c.id and status not in ('cancelled', 'refunded') group by currency) g) o on true` },
} as const;

/** Facts of these customers, as far as one of the names asks for them: what nobody asks for is not read. */
export function factsOf(db: Handle, ids: readonly number[], names: ReadonlySet<string>): Promise<CustomerFacts[]> {
  const wanted = Object.values(parts).map((p) => ({ ...p, isAsked: p.names.some((n) => names.has(n)) }));
  return db.rows<CustomerFacts>(sql`select c.id, c.name, c.kind, c.tier, c.language, c.region, c.tags, c.service_level as contract, c.role, c.number, c.created_at as "createdAt", ${raw(wanted.map((p) => (p.isAsked ? p.columns : p.none)).join(', '))}
    from customer c ${raw(wanted.filter((p) => p.isAsked).map((p) => p.join).join(' '))} where c.id = any(${ids}::bigint[]) and c.joined_into is null and c.erased_at is null`);
}
