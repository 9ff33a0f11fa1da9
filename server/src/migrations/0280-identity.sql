-- Two customers who turned out to be one. A joining is an edge (customer.joined_into); what each row would belong to without any
-- joining stands in customer_home. So a joining is undone by taking its edge away, in whatever order joinings came and go.
create table customer_merge (
  id bigint generated always as identity primary key,
  from_id bigint not null references customer (id),
  into_id bigint not null references customer (id),
  -- mail, phone, order, unit, qr, sign-in: proved; said: a stranger told who they are; person: somebody of ours said so.
  proof text not null check (proof in ('mail', 'phone', 'order', 'unit', 'qr', 'sign-in', 'said', 'person')),
  -- [{ code, value }]
  reasons jsonb not null default '[]',
  actor jsonb not null,
  at timestamptz not null,
  -- [{ table, count }]: what moved.
  moved jsonb not null default '[]',
  -- Name, tier, tags … of the one that stayed, as they were and as they became: undoing gives back what nobody changed since.
  before jsonb not null,
  after jsonb not null,
  undone_at timestamptz,
  undone_by jsonb,
  check (from_id <> into_id)
);
-- A customer is joined into one other at most.
create unique index customer_merge_standing on customer_merge (from_id) where undone_at is null;
create index customer_merge_into on customer_merge (into_id, id desc);
create index customer_joined on customer (joined_into) where joined_into is not null;

-- Rows that belong to somebody else because of a joining, and whose they are without it.
create table customer_home (
  table_name text not null,
  row_key bigint not null,
  customer_id bigint not null references customer (id),
  primary key (table_name, row_key)
);
create index customer_home_customer on customer_home (customer_id, table_name);

-- Probably the same person, with reasons; decided by people.
create table customer_proposal (
  id bigint generated always as identity primary key,
  a_id bigint not null references customer (id),
  b_id bigint not null references customer (id),
  score int not null,
  reasons jsonb not null,
  state text not null default 'open' check (state in ('open', 'merged', 'dismissed')),
  found_at timestamptz not null,
  decided_at timestamptz,
  decided_by jsonb,
  check (a_id < b_id),
  unique (a_id, b_id)
);
create index customer_proposal_b on customer_proposal (b_id);

-- Whoever writes a row for a customer who was joined meanwhile writes it for the one that stayed, and its home is remembered. The
-- look at the customer waits for a joining that is under way, so no row slips past it.
create function customer_follow() returns trigger language plpgsql as $$
declare target bigint; home bigint;
begin
  if new.customer_id is null or (tg_op = 'UPDATE' and current_setting('aftercare.joining', true) = 'on') then return new; end if;
  select joined_into into target from customer where id = new.customer_id for key share;
  if target is not null then
    home := new.customer_id;
    while target is not null loop
      new.customer_id := target;
      select joined_into into target from customer where id = new.customer_id for key share;
    end loop;
  end if;
  if tg_op = 'UPDATE' then
    if new.customer_id is not distinct from old.customer_id then return new; end if;
    delete from customer_home where table_name = tg_table_name and row_key = (to_jsonb(new) ->> tg_argv[0])::bigint;
  end if;
  if home is not null then
    insert into customer_home (table_name, row_key, customer_id) values (tg_table_name, (to_jsonb(new) ->> tg_argv[0])::bigint, home)
      on conflict (table_name, row_key) do update set customer_id = excluded.customer_id;
  end if;
  return new;
end $$;
-- A table whose customer_id follows joinings; its module lists it among its belongings.
create function customer_belongs(tab regclass, key text) returns void language plpgsql as $$
begin
  execute format('create trigger customer_follow before insert or update of customer_id on %s for each row execute function customer_follow(%L)', tab, key);
end $$;
select customer_belongs('identity', 'id'), customer_belongs('conversation', 'id'), customer_belongs('ticket', 'id'), customer_belongs('acknowledgement', 'ticket_id'),
  customer_belongs('product_unit', 'id'), customer_belongs('shop_order', 'id'), customer_belongs('counter_item', 'id');
create index counter_item_customer on counter_item (customer_id);

-- What came after a joining and hangs on something that goes back goes with it: a later conversation of the same thread, a ticket all
-- of whose conversations go back, what a ticket owns. Everything else stays with the one that stayed.
create function customer_keep_together(ids bigint[]) returns void language plpgsql as $$
begin
  insert into customer_home (table_name, row_key, customer_id)
    select distinct on (c.id) 'conversation', c.id, h.customer_id from customer_home h join conversation o on o.id = h.row_key
      join conversation c on c.channel_account_id = o.channel_account_id and c.thread_key = o.thread_key and c.customer_id = o.customer_id
    where h.table_name = 'conversation' and h.customer_id = any(ids) on conflict do nothing;
  insert into customer_home (table_name, row_key, customer_id)
    select 'ticket', tc.ticket_id, min(h.customer_id) from customer_home h join ticket_conversation tc on tc.conversation_id = h.row_key
    where h.table_name = 'conversation' and h.customer_id = any(ids)
      and not exists (select from ticket_conversation o where o.ticket_id = tc.ticket_id
        and not exists (select from customer_home g where g.table_name = 'conversation' and g.row_key = o.conversation_id and g.customer_id = any(ids)))
    group by tc.ticket_id on conflict do nothing;
  insert into customer_home (table_name, row_key, customer_id)
    select 'acknowledgement', a.ticket_id, h.customer_id from customer_home h join acknowledgement a on a.ticket_id = h.row_key
    where h.table_name = 'ticket' and h.customer_id = any(ids) on conflict do nothing;
  insert into customer_home (table_name, row_key, customer_id)
    select 'counter_item', i.id, h.customer_id from customer_home h join counter_item i on i.ticket_id = h.row_key
    where h.table_name = 'ticket' and h.customer_id = any(ids) on conflict do nothing;
end $$;

-- Names as they are compared: no case, no spaces, no forms of address.
create function customer_plain(words text) returns text language sql immutable parallel safe as $$
  select regexp_replace(regexp_replace(lower(normalize(words, nfkc)), '^(mr|mrs|ms|dr)\.?\s+|(先生|女士|小姐|老师)$', '', 'g'), '[[:space:][:punct:]，。、（）－·]+', '', 'g')
$$;
create index customer_plain_name on customer (customer_plain(name)) where joined_into is null;
create index identity_handle on identity (lower(split_part(value, '@', 1))) where kind = 'email';
create index identity_external_handle on identity (lower(regexp_replace(value, '^.*[:/@]', ''))) where kind = 'external';

-- Joinings are one transaction now; nobody follows them later.
delete from parked_event where subscription in ('orders.on-customers', 'products.on-customers');
delete from subscription where name in ('orders.on-customers', 'products.on-customers');
