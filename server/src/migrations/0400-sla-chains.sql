-- Chains of a policy, when its clocks pause, and how far each clock has climbed.
alter table sla_policy add column escalations jsonb not null default '[]';
alter table sla_policy add column pauses jsonb;
alter table sla_clock drop constraint sla_clock_target_check;
alter table sla_clock add constraint sla_clock_target_check check (target in ('first-response', 'next-response', 'solution', 'closing'));
alter table sla_clock
  -- The highest rung told, in percent of the target; 0: none.
  add column climbed int not null default 0,
  add column told_at timestamptz,
  add column escalate_at timestamptz,
  add column acknowledged_at timestamptz,
  add column acknowledged_by text;
create index sla_clock_escalate on sla_clock (escalate_at) where escalate_at is not null;
-- A changed calendar concerns only the clocks that count in it and still go on.
create index sla_clock_calendar on sla_clock (calendar_id, ticket_id) where state in ('running', 'paused', 'breached');

-- Clocks being read anew; total is counted when it begins.
create table sla_replay (
  id bigint generated always as identity primary key,
  cause text not null check (cause in ('policy', 'calendar')),
  calendar_id bigint references calendar (id) on delete cascade,
  name text not null default '',
  total int not null default 0,
  done int not null default 0,
  started_at timestamptz not null,
  ended_at timestamptz
);

-- A notice of a chain: the rung in percent of the target, and that it may be taken on. Its kind is 'breached'.
alter table notice add column rung int;
