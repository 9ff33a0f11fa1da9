-- Side conversations: with another department or a partner, by mail, beside the ticket and never shown to its customer.
create table ticket_aside (
  conversation_id bigint primary key references conversation (id),
  ticket_id bigint not null references ticket (id),
  kind text not null check (kind in ('department', 'vendor', 'other')),
  name text not null,
  address text not null,
  subject text not null,
  opened_by bigint references agent (id),
  opened_at timestamptz not null,
  closed_at timestamptz,
  unread boolean not null default false
);
create index ticket_aside_ticket on ticket_aside (ticket_id, opened_at desc);
alter table ticket_merge add column asides bigint[] not null default '{}';
-- What somebody is to do for a ticket, beside the steps of its process.
create table ticket_task (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  title text not null,
  assignee_id bigint references agent (id),
  due_at timestamptz,
  created_at timestamptz not null,
  created_by jsonb not null,
  done_at timestamptz,
  done_by text
);
create index ticket_task_ticket on ticket_task (ticket_id, id);
create index ticket_task_mine on ticket_task (assignee_id, due_at) where done_at is null;
-- Who wants to hear of a ticket that is not theirs.
create table ticket_watcher (
  ticket_id bigint not null references ticket (id),
  agent_id bigint not null references agent (id),
  at timestamptz not null,
  primary key (ticket_id, agent_id)
);
create index ticket_watcher_agent on ticket_watcher (agent_id, ticket_id desc);
