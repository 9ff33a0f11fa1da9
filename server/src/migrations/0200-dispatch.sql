-- Days are planned by one row of rules; what is not set here has the value of the contract.
create table dispatch_settings (
  id int primary key default 1 check (id = 1),
  settings jsonb not null default '{}'
);
insert into dispatch_settings default values;

create table territory (
  id bigint generated always as identity primary key,
  name jsonb not null,
  -- Names of provinces, cities or districts, as addresses carry them.
  regions text[] not null default '{}',
  -- Corners [lat, lon] of one polygon; null where regions say enough.
  polygon jsonb,
  active boolean not null default true
);
create table technician (
  id bigint generated always as identity primary key,
  agent_id bigint not null unique references agent (id),
  active boolean not null default true,
  -- Where a day begins and ends.
  home_name text not null default '',
  home_lat double precision not null check (home_lat between -90 and 90),
  home_lon double precision not null check (home_lon between -180 and 180),
  van_site_id bigint references site (id),
  territory_ids bigint[] not null default '{}',
  -- {"mon":[["08:30","17:30"]], …} on clocks of the company
  shift jsonb not null,
  -- {"from":"11:30","until":"13:00","minutes":45}; null: none
  lunch jsonb,
  phone text not null default ''
);
create table technician_absence (
  id bigint generated always as identity primary key,
  technician_id bigint not null references technician (id) on delete cascade,
  from_day date not null,
  until_day date not null,
  reason text not null default '',
  check (until_day >= from_day)
);
create index technician_absence_technician on technician_absence (technician_id, until_day);

create table visit (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  unit_id bigint,
  title text not null,
  fault text not null default '',
  contact_name text not null default '',
  phone text not null default '',
  address text not null default '',
  region text not null default '',
  lat double precision,
  lon double precision,
  minutes int not null check (minutes between 5 and 600),
  skills jsonb not null default '[]',
  parts jsonb not null default '[]',
  checklist jsonb not null default '[]',
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  state text not null default 'waiting' check (state in ('waiting', 'planned', 'on-the-way', 'arrived', 'done', 'failed', 'cancelled')),
  -- What the customer was promised: work begins between these two.
  window_from timestamptz,
  window_to timestamptz,
  technician_id bigint references technician (id),
  starts_at timestamptz,
  locked boolean not null default false,
  published_at timestamptz,
  on_the_way_at timestamptz,
  eta_at timestamptz,
  arrived_at timestamptz,
  finished_at timestamptz,
  -- Keys of the list that are ticked.
  checked text[] not null default '{}',
  note text not null default '',
  reason text not null default '',
  signed_by text not null default '',
  signature_file_id bigint references file (id),
  created_at timestamptz not null default now(),
  version int not null default 1,
  -- The step that asked for it: asked again, it is the same visit.
  origin text unique,
  check ((window_from is null) = (window_to is null)),
  check (window_to >= window_from),
  check ((lat is null) = (lon is null)),
  check (state = 'waiting' or window_from is not null or state = 'cancelled')
);
create index visit_ticket on visit (ticket_id);
create index visit_window on visit (window_from) where window_from is not null;
create index visit_waiting on visit (created_at) where state = 'waiting';
create index visit_technician on visit (technician_id, starts_at) where technician_id is not null;

create table visit_photo (
  visit_id bigint not null references visit (id),
  file_id bigint not null references file (id),
  caption text not null default '',
  at timestamptz not null,
  primary key (visit_id, file_id)
);
create table visit_part (
  id bigint generated always as identity primary key,
  visit_id bigint not null references visit (id),
  part_id bigint not null,
  quantity int not null check (quantity > 0),
  serials text[] not null default '{}',
  at timestamptz not null,
  operation text not null unique
);
create index visit_part_visit on visit_part (visit_id);

-- One row per planned day; whoever books into a day holds it, so that the last slot is given once.
create table dispatch_day (
  day date primary key,
  published_at timestamptz,
  published_by text
);
create table plan_run (
  id bigint generated always as identity primary key,
  day date not null,
  state text not null check (state in ('queued', 'running', 'ready', 'failed', 'applied', 'undone', 'discarded')),
  reason text not null default '',
  asked_by text not null default '',
  at timestamptz not null,
  progress real not null default 0,
  -- {figures, places: [{visitId, version, technicianId, startsAt}]}
  before jsonb,
  after jsonb,
  took_ms int,
  fault text
);
create index plan_run_day on plan_run (day, id desc);

-- What technicians did where there was no line; each taken once.
create table field_operation (
  id text primary key,
  technician_id bigint not null references technician (id),
  visit_id bigint not null,
  kind text not null,
  at timestamptz not null,
  received_at timestamptz not null,
  outcome jsonb not null
);
create index field_operation_visit on field_operation (visit_id);
