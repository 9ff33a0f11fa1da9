create extension if not exists pg_trgm;

-- The log of facts. Written only by platform/bus, under a lock that readers look at (see platform/bus/horizon.ts).
create table event (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  stream text not null,
  type text not null,
  version int not null,
  payload jsonb not null,
  actor jsonb not null,
  correlation text
);
create index event_stream on event (stream, id);

create table subscription (
  name text primary key,
  position bigint,
  moved_at timestamptz not null default now()
);
create table parked_event (
  subscription text not null references subscription (name),
  event_id bigint not null references event (id),
  stream text not null,
  error text,
  attempts int not null default 0,
  next_try_at timestamptz not null,
  parked_at timestamptz not null default now(),
  primary key (subscription, event_id)
);

-- Values the installation makes once and keeps: keys, ids, flags.
create table installation (
  key text primary key,
  value jsonb not null
);

create table session (
  token_hash text primary key,
  -- 'agent' or 'customer'
  subject text not null,
  subject_id bigint not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ip text,
  user_agent text
);
create index session_subject on session (subject, subject_id);

create table one_time_link (
  token_hash text primary key,
  purpose text not null,
  subject_id bigint,
  email text,
  data jsonb not null default '{}',
  expires_at timestamptz not null,
  used_at timestamptz
);

create table api_key (
  id bigint generated always as identity primary key,
  name text not null,
  role text not null,
  prefix text not null,
  secret_hash text not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
