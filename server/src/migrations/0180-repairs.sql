create table repair (
  id bigint generated always as identity (start with 3001) primary key,
  ticket_id bigint not null references ticket (id),
  unit_id bigint,
  how text not null check (how in ('remote', 'visit', 'counter', 'depot')),
  site_id bigint references site (id),
  technician_id bigint references agent (id),
  state text not null check (state in ('reported', 'confirmed', 'received', 'diagnosed', 'quoted', 'approved', 'waiting-parts', 'in-repair', 'testing', 'ready', 'replaced', 'declined', 'handed-back', 'solved-remotely', 'cancelled')),
  -- What the customer told: {text, faultKey, guided: [{question, answer}], photos}
  report jsonb not null,
  -- {faultKey, fault, cause, damage, note, photos, at, by}
  diagnosis jsonb,
  -- The entitlement as it was said when it was decided.
  owed jsonb,
  remedy jsonb,
  quote_id bigint,
  tests jsonb not null default '[]',
  tested_at timestamptz,
  -- The unit given instead.
  replacement_id bigint,
  hand_back jsonb,
  failures int not null default 1,
  opened_at timestamptz not null,
  confirmed_at timestamptz,
  due_at timestamptz not null,
  finished_at timestamptz,
  version int not null default 1
);
-- One repair at a time on a ticket.
create unique index repair_running on repair (ticket_id) where state not in ('handed-back', 'solved-remotely', 'cancelled');
create index repair_ticket on repair (ticket_id, id desc);
create index repair_unit on repair (unit_id) where unit_id is not null;
-- The bench: what is due first, of all or of one state, site or person.
create index repair_due on repair (due_at, id) where finished_at is null;
create index repair_state on repair (state, due_at, id);
create index repair_technician on repair (technician_id, due_at, id) where finished_at is null;
create index repair_site on repair (site_id, due_at, id) where finished_at is null;

create table repair_line (
  id bigint generated always as identity primary key,
  repair_id bigint not null references repair (id),
  kind text not null check (kind in ('part', 'labour', 'other')),
  part_id bigint,
  description text not null,
  quantity numeric(12, 3) not null check (quantity > 0),
  minutes int not null default 0 check (minutes >= 0),
  -- Net, minor units.
  unit_minor bigint not null default 0,
  tax_rate int not null,
  state text not null default 'planned' check (state in ('planned', 'reserved', 'waiting', 'used', 'dropped')),
  reservation_id bigint,
  serial text not null default '',
  old_part text not null default 'none' check (old_part in ('none', 'expected', 'back')),
  check ((kind = 'part') = (part_id is not null))
);
create index repair_line_repair on repair_line (repair_id, id);

-- Every move with who and why.
create table repair_step (
  id bigint generated always as identity primary key,
  repair_id bigint not null references repair (id),
  at timestamptz not null,
  from_state text,
  to_state text not null,
  actor jsonb not null,
  note text not null default ''
);
create index repair_step_repair on repair_step (repair_id, id);

create table repair_setting (
  sole boolean primary key default true check (sole),
  currency text not null default 'CNY',
  labour_minor_per_hour bigint not null default 12000,
  tax_rate int not null default 600,
  shipping_minor bigint not null default 1800,
  finish_days int not null default 7,
  part_days int not null default 30,
  depot_site_id bigint references site (id)
);
insert into repair_setting default values;
