-- Who outside is told of facts, and each telling with what became of it.
create table webhook_target (
  id bigint generated always as identity primary key,
  name text not null check (length(name) between 1 and 100),
  url text not null,
  -- Names of facts, such as tickets.opened.
  events text[] not null,
  secret bytea not null,
  -- Signs beside the new one until then, so that the receiver may change over in peace.
  old_secret bytea,
  old_until timestamptz,
  enabled boolean not null default true,
  failing_since timestamptz,
  fault text,
  tries int not null default 0,
  -- Nothing is tried before, for the receiver as a whole is out of order.
  next_at timestamptz,
  -- One worker at a time brings; a dead one's turn ends by itself.
  busy_until timestamptz,
  created_at timestamptz not null
);

create table webhook_delivery (
  id bigint generated always as identity primary key,
  target_id bigint not null references webhook_target on delete cascade,
  -- No foreign key: the log of facts may be trimmed, this one is of its own.
  event_id bigint not null,
  stream text not null,
  type text not null,
  body text not null,
  replayed boolean not null default false,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'given-up')),
  tries int not null default 0,
  made_at timestamptz not null,
  next_at timestamptz,
  done_at timestamptz,
  status int,
  answer text,
  ms int
);
create unique index webhook_delivery_once on webhook_delivery (target_id, event_id) where not replayed;
create index webhook_delivery_waiting on webhook_delivery (target_id, id) where state = 'waiting';
create index webhook_delivery_order on webhook_delivery (target_id, stream, id) where state = 'waiting';
create index webhook_delivery_log on webhook_delivery (target_id, id desc);
create index webhook_delivery_old on webhook_delivery (done_at) where state <> 'waiting';
