-- Links of ours made short for text messages. They lead only where we said ourselves, to those who have the code, for a time.
create table short_link (
  code text primary key,
  url text not null,
  -- Of the text it stands in: made again, it is the same link.
  scope text not null,
  message_id bigint references message (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  hits int not null default 0,
  last_hit_at timestamptz,
  unique (scope, url)
);
create index short_link_message on short_link (message_id);
create index short_link_expires on short_link (expires_at);
