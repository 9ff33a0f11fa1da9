-- Who holds an account's connections to its message centre: one process over all nodes. `alive_at` is when the holder last was
-- sure of the line; what came shortly before it may come again.
create table smpp_link (
  account_id bigint primary key references channel_account (id) on delete cascade,
  holder text not null default '',
  until timestamptz not null default '-infinity',
  bound_at timestamptz,
  alive_at timestamptz
);
-- A text handed over for sending by SMPP; the holder of the line submits its segments.
create table sms_submission (
  id bigint generated always as identity primary key,
  account_id bigint not null references channel_account (id) on delete cascade,
  message_id bigint references message (id) on delete cascade,
  -- The same key again is the same submission.
  key text not null,
  source text not null,
  phone text not null,
  -- The message's last part: once it and all before it have left, the message has.
  last boolean not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  error text,
  told boolean not null default false,
  at timestamptz not null,
  unique (account_id, key)
);
create index sms_submission_message on sms_submission (message_id);
create index sms_submission_untold on sms_submission (account_id, id) where not told;
create table sms_segment (
  id bigint generated always as identity primary key,
  submission_id bigint not null references sms_submission (id) on delete cascade,
  account_id bigint not null references channel_account (id) on delete cascade,
  number int not null,
  total int not null,
  coding int not null,
  content bytea not null,
  -- submitting: written to the line, no answer yet. If the line breaks then, nobody knows, until a receipt names `id % 65536`.
  state text not null default 'waiting' check (state in ('waiting', 'submitting', 'submitted', 'delivered', 'failed')),
  session text,
  tries int not null default 0,
  centre_id text
);
create index sms_segment_submission on sms_segment (submission_id);
create index sms_segment_open on sms_segment (account_id, id) where state in ('waiting', 'submitting');
create index sms_segment_centre on sms_segment (account_id, centre_id);
create index sms_segment_reference on sms_segment (account_id, (id % 65536));
-- Pieces from outside: until a message is whole, and for a while so that what is brought again is known.
create table smpp_arrived (
  id bigint generated always as identity primary key,
  account_id bigint not null references channel_account (id) on delete cascade,
  digest text not null,
  session text not null,
  phone text not null,
  addressed text not null,
  reference int,
  total int not null,
  number int not null,
  coding int not null,
  content bytea not null,
  done boolean not null,
  at timestamptz not null,
  -- When a line brought it last.
  seen_at timestamptz not null
);
create index smpp_arrived_digest on smpp_arrived (account_id, digest);
create index smpp_arrived_open on smpp_arrived (account_id, phone) where not done;
create index smpp_arrived_at on smpp_arrived (account_id, at);
