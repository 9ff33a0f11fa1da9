-- The installation's own key pair for web push (VAPID); the private half is encrypted.
create table push_key (
  one boolean primary key default true check (one),
  public_key text not null,
  private_key bytea not null,
  made_at timestamptz not null
);
-- A browser that wants to be told. Address and keys of the browser are one encrypted box: whoever has them may write to it.
create table push_subscription (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customer (id) on delete cascade,
  endpoint_hash text not null unique,
  target bytea not null,
  language text not null check (language in ('zh-CN', 'en')),
  created_at timestamptz not null,
  told_at timestamptz
);
create index push_subscription_customer on push_subscription (customer_id, id);
select customer_belongs('push_subscription', 'id');
-- Where a ticket stood when its customer was told last, so that nothing is told twice.
create table push_told (
  ticket_id bigint primary key references ticket (id) on delete cascade,
  step text not null,
  message_id bigint not null default 0
);
