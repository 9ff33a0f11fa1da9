create table queue (
  id bigint generated always as identity primary key,
  name text not null,
  team_id bigint not null references team (id),
  match jsonb not null default '{}',
  skills jsonb not null default '[]',
  match_language boolean not null default true,
  position int not null,
  enabled boolean not null default true
);
create table routing_wait (
  ticket_id bigint primary key references ticket (id),
  queue_id bigint references queue (id) on delete cascade,
  priority int not null default 0,
  since timestamptz not null default now(),
  next_try_at timestamptz not null default now()
);
create index routing_wait_queue on routing_wait (queue_id, priority desc, since);
create table routing_choice (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  at timestamptz not null,
  outcome text not null,
  queue_id bigint,
  queue_name text,
  agent_id bigint,
  candidates jsonb not null default '[]'
);
create index routing_choice_ticket on routing_choice (ticket_id, id desc);
-- Open tickets per person, kept in the transaction of each change of owner or state.
create table agent_load (
  agent_id bigint primary key references agent (id),
  open int not null default 0,
  last_assigned_at timestamptz
);
