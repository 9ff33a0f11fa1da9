import type { Handle } from '../../../platform/db/index.ts';
import { hot } from '../../../platform/db/index.ts';

export interface Candidate { aId: number; bId: number; code: 'name' | 'address' | 'handle' | 'same-unit'; value: string }

/** Local parts that name an office, not a person. */
const offices = ['info', 'admin', 'service', 'support', 'sales', 'office', 'contact', 'mail', 'hello', 'kefu', 'postmaster', 'noreply', 'no-reply'];

/** What these customers have in common with others: name, place, handle, unit. Each by its own index; few rows whatever the size of the house. */
export const candidates = (db: Handle, ids: readonly number[]) => db.rows<Candidate>(hot`with me as (select id, name, customer_plain(name) as plain from customer where id = any(${ids}) and joined_into is null),
  named as (select me.id as a, o.id as b, me.name from me join lateral (select id from customer where customer_plain(name) = me.plain and joined_into is null and id <> me.id limit 20) o on true where length(me.plain) >= 2),
  place as (select customer_id, customer_plain(address) as at, address as words from shop_order where customer_id in (select a from named union select b from named) and address <> ''
    union select customer_id, customer_plain(fields ->> 'address'), fields ->> 'address' from ticket where customer_id in (select a from named union select b from named) and coalesce(fields ->> 'address', '') <> '')
  select distinct n.a as "aId", n.b as "bId", 'name' as code, n.name as value from named n
  union select n.a, n.b, 'address', p.words from named n join place p on p.customer_id = n.a join place q on q.customer_id = n.b and q.at = p.at where length(p.at) >= 6
  union select me.id, o.customer_id, 'handle', split_part(i.value, '@', 1) from me join identity i on i.customer_id = me.id and i.kind = 'email' and length(split_part(i.value, '@', 1)) >= 5 and not split_part(i.value, '@', 1) = any(${offices})
    join lateral (select customer_id from identity where kind = 'email' and lower(split_part(value, '@', 1)) = split_part(i.value, '@', 1) and customer_id <> me.id
      union all select customer_id from identity where kind = 'external' and lower(regexp_replace(value, '^.*[:/@]', '')) = split_part(i.value, '@', 1) and customer_id <> me.id limit 5) o on true
  union select me.id, o.customer_id, 'handle', regexp_replace(i.value, '^.*[:/@]', '') from me join identity i on i.customer_id = me.id and i.kind = 'external' and length(regexp_replace(i.value, '^.*[:/@]', '')) >= 5
    join lateral (select customer_id from identity where kind = 'email' and lower(split_part(value, '@', 1)) = lower(regexp_replace(i.value, '^.*[:/@]', '')) and customer_id <> me.id limit 5) o on true
  union select me.id, u.customer_id, 'same-unit', u.serial from me join ticket t on t.customer_id = me.id join product_unit u on u.id = t.unit_id where u.customer_id is not null and u.customer_id <> me.id`);
