-- Since when a ticket stands where it stands: «waiting for the customer for three days».
alter table ticket add column status_since timestamptz not null default now();
update ticket set status_since = coalesce(closed_at, solved_at, updated_at);
create index ticket_status_since on ticket (status, status_since);

-- Several changes and a text, applied by one click.
create table macro (
  id bigint generated always as identity primary key,
  name jsonb not null,
  -- Whose alone; null: everybody's, or a team's.
  owner_id bigint references agent (id),
  team_id bigint references team (id),
  changes jsonb not null default '{}',
  -- {zh, en}; sent or laid into the composer.
  text jsonb,
  send boolean not null default false,
  after text not null default 'keep' check (after in ('keep', 'wait', 'solve')),
  note text not null default '',
  active boolean not null default true,
  position int not null default 0,
  used int not null default 0,
  version int not null default 1
);
create table macro_run (
  id bigint generated always as identity primary key,
  macro_id bigint not null references macro (id) on delete cascade,
  ticket_id bigint not null references ticket (id),
  agent_id bigint references agent (id),
  at timestamptz not null,
  change_ids bigint[] not null default '{}',
  message_id bigint,
  note_id bigint,
  undone_at timestamptz
);
create index macro_run_ticket on macro_run (ticket_id, id desc);

-- Event–condition–action (trigger) and time–condition–action (schedule).
create table rule (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('trigger', 'schedule')),
  name jsonb not null,
  active boolean not null default true,
  events text[] not null default '{}',
  -- {cron, timeZone} or {after: hours, since}
  timing jsonb,
  condition text not null default '',
  actions jsonb not null default '[]',
  most_per_hour int not null default 5,
  position int not null default 0,
  -- Up to which minute a schedule has looked.
  looked_at timestamptz,
  version int not null default 1,
  removed boolean not null default false
);
-- What ran and why, what was held back and why.
create table rule_run (
  id bigint generated always as identity primary key,
  rule_id bigint not null references rule (id),
  ticket_id bigint not null references ticket (id),
  at timestamptz not null,
  event text not null,
  event_id bigint,
  -- The moment a schedule counts from: once per moment.
  anchor timestamptz,
  depth int not null default 0,
  outcome text not null check (outcome in ('done', 'failed', 'held')),
  held text,
  steps jsonb not null default '[]'
);
create index rule_run_rule on rule_run (rule_id, id desc);
create index rule_run_ticket on rule_run (ticket_id, at desc);
create unique index rule_run_anchor on rule_run (rule_id, ticket_id, anchor) where anchor is not null;

-- One thing done with many tickets, in the background, with a report.
create table bulk_run (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  agent_id bigint,
  -- Who asked, with what they might do then.
  principal jsonb not null,
  work jsonb not null,
  view text,
  total int not null default 0,
  done int not null default 0,
  failed int not null default 0,
  state text not null default 'waiting' check (state in ('waiting', 'gathering', 'running', 'done', 'stopped')),
  finished_at timestamptz,
  undo_of bigint references bulk_run (id),
  undone_by bigint references bulk_run (id)
);
create index bulk_run_agent on bulk_run (agent_id, id desc);
create table bulk_item (
  run_id bigint not null references bulk_run (id),
  n int not null,
  ticket_id bigint not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
  code text,
  key text,
  params jsonb,
  change_ids bigint[] not null default '{}',
  message_id bigint,
  primary key (run_id, n)
);
create index bulk_item_waiting on bulk_item (run_id, n) where state = 'waiting';
create index bulk_item_failed on bulk_item (run_id, n) where state = 'failed';
