-- Access tokens of platforms, encrypted. The row is also the lock: whoever holds it is the one node that asks for a new one.
create table channel_token (
  account_id bigint not null references channel_account (id) on delete cascade,
  name text not null,
  box bytea,
  expires_at timestamptz not null default '-infinity',
  version int not null default 0,
  primary key (account_id, name)
);
-- A message may leave in pieces (long text, then each file). What has left is not sent again, and receipts find their message.
create table channel_part (
  message_id bigint not null references message (id) on delete cascade,
  part int not null,
  account_id bigint not null references channel_account (id),
  external_id text not null,
  primary key (message_id, part)
);
create index channel_part_external on channel_part (account_id, external_id);
