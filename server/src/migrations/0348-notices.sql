-- What somebody of ours is told: one row per person and happening.
create table notice (
  id bigint generated always as identity primary key,
  agent_id bigint not null references agent (id) on delete cascade,
  kind text not null check (kind in ('assigned', 'team', 'mentioned', 'answered', 'warning', 'breached', 'step')),
  ticket_id bigint references ticket (id) on delete cascade,
  -- Who caused it, and a few words of what: shown as they are.
  who text not null default '',
  words text not null default '',
  at timestamptz not null,
  read_at timestamptz,
  -- Waits for the next digest by mail.
  digest boolean not null default false,
  -- Of the fact it comes from; told once.
  key text not null,
  unique (agent_id, key)
);
create index notice_newest on notice (agent_id, id desc);
create index notice_unread on notice (agent_id) where read_at is null;
create index notice_digest on notice (agent_id) where digest;
create index notice_at on notice (at);

-- {"mentioned": {"app": true, "mail": true, "push": false}}; what is left out is as it comes.
create table notice_setting (
  agent_id bigint primary key references agent (id) on delete cascade,
  ways jsonb not null default '{}',
  digest text not null default 'off' check (digest in ('off', 'hourly', 'daily')),
  -- Minute of the day, in the person's own time zone.
  digest_at int not null default 540 check (digest_at between 0 and 1439),
  digested_at timestamptz,
  quiet_from int check (quiet_from between 0 and 1439),
  quiet_to int check (quiet_to between 0 and 1439)
);
create table notice_push (
  id bigint generated always as identity primary key,
  agent_id bigint not null references agent (id) on delete cascade,
  endpoint_hash text not null unique,
  target bytea not null,
  created_at timestamptz not null
);
create index notice_push_agent on notice_push (agent_id);
