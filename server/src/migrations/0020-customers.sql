create table customer (
  id bigint generated always as identity primary key,
  kind text not null default 'person' check (kind in ('person', 'company')),
  name text not null,
  company_id bigint references customer (id),
  tier text not null default 'standard',
  language text not null default 'zh-CN',
  preferred_channel text,
  tags text[] not null default '{}',
  note text not null default '',
  created_at timestamptz not null default now(),
  -- Turned out to be this one; kept so that the joining can be undone.
  joined_into bigint references customer (id),
  version int not null default 1
);
create index customer_company on customer (company_id) where company_id is not null;
create index customer_name_trgm on customer using gin (name gin_trgm_ops);
-- One customer per (kind, value): two doors at the same moment find the same row.
create table identity (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customer (id),
  kind text not null check (kind in ('email', 'phone', 'chat', 'external')),
  value text not null,
  verified boolean not null default false,
  created_at timestamptz not null default now(),
  unique (kind, value)
);
create index identity_customer on identity (customer_id);
create index identity_value_trgm on identity using gin (value gin_trgm_ops);
