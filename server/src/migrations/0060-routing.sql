create table queue (
  id bigint generated always as identity primary key,
  name text not null,
  team_id bigint not null references team (id),
  match jsonb not null default '{}',
  -- [{skillId, level}]: what a person must have at least.
  skills jsonb not null default '[]',
  match_language boolean not null default true,
  position int not null,
  enabled boolean not null default true
);
-- Tickets nobody fits for yet. Empty when everybody is served, so counting it costs nothing.
create table routing_wait (
  ticket_id bigint primary key references ticket (id),
  -- None when no queue matches: such a ticket waits for one, or for a person to pick it up.
  queue_id bigint references queue (id) on delete set null,
  team_id bigint references team (id),
  language text not null,
  -- Tier before priority; the highest is served first.
  priority int not null default 0,
  -- Shall not get it: handed it over, or left and keeps it until somebody else can take it.
  excluded_id bigint references agent (id),
  since timestamptz not null
);
create index routing_wait_team on routing_wait (team_id, queue_id, priority desc, since);
create table routing_choice (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  at timestamptz not null,
  outcome text not null check (outcome in ('assigned', 'manual')),
  queue_name text,
  agent_id bigint not null references agent (id),
  -- [{id, chosen, reasons: [{code, values}]}]
  candidates jsonb not null default '[]'
);
create index routing_choice_ticket on routing_choice (ticket_id, id desc);
-- One row per person, locked while tickets are given out: routers take turns, so nobody is filled beyond capacity.
-- What somebody has in hand is counted from their tickets under this lock, so that it can never be wrong.
create table agent_load (
  agent_id bigint primary key references agent (id),
  last_assigned_at timestamptz
);
