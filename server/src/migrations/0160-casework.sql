-- Which process a ticket of a type follows: from its opening, or from its solution on.
create table casework_binding (
  ticket_type text not null references ticket_type (key) on delete cascade,
  moment text not null check (moment in ('opened', 'solved')),
  process_key text not null,
  enabled boolean not null default true,
  primary key (ticket_type, moment)
);
insert into casework_binding (ticket_type, moment, process_key, enabled) values
  ('inquiry', 'opened', 'inquiry', false), ('usage', 'opened', 'inquiry', false), ('support', 'opened', 'inquiry', false),
  ('repair', 'opened', 'repair', true), ('return', 'opened', 'return', true), ('exchange', 'opened', 'exchange', true), ('refund', 'opened', 'refund', true), ('complaint', 'opened', 'complaint', true),
  ('repair', 'solved', 'follow-up', true), ('exchange', 'solved', 'follow-up', true), ('complaint', 'solved', 'follow-up', true), ('return', 'solved', 'follow-up', false), ('refund', 'solved', 'follow-up', false);

-- Processes of tickets, so that one look tells whether any goes on.
create table casework_case (
  instance_id bigint primary key,
  ticket_id bigint not null references ticket (id),
  process_key text not null,
  moment text check (moment in ('opened', 'solved')),
  started_at timestamptz not null,
  ended_at timestamptz
);
create index casework_case_ticket on casework_case (ticket_id, instance_id);
create index casework_case_running on casework_case (ticket_id) where ended_at is null;

-- Steps of tickets in plain words: for the timeline, the customer's page, and the step in hand.
create table casework_step (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  instance_id bigint not null,
  process_key text not null,
  -- Unique per visit of the step.
  visit text not null unique,
  element_id text not null,
  kind text not null check (kind in ('task', 'wait', 'action', 'note')),
  title jsonb not null,
  -- What the customer reads; null when the step is none of theirs.
  customer jsonb,
  entered_at timestamptz not null,
  left_at timestamptz,
  outcome text,
  task_id bigint,
  role text,
  assignee_id bigint references agent (id),
  due_at timestamptz,
  done_by text
);
create index casework_step_ticket on casework_step (ticket_id, entered_at, id);
create index casework_step_open on casework_step (ticket_id) where left_at is null;
create index casework_step_task on casework_step (task_id) where task_id is not null;

-- Ticks and half-filled forms of open tasks: colleagues go on where one stopped.
create table casework_progress (
  task_id bigint primary key,
  checked text[] not null default '{}',
  answers jsonb not null default '{}',
  at timestamptz not null,
  by_name text not null
);

-- What a process told the customer, once per execution of its step.
create table casework_told (
  task_key text primary key,
  ticket_id bigint not null references ticket (id),
  message_id bigint,
  at timestamptz not null
);

-- Follow-up calls, planned and recorded. One per run of the process.
create table follow_up (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  instance_id bigint not null unique,
  planned_at timestamptz not null,
  due_at timestamptz not null,
  called_at timestamptz,
  called_by text,
  agent_id bigint references agent (id),
  attempts int not null default 0,
  reached text,
  satisfaction int check (satisfaction between 1 and 5),
  words text not null default ''
);
create index follow_up_ticket on follow_up (ticket_id, id);
create index follow_up_due on follow_up (due_at, id) where called_at is null;
