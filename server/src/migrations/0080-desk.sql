create table saved_view (
  id bigint generated always as identity primary key,
  agent_id bigint not null references agent (id),
  name text not null,
  filter jsonb not null,
  sort text not null,
  shared boolean not null default false
);
create index saved_view_agent on saved_view (agent_id);
-- Kept counts, moved by the deltas of events, never by scanning. 0 stands for nobody and for no team.
create table ticket_count (
  owner_id bigint not null default 0,
  team_id bigint not null default 0,
  status text not null,
  channel text not null,
  snoozed boolean not null,
  n int not null,
  primary key (owner_id, team_id, status, channel, snoozed)
);
-- One row per searchable text of a ticket: its subject, each message, each note.
create table search_entry (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  kind text not null check (kind in ('subject', 'message', 'note')),
  item_id bigint not null,
  at timestamptz not null,
  -- The text as it is compared (NFKC, lower case, single spaces): decides where words alone cannot.
  body text not null,
  -- Words without positions, made by search-tokens.ts.
  tokens tsvector not null,
  unique (kind, item_id)
);
-- A short list of pending words: a new text is found at once and a search never wades through a long list.
create index search_entry_tokens on search_entry using gin (tokens) with (fastupdate = on, gin_pending_list_limit = 256);
-- Newest tickets first, for words that are everywhere.
create index search_entry_ticket on search_entry (ticket_id desc, id desc);
-- How common a word is decides how it is looked for.
alter table search_entry alter column tokens set statistics 500;
