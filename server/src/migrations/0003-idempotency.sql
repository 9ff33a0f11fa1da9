-- Answers already given to creations that carried an Idempotency-Key; kept for 24 hours.
create table idempotency_key (
  principal text not null,
  route text not null,
  key text not null,
  body_hash text not null,
  -- Null only inside the transaction that does the work.
  status int,
  -- json, not jsonb: the same bytes are answered again.
  body json,
  created_at timestamptz not null default now(),
  primary key (principal, route, key)
);
create index idempotency_key_age on idempotency_key (created_at);
