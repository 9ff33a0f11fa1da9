create table sla_policy (
  id bigint generated always as identity primary key,
  name text not null,
  match jsonb not null default '{}',
  calendar_id bigint not null references calendar (id),
  -- Minutes of working time per target; null = no such clock.
  targets jsonb not null,
  warn_at double precision not null default 0.8,
  position int not null,
  enabled boolean not null default true
);
-- One target running on a ticket. Everything but the ids is worked out from the ledger and kept here for lists and timers.
create table sla_clock (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  target text not null check (target in ('first-response', 'solution', 'closing')),
  policy_id bigint references sla_policy (id) on delete set null,
  policy_name text not null,
  calendar_id bigint not null references calendar (id),
  target_seconds int not null,
  warn_share double precision not null,
  state text not null check (state in ('running', 'paused', 'met', 'breached', 'cancelled')),
  started_at timestamptz not null,
  due_at timestamptz,
  warn_at timestamptz,
  warned_at timestamptz,
  met_at timestamptz,
  breached_at timestamptz,
  used_seconds int not null default 0,
  -- Until when used_seconds counts; a running clock goes on from here.
  counted_at timestamptz not null,
  unique (ticket_id, target)
);
-- Deadlines are found by their time, never by a sweep over all clocks.
create index sla_clock_due on sla_clock (due_at) where state = 'running';
create index sla_clock_warn on sla_clock (warn_at) where state = 'running' and warned_at is null;
-- What happened to a clock, in order, never changed: the kinds of the ledger, and 'warned'.
create table sla_ledger (
  id bigint generated always as identity primary key,
  clock_id bigint not null references sla_clock (id),
  at timestamptz not null,
  kind text not null,
  reason text not null default '',
  target_seconds int,
  calendar_id bigint
);
create index sla_ledger_clock on sla_ledger (clock_id, id);
