create table ticket_type (
  key text primary key,
  name jsonb not null,
  active boolean not null default true,
  position int not null
);
insert into ticket_type (key, name, position) values
  ('inquiry', '{"zh":"咨询","en":"Inquiry"}', 1),
  ('usage', '{"zh":"使用指导","en":"Usage help"}', 2),
  ('support', '{"zh":"技术支持","en":"Technical support"}', 3),
  ('repair', '{"zh":"维修","en":"Repair"}', 4),
  ('return', '{"zh":"退货","en":"Return"}', 5),
  ('exchange', '{"zh":"换货","en":"Exchange"}', 6),
  ('refund', '{"zh":"退款","en":"Refund"}', 7),
  ('complaint', '{"zh":"投诉","en":"Complaint"}', 8);

-- The one record of a request. Columns a list shows or sorts by stand here, so that a page of a view is one index scan.
create table ticket (
  id bigint generated always as identity (start with 10001) primary key,
  subject text not null,
  type text not null references ticket_type (key),
  status text not null default 'new' check (status in ('new', 'open', 'pending', 'hold', 'solved', 'closed')),
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  -- Priority as a number, for lists.
  urgency smallint not null generated always as (case priority when 'urgent' then 3 when 'high' then 2 when 'normal' then 1 else 0 end) stored,
  channel text not null,
  language text not null default 'zh-CN',
  customer_id bigint not null references customer (id),
  owner_id bigint references agent (id),
  team_id bigint references team (id),
  product text not null default '',
  serial text not null default '',
  tags text[] not null default '{}',
  fields jsonb not null default '{}',
  opened_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  first_answered_at timestamptz,
  solved_at timestamptz,
  closed_at timestamptz,
  snoozed_until timestamptz,
  reopened int not null default 0,
  -- Next running clock, kept by sla through tickets' own command.
  due_at timestamptz,
  due_target text,
  breached boolean not null default false,
  preview text not null default '',
  unread boolean not null default false,
  version int not null default 1
);
-- Each order in which lists are read stands in an index, so that a page costs the same at a million rows.
create index ticket_updated on ticket (updated_at desc, id desc);
create index ticket_opened on ticket (opened_at desc, id desc);
create index ticket_status on ticket (status, updated_at desc, id desc);
create index ticket_owner on ticket (owner_id, status, updated_at desc, id desc);
create index ticket_team on ticket (team_id, status, updated_at desc, id desc);
-- What people work on: unfinished and not asleep. Few rows, read all day.
create index ticket_live on ticket (updated_at desc, id desc) where status in ('new', 'open', 'pending', 'hold') and snoozed_until is null;
create index ticket_live_unowned on ticket (updated_at desc, id desc) where status in ('new', 'open', 'pending', 'hold') and snoozed_until is null and owner_id is null;
create index ticket_live_team on ticket (team_id, updated_at desc, id desc) where status in ('new', 'open', 'pending', 'hold') and snoozed_until is null;
create index ticket_live_opened on ticket (opened_at desc, id desc) where status in ('new', 'open', 'pending', 'hold');
create index ticket_live_urgency on ticket (urgency desc, updated_at desc, id desc) where status in ('new', 'open', 'pending', 'hold');
create index ticket_due on ticket (due_at, id) where due_at is not null and status in ('new', 'open', 'pending', 'hold');
create index ticket_breached on ticket (channel) where breached and status in ('new', 'open', 'pending', 'hold');
create index ticket_tags on ticket using gin (tags);
create index ticket_customer on ticket (customer_id, id desc);
create index ticket_snoozed on ticket (snoozed_until) where snoozed_until is not null;

create table ticket_conversation (
  conversation_id bigint primary key references conversation (id),
  ticket_id bigint not null references ticket (id)
);
create index ticket_conversation_ticket on ticket_conversation (ticket_id);
create table ticket_note (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  author_id bigint not null references agent (id),
  body text not null,
  mentions bigint[] not null default '{}',
  files bigint[] not null default '{}',
  at timestamptz not null default now()
);
create index ticket_note_ticket on ticket_note (ticket_id, id);
create table ticket_link (
  id bigint generated always as identity primary key,
  from_id bigint not null references ticket (id),
  to_id bigint not null references ticket (id),
  kind text not null check (kind in ('related', 'parent', 'follow-up', 'duplicate')),
  unique (from_id, to_id, kind),
  check (from_id <> to_id)
);
create index ticket_link_to on ticket_link (to_id);
-- Audit: every change with who and why. fields: [{field, from, to}], people and teams with fromName and toName
create table ticket_change (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  at timestamptz not null default now(),
  actor jsonb not null,
  fields jsonb not null,
  reason text,
  undone boolean not null default false
);
create index ticket_change_ticket on ticket_change (ticket_id, id);
