-- The counter of a shop is a door like mail and chat.
alter table channel_account drop constraint channel_account_kind_check;
alter table channel_account add constraint channel_account_kind_check check (kind in ('mail', 'chat', 'portal', 'webhook', 'phone', 'counter'));
insert into channel_account (kind, name, address) values ('counter', '门店柜台 · Counter', 'counter');

-- What people queue for at a site, each with its letter.
create table counter_service (
  id bigint generated always as identity primary key,
  site_id bigint not null references site (id),
  letter text not null check (letter ~ '^[A-Z]$'),
  name jsonb not null,
  -- Lower is called first when several queues wait equally long.
  position int not null default 1,
  active boolean not null default true,
  unique (site_id, letter)
);
-- One number of one day: A012.
create table counter_number (
  id bigint generated always as identity primary key,
  site_id bigint not null references site (id),
  service_id bigint not null references counter_service (id),
  day date not null,
  letter text not null,
  number int not null,
  state text not null default 'waiting' check (state in ('waiting', 'called', 'serving', 'done', 'no-show', 'left')),
  taken_at timestamptz not null,
  called_at timestamptz,
  calls int not null default 0,
  desk text not null default '',
  agent_id bigint references agent (id),
  ended_at timestamptz,
  ticket_id bigint references ticket (id),
  unique (site_id, day, letter, number)
);
create index counter_number_waiting on counter_number (site_id, day, taken_at, id) where state = 'waiting';
create index counter_number_day on counter_number (site_id, day, id desc);

-- A product left with us over the counter, and who has it now.
create table counter_item (
  id bigint generated always as identity primary key,
  -- On the receipt, as 'SHA-1-000123'.
  code text not null unique,
  site_id bigint not null references site (id),
  ticket_id bigint not null references ticket (id),
  customer_id bigint not null references customer (id),
  unit_id bigint references product_unit (id),
  product text not null default '',
  serial text not null default '',
  fault text not null default '',
  condition jsonb not null default '[]',
  accessories jsonb not null default '[]',
  photos bigint[] not null default '{}',
  signature bigint references file (id),
  received_at timestamptz not null,
  received_by bigint references agent (id),
  promised_at timestamptz,
  -- The end of the chain below, so that lists need not walk it: exactly one holder at any time.
  holder text not null check (holder in ('site', 'carrier', 'vendor', 'customer')),
  holder_site_id bigint references site (id),
  holder_name text not null,
  -- Where it is on its way to.
  bound_for_id bigint references site (id),
  seal text not null default '',
  links int not null default 1,
  returned_at timestamptz,
  check ((holder = 'site') = (holder_site_id is not null)),
  check (bound_for_id is null or holder = 'carrier')
);
create index counter_item_holder on counter_item (holder_site_id, id desc) where holder = 'site';
create index counter_item_bound on counter_item (bound_for_id) where bound_for_id is not null;
create index counter_item_site on counter_item (site_id, id desc);
create index counter_item_ticket on counter_item (ticket_id);
create index counter_item_serial on counter_item (serial) where serial <> '';
-- Chain of custody: link n begins where link n-1 ended.
create table counter_custody (
  id bigint generated always as identity primary key,
  item_id bigint not null references counter_item (id),
  link int not null,
  act text not null check (act in ('received', 'sent', 'arrived', 'called-back', 'handed-back')),
  from_kind text not null,
  from_site_id bigint references site (id),
  from_name text not null,
  to_kind text not null,
  to_site_id bigint references site (id),
  to_name text not null,
  seal text not null default '',
  -- False: it arrived with another seal than it left with.
  seal_held boolean,
  note text not null default '',
  files bigint[] not null default '{}',
  at timestamptz not null,
  actor jsonb not null,
  unique (item_id, link)
);
-- The code a customer names to get the product back.
create table counter_code (
  item_id bigint primary key references counter_item (id),
  mac text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  tries int not null default 0,
  -- By which door it went.
  door text not null
);
