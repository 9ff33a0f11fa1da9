create table channel_account (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('mail', 'chat', 'portal', 'webhook', 'phone')),
  name text not null,
  address text not null,
  language text not null default 'zh-CN',
  team_id bigint references team (id),
  enabled boolean not null default true,
  settings jsonb not null default '{}',
  -- Encrypted with the installation's key; never read back to a screen.
  secrets bytea,
  -- Where an intake stands, e.g. IMAP UIDVALIDITY and UID.
  cursor jsonb not null default '{}',
  health_ok_at timestamptz,
  health_error text,
  version int not null default 1,
  unique (kind, address)
);
-- Everything from outside, exactly as it came, stored before it is acknowledged.
create table raw_item (
  id bigint generated always as identity primary key,
  channel_account_id bigint not null references channel_account (id),
  -- The sender's own id; a second delivery is recognised by it.
  external_id text not null,
  content bytea not null,
  meta jsonb not null default '{}',
  received_at timestamptz not null default now(),
  state text not null default 'pending' check (state in ('pending', 'done', 'ignored', 'failed')),
  attempts int not null default 0,
  error text,
  next_try_at timestamptz not null default now(),
  unique (channel_account_id, external_id)
);
alter table raw_item alter column content set storage external;
create index raw_item_pending on raw_item (id) where state = 'pending';

create table conversation (
  id bigint generated always as identity primary key,
  channel_account_id bigint not null references channel_account (id),
  -- Thread on the channel; one open conversation per thread.
  thread_key text not null,
  customer_id bigint not null references customer (id),
  subject text not null default '',
  created_at timestamptz not null default now(),
  last_message_at timestamptz not null default now(),
  customer_read_id bigint not null default 0,
  agent_read_id bigint not null default 0,
  closed boolean not null default false
);
create unique index conversation_thread on conversation (channel_account_id, thread_key) where not closed;
-- All conversations of a thread, for screens that show it as one.
create index conversation_of_thread on conversation (channel_account_id, thread_key, id);
create index conversation_customer on conversation (customer_id, id desc);

create table message (
  id bigint generated always as identity primary key,
  conversation_id bigint not null references conversation (id),
  channel_account_id bigint not null references channel_account (id),
  direction text not null check (direction in ('in', 'out')),
  author_kind text not null check (author_kind in ('customer', 'agent', 'system', 'bot')),
  author_id bigint,
  author_name text not null default '',
  external_id text not null,
  subject text,
  body text not null,
  html text,
  quoted text,
  attachments jsonb not null default '[]',
  delivery text not null check (delivery in ('received', 'queued', 'sending', 'sent', 'delivered', 'failed')),
  delivery_error text,
  send_at timestamptz,
  flag text,
  raw_item_id bigint references raw_item (id),
  at timestamptz not null default now(),
  meta jsonb not null default '{}',
  -- Exactly one message per (account, external id).
  unique (channel_account_id, external_id)
);
create index message_conversation on message (conversation_id, id);
create index message_queued on message (send_at) where delivery in ('queued', 'sending');

create table draft (
  agent_id bigint not null references agent (id),
  ticket_id bigint not null,
  kind text not null default 'reply',
  body text not null,
  files bigint[] not null default '{}',
  saved_at timestamptz not null default now(),
  primary key (agent_id, ticket_id)
);
create table template (
  id bigint generated always as identity primary key,
  name jsonb not null,
  language text not null,
  body text not null,
  channels text[] not null default '{}',
  shortcut text not null default ''
);
