-- Service messages to everybody in a segment.
create table campaign (
  id bigint generated always as identity primary key,
  name text not null,
  segment_id bigint not null references segment (id),
  subject jsonb not null,
  text jsonb not null,
  -- Empty: whichever door each customer prefers.
  channels text[] not null default '{}',
  per_minute int not null check (per_minute between 1 and 6000),
  state text not null default 'draft' check (state in ('draft', 'checking', 'checked', 'sending', 'done', 'stopped')),
  -- Who asked, with what they might see then.
  principal jsonb not null,
  -- The check has looked at everybody up to this customer.
  place bigint not null default 0,
  total int not null default 0,
  answered int not null default 0,
  created_at timestamptz not null,
  checked_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  version int not null default 1
);
-- One customer of one message. Two of one message may have become one customer since.
create table campaign_item (
  id bigint generated always as identity primary key,
  campaign_id bigint not null references campaign (id) on delete cascade,
  customer_id bigint not null references customer (id),
  state text not null check (state in ('ready', 'excluded', 'queued', 'sent', 'delivered', 'failed', 'recalled')),
  reason text not null default '',
  channel text not null default '',
  -- Doors that failed before.
  tried text[] not null default '{}',
  conversation_id bigint references conversation (id),
  message_id bigint,
  at timestamptz not null,
  answered_at timestamptz
);
create index campaign_item_list on campaign_item (campaign_id, id);
create index campaign_item_state on campaign_item (campaign_id, state, id);
create index campaign_item_message on campaign_item (message_id) where message_id is not null;
create index campaign_item_conversation on campaign_item (conversation_id) where conversation_id is not null;
create index campaign_item_customer on campaign_item (customer_id);
-- Kept with every item that moves.
create table campaign_count (
  campaign_id bigint not null references campaign (id) on delete cascade,
  state text not null,
  reason text not null,
  channel text not null,
  n int not null,
  primary key (campaign_id, state, reason, channel)
);
select customer_belongs('campaign_item', 'id');
