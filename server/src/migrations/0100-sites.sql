-- Where products and parts can be: shops, service centres, depots, warehouses, and the vans of technicians.
create table site (
  id bigint generated always as identity primary key,
  key text not null,
  kind text not null check (kind in ('shop', 'centre', 'depot', 'warehouse', 'van')),
  name jsonb not null,
  address text not null default '',
  region text not null default '',
  lat double precision check (lat between -90 and 90),
  lon double precision check (lon between -180 and 180),
  phone text not null default '',
  calendar_id bigint references calendar (id),
  agent_id bigint references agent (id),
  home_id bigint references site (id),
  active boolean not null default true,
  created_at timestamptz not null default now(),
  check ((lat is null) = (lon is null)),
  check (home_id <> id)
);
create unique index site_key on site (lower(key));
-- One van per driver, so that "the van of" has one answer.
create unique index site_driver on site (agent_id) where agent_id is not null and active;
create table site_agent (
  site_id bigint not null references site (id) on delete cascade,
  agent_id bigint not null references agent (id),
  primary key (site_id, agent_id)
);
create index site_agent_agent on site_agent (agent_id);
