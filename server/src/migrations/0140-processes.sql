-- Diagrams and decision tables by key; every version that was ever live stays.
create table process_definition (
  key text primary key,
  kind text not null check (kind in ('bpmn', 'dmn')),
  title jsonb not null,
  -- Version that new instances start on.
  live int,
  changed_at timestamptz not null
);
create table process_version (
  key text not null references process_definition (key),
  version int not null,
  xml text not null,
  note text not null default '',
  by_name text not null,
  at timestamptz not null,
  -- Hash of the shipped file it came from; null for what was drawn here.
  seed text,
  primary key (key, version)
);
create table process_draft (
  key text primary key,
  kind text not null,
  xml text not null,
  note text not null default '',
  by_name text not null,
  at timestamptz not null
);
create table process_instance (
  id bigint generated always as identity primary key,
  key text not null,
  version int not null,
  stream text not null,
  ticket_id bigint,
  state text not null check (state in ('running', 'stuck', 'completed', 'failed', 'cancelled')),
  started_at timestamptz not null,
  ended_at timestamptz,
  reason text,
  -- Where it is stuck: element, attempts, when it is tried again.
  stuck jsonb,
  ends text[] not null default '{}',
  -- Starts at most one instance.
  once text unique,
  -- Tokens, scopes, waits and variables: JSON, deflated past a kilobyte. Null once it is over.
  data bytea,
  foreign key (key, version) references process_version (key, version)
);
create index process_instance_stream on process_instance (stream);
create index process_instance_key on process_instance (key, id desc);
create index process_instance_open on process_instance (key, version) where state in ('running', 'stuck');
create index process_instance_state on process_instance (state, id desc) where state in ('stuck', 'failed');
-- One visit of a step.
create table process_visit (
  instance_id bigint not null references process_instance (id) on delete cascade,
  visit int not null,
  element text not null,
  type text not null,
  -- `key@version` of a called diagram; '' for the instance's own.
  model text not null default '',
  via text,
  entered_at timestamptz not null,
  left_at timestamptz,
  outcome text,
  by_name text,
  due_at timestamptz,
  primary key (instance_id, visit)
);
-- Steps for people.
create table process_task (
  id bigint generated always as identity primary key,
  instance_id bigint not null references process_instance (id) on delete cascade,
  wait int not null,
  visit int not null,
  key text not null,
  version int not null,
  stream text not null,
  ticket_id bigint,
  element text not null,
  kind text not null,
  title jsonb not null,
  role text,
  team_id bigint,
  assignee_id bigint,
  state text not null check (state in ('open', 'done', 'cancelled')),
  opened_at timestamptz not null,
  claimed_at timestamptz,
  due_at timestamptz,
  done_at timestamptz,
  done_by text,
  -- Standard, script, checklist, form and the customer's words as they were when it opened.
  words jsonb not null,
  output jsonb,
  unique (instance_id, wait)
);
create index process_task_stream on process_task (stream);
create index process_task_open on process_task ((coalesce(due_at, 'infinity'::timestamptz)), id) where state = 'open';
create index process_task_role on process_task (role, (coalesce(due_at, 'infinity'::timestamptz)), id) where state = 'open';
create index process_task_assignee on process_task (assignee_id) where state = 'open' and assignee_id is not null;
create index process_task_key on process_task (key, opened_at);
-- Deadlines are found by their time: timers of diagrams, and retries of stuck steps.
create table process_timer (
  instance_id bigint not null references process_instance (id) on delete cascade,
  wait int not null,
  due_at timestamptz not null,
  primary key (instance_id, wait)
);
create index process_timer_due on process_timer (due_at);
-- Who waits for which message or signal.
create table process_wait (
  instance_id bigint not null references process_instance (id) on delete cascade,
  wait int not null,
  kind text not null check (kind in ('message', 'signal')),
  name text not null,
  stream text not null,
  primary key (instance_id, wait)
);
create index process_wait_message on process_wait (stream, name) where kind = 'message';
create index process_wait_signal on process_wait (name) where kind = 'signal';
-- Messages that came before anybody waited for them.
create table process_message (
  id bigint generated always as identity primary key,
  stream text not null,
  name text not null,
  payload jsonb not null,
  at timestamptz not null,
  expires_at timestamptz not null
);
create index process_message_stream on process_message (stream, name, id);
create index process_message_expires on process_message (expires_at);
create table process_simulation (
  id bigint generated always as identity primary key,
  key text not null references process_definition (key),
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  progress double precision not null default 0,
  by_name text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  reason text,
  request jsonb not null,
  result jsonb
);
create index process_simulation_key on process_simulation (key, id desc);
