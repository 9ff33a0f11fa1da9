-- How a door runs: worked on here; here and beside it in an outside desk; or only passed on.
alter table channel_account add column mode text not null default 'here' check (mode in ('here', 'mirror', 'forward'));
-- The outside desk that mirrors it: a channel account too, of the desk's kind.
alter table channel_account add column mirror_id bigint references channel_account (id);
-- Where everything is passed on to: { to: 'mail' | 'webhook', address }.
alter table channel_account add column forward jsonb;
-- Signs what is posted; encrypted.
alter table channel_account add column forward_secret bytea;
alter table channel_account add check (mode <> 'mirror' or mirror_id is not null), add check (mode <> 'forward' or forward is not null);

-- A ticket of ours and its twin in an outside desk.
create table mirror_link (
  id bigint generated always as identity primary key,
  account_id bigint not null references channel_account (id),
  ticket_id bigint not null references ticket (id),
  -- Theirs; null until it is there.
  remote_id text,
  remote_url text not null default '',
  -- Grows when what goes on there must be a new ticket because the old one is sealed.
  generation int not null default 1,
  -- Who brings our words to the customer: a door of ours, or the desk.
  door text not null check (door in ('here', 'there')),
  -- Up to where their messages were read.
  cursor text,
  -- As each side was when both agreed last.
  status_here text,
  status_there text,
  owner_here text,
  owner_there text,
  -- A customer's message just taken over: our own answer to it (waking the ticket) is no decision of anybody's.
  awaits_message_id bigint,
  -- Held by whoever brings both sides together; runs out when it dies.
  lease uuid,
  lease_until timestamptz,
  level_at timestamptz,
  error text,
  asked_at timestamptz not null,
  unique (account_id, ticket_id),
  unique (account_id, remote_id)
);
create index mirror_link_ticket on mirror_link (ticket_id);
create index mirror_link_failing on mirror_link (account_id, id) where error is not null;

-- Which message of ours is which of theirs: each once, so nothing goes round in a circle.
create table mirror_message (
  link_id bigint not null references mirror_link (id) on delete cascade,
  message_id bigint not null references message (id) on delete cascade,
  remote_id text not null,
  origin text not null check (origin in ('here', 'there')),
  at timestamptz not null,
  primary key (link_id, message_id),
  unique (link_id, remote_id)
);
create index mirror_message_of on mirror_message (message_id);

-- Both sides changed the same thing, or one names somebody the other does not know: a person decides.
create table mirror_conflict (
  id bigint generated always as identity primary key,
  link_id bigint not null references mirror_link (id) on delete cascade,
  field text not null check (field in ('status', 'owner')),
  here text not null,
  there text not null,
  reason text not null check (reason in ('both-changed', 'nobody-here', 'nobody-there')),
  found_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by jsonb,
  chosen text check (chosen in ('here', 'there', 'same'))
);
create unique index mirror_conflict_open on mirror_conflict (link_id, field) where resolved_at is null;

-- Where the look at an outside desk stands.
create table mirror_desk (
  account_id bigint primary key references channel_account (id) on delete cascade,
  cursor text,
  looked_at timestamptz,
  -- It asked for peace until then.
  hold_until timestamptz
);

-- Messages of doors that only pass on.
create table forwarding (
  message_id bigint primary key references message (id) on delete cascade,
  account_id bigint not null references channel_account (id),
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
  attempts int not null default 0,
  error text,
  asked_at timestamptz not null,
  done_at timestamptz
);
create index forwarding_account on forwarding (account_id, message_id desc);
