-- A certificate runs out: until then (the day itself included) the skill counts.
alter table agent_skill add column certificate text not null default '', add column expires_on date, add column warned_for text not null default '';
create index agent_skill_expiry on agent_skill (expires_on) where expires_on is not null;
-- {call, chat, written}: how many of a kind at once, beside the overall capacity; a kind left out has no limit of its own.
alter table agent add column channel_capacity jsonb not null default '{}';
-- Weight, stickiness, order, lane, offer and overflow; what is left out is as shipped.
alter table queue add column settings jsonb not null default '{}';

-- `kind` tells apart what must be asked of a person; the waiting of one kind stand in one line, the next first.
alter table routing_wait
  add column rank_at timestamptz, add column kind text not null default '', add column demand jsonb not null default '{}', add column credit_minutes int not null default 0, add column pressure_minutes int not null default 0,
  add column excluded_until timestamptz, add column overflow_at timestamptz, add column hops int not null default 0, add column to_queue_id bigint references queue (id) on delete set null, add column to_team_id bigint references team (id) on delete set null;
update routing_wait set rank_at = since - make_interval(mins => priority * 24), kind = coalesce(team_id::text, '') || '/' || coalesce(queue_id::text, '') || '/' || language, credit_minutes = priority * 24;
alter table routing_wait alter column rank_at set not null;
drop index routing_wait_team;
create index routing_wait_line on routing_wait (kind, rank_at, ticket_id);
create index routing_wait_overflow on routing_wait (overflow_at) where overflow_at is not null;

alter table routing_choice add column queue_id bigint references queue (id) on delete set null, add column weight real not null default 1, add column rule jsonb;
create index routing_choice_at on routing_choice (at);
-- What somebody was given lately, by weight, never below the least of their colleagues when they come; and offers they let pass in a row.
alter table agent_load add column given double precision not null default 0, add column level_at timestamptz, add column misses int not null default 0;
-- Given to somebody who has to take it by a time.
create table routing_offer (
  ticket_id bigint primary key references ticket (id),
  agent_id bigint not null references agent (id),
  queue_id bigint references queue (id) on delete set null,
  at timestamptz not null,
  expires_at timestamptz not null,
  misses int not null
);
create index routing_offer_expiry on routing_offer (expires_at);
create index routing_offer_agent on routing_offer (agent_id);
-- When somebody took work; the open stretch has no end yet.
create table agent_presence (
  agent_id bigint not null references agent (id),
  from_at timestamptz not null,
  to_at timestamptz,
  primary key (agent_id, from_at)
);
create unique index agent_presence_open on agent_presence (agent_id) where to_at is null;
insert into agent_presence (agent_id, from_at) select id, presence_at from agent where presence = 'online';
-- Another set of rules on the arrivals of the past; nothing of it touches what is live.
create table routing_replay (
  id bigint generated always as identity primary key,
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  progress double precision not null default 0,
  by_name text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  reason text,
  request jsonb not null,
  result jsonb
);
