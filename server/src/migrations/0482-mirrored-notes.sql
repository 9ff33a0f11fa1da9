-- A note may be by somebody in an outside desk who does not work here: then only their name stands.
alter table ticket_note alter column author_id drop not null;
alter table ticket_note add column author_name text not null default '';
alter table ticket_note add constraint ticket_note_by check (author_id is not null or author_name <> '') not valid;
-- Which note of ours is which of theirs.
create table mirror_note (
  link_id bigint not null references mirror_link (id) on delete cascade,
  note_id bigint not null references ticket_note (id) on delete cascade,
  remote_id text not null,
  origin text not null check (origin in ('here', 'there')),
  at timestamptz not null,
  primary key (link_id, note_id),
  unique (link_id, remote_id)
);
create index mirror_note_of on mirror_note (note_id);
-- Since when the twin, too, is part of another: our ticket was merged.
alter table mirror_link add column merged_at timestamptz;
