create table carrier (
  id bigint generated always as identity primary key,
  -- Stands in the URL the carrier posts to.
  key text not null unique,
  kind text not null check (kind in ('parcel', 'own')),
  name jsonb not null,
  enabled boolean not null default true,
  settings jsonb not null default '{}',
  secrets bytea,
  version int not null default 1
);
-- The customer or we bring the parcel to any counter and tell the number: needs nobody's contract.
insert into carrier (key, kind, name) values ('own', 'own', '{"zh":"自行寄送","en":"Sent by oneself"}');

create table shipment (
  id bigint generated always as identity (start with 5001) primary key,
  ticket_id bigint not null references ticket (id),
  direction text not null check (direction in ('to-us', 'to-customer')),
  purpose text not null check (purpose in ('repair', 'return', 'exchange')),
  -- One per step of a process that asks for it.
  key text not null unique,
  carrier_id bigint not null references carrier (id),
  state text not null default 'wanted' check (state in ('wanted', 'labelled', 'handed-over', 'in-transit', 'out-for-delivery', 'delivered', 'failed', 'returned', 'refused', 'cancelled')),
  tracking_number text,
  sender jsonb not null,
  receiver jsonb not null,
  contents text not null default '',
  weight_grams int not null default 1000,
  label_file_id bigint references file (id),
  expected_at timestamptz,
  delivered_at timestamptz,
  fault text,
  created_at timestamptz not null,
  moved_at timestamptz not null,
  unique (carrier_id, tracking_number)
);
create index shipment_ticket on shipment (ticket_id, id);
create index shipment_under_way on shipment (moved_at) where state in ('labelled', 'handed-over', 'in-transit', 'out-for-delivery');

-- Kept by number, not by parcel: a carrier may tell of a scan before its answer with the number reached us.
create table shipment_scan (
  carrier_id bigint not null references carrier (id),
  tracking_number text not null,
  external_id text not null,
  at timestamptz not null,
  state text not null,
  place text not null default '',
  words text not null default '',
  received_at timestamptz not null,
  primary key (carrier_id, tracking_number, external_id)
);
