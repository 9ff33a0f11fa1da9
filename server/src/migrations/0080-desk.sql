create table saved_view (
  id bigint generated always as identity primary key,
  agent_id bigint not null references agent (id),
  name text not null,
  filter jsonb not null,
  sort text not null,
  shared boolean not null default false
);
-- Kept counts: tickets per (owner, team, status); counted by deltas of events, never by scanning.
create table ticket_count (
  owner_id bigint not null default 0,
  team_id bigint not null default 0,
  status text not null,
  n int not null,
  primary key (owner_id, team_id, status)
);
-- One row per searchable text of a ticket: its subject, each message, each note.
create table search_entry (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  kind text not null check (kind in ('subject', 'message', 'note')),
  item_id bigint not null,
  at timestamptz not null,
  tokens tsvector not null,
  unique (kind, item_id)
);
create index search_entry_tokens on search_entry using gin (tokens);
create index search_entry_ticket on search_entry (ticket_id);
