create table part (
  id bigint generated always as identity primary key,
  number text not null,
  name jsonb not null,
  category text not null default '',
  currency text not null,
  price_minor bigint not null check (price_minor >= 0),
  cost_minor bigint not null check (cost_minor >= 0),
  tax_rate int not null check (tax_rate between 0 and 10000),
  consumable boolean not null default false,
  serialised boolean not null default false,
  supersedes_id bigint references part (id),
  supplier text not null default '',
  lead_days int not null default 7,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  check (supersedes_id <> id)
);
create unique index part_number on part (lower(number));
create index part_supersedes on part (supersedes_id) where supersedes_id is not null;
create index part_words on part using gin ((number || ' ' || (name->>'zh') || ' ' || (name->>'en')) gin_trgm_ops);

-- Which models it fits.
create table part_fit (
  part_id bigint not null references part (id) on delete cascade,
  model_id bigint not null references product_model (id) on delete cascade,
  primary key (part_id, model_id)
);
create index part_fit_model on part_fit (model_id);

-- A part at a site: the sums of its ledger, which the database itself keeps from going below nothing.
create table stock (
  part_id bigint not null references part (id),
  site_id bigint not null references site (id),
  on_hand bigint not null default 0 check (on_hand >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  -- On its way here from another site.
  in_transit bigint not null default 0 check (in_transit >= 0),
  -- Wanted by jobs that wait for it.
  waiting bigint not null default 0 check (waiting >= 0),
  -- Old parts taken out of customers' products.
  defective bigint not null default 0 check (defective >= 0),
  value_minor bigint not null default 0 check (value_minor >= 0),
  reorder_point bigint not null default 0 check (reorder_point >= 0),
  reorder_to bigint not null default 0,
  bin text not null default '',
  spare bigint generated always as (on_hand - reserved - waiting - reorder_point) stored,
  low boolean generated always as (waiting > 0 or (reorder_point > 0 and on_hand - reserved <= reorder_point)) stored,
  -- 2: a job waits for it, 1: down at the reorder point.
  urgency int generated always as (case when waiting > 0 then 2 when reorder_point > 0 and on_hand - reserved <= reorder_point then 1 else 0 end) stored,
  primary key (part_id, site_id),
  check (reserved <= on_hand),
  check (reorder_to >= reorder_point),
  check (on_hand > 0 or value_minor = 0)
);
create index stock_short on stock (urgency desc, spare, part_id, site_id);
create index stock_site on stock (site_id, urgency desc, spare, part_id);

create table part_reservation (
  id bigint generated always as identity primary key,
  part_id bigint not null references part (id),
  site_id bigint not null references site (id),
  quantity bigint not null check (quantity > 0),
  used bigint not null default 0 check (used between 0 and quantity),
  state text not null check (state in ('held', 'waiting', 'used', 'released')),
  for_what text not null,
  ticket_id bigint references ticket (id),
  key text not null unique,
  at timestamptz not null
);
create index part_reservation_for on part_reservation (for_what);
create index part_reservation_ticket on part_reservation (ticket_id) where ticket_id is not null;
create index part_reservation_waiting on part_reservation (part_id, site_id, id) where state = 'waiting';
create index part_reservation_held on part_reservation (part_id, site_id, id) where state = 'held';

create table part_transfer (
  id bigint generated always as identity primary key,
  part_id bigint not null references part (id),
  from_id bigint not null references site (id),
  to_id bigint not null references site (id),
  quantity bigint not null check (quantity > 0),
  arrived bigint check (arrived between 0 and quantity),
  value_minor bigint not null check (value_minor >= 0),
  state text not null default 'sent' check (state in ('sent', 'arrived', 'cancelled')),
  note text not null default '',
  key text not null unique,
  sent_at timestamptz not null,
  arrived_at timestamptz,
  check (from_id <> to_id)
);
create index part_transfer_part on part_transfer (part_id, id desc);
create index part_transfer_to on part_transfer (to_id, id desc);
create index part_transfer_from on part_transfer (from_id, id desc);

create table purchase_order (
  id bigint generated always as identity primary key,
  site_id bigint not null references site (id),
  supplier text not null default '',
  currency text not null,
  state text not null default 'draft' check (state in ('draft', 'ordered', 'partly', 'received', 'cancelled')),
  by_rule boolean not null default false,
  note text not null default '',
  created_at timestamptz not null,
  ordered_at timestamptz,
  expected_on date
);
create index purchase_order_state on purchase_order (state, id desc);
-- The rule writes into one draft per site and supplier.
create unique index purchase_order_rule on purchase_order (site_id, supplier, currency) where by_rule and state = 'draft';
create table purchase_line (
  id bigint generated always as identity primary key,
  order_id bigint not null references purchase_order (id) on delete cascade,
  part_id bigint not null references part (id),
  quantity bigint not null check (quantity > 0),
  received bigint not null default 0 check (received between 0 and quantity),
  cost_minor bigint not null check (cost_minor >= 0),
  unique (order_id, part_id)
);
create index purchase_line_part on purchase_line (part_id);

-- The ledger: what is written here is never changed. Numbers are what was added to each sum of the stock.
create table part_move (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  kind text not null check (kind in ('receive', 'reserve', 'release', 'use', 'return-old', 'send', 'arrive', 'lost', 'count', 'scrap-old', 'refurbish')),
  part_id bigint not null references part (id),
  site_id bigint not null references site (id),
  quantity bigint not null check (quantity >= 0),
  on_hand bigint not null default 0,
  reserved bigint not null default 0,
  in_transit bigint not null default 0,
  defective bigint not null default 0,
  value_minor bigint not null default 0,
  for_what text,
  ticket_id bigint references ticket (id),
  reservation_id bigint references part_reservation (id),
  transfer_id bigint references part_transfer (id),
  line_id bigint references purchase_line (id),
  reason text not null default '',
  serials text[] not null default '{}',
  actor jsonb not null,
  key text not null,
  -- The same cause moves the same stock once.
  unique (key, kind, part_id, site_id)
);
create index part_move_part on part_move (part_id, id desc);
create index part_move_ticket on part_move (ticket_id) where ticket_id is not null;
create function part_move_is_final() returns trigger language plpgsql as $$ begin
  raise exception 'the ledger of parts is never changed';
end $$;
create trigger part_move_final before update or delete on part_move for each row execute function part_move_is_final();
