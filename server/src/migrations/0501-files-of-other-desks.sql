-- Files of tickets that came from another desk and still lie there: fetched in the background, a few at a time.
create table transfer_file (
  id bigint generated always as identity primary key,
  message_id bigint not null references message (id) on delete cascade,
  url text not null,
  name text not null,
  tries int not null default 0,
  next_at timestamptz not null,
  unique (message_id, url)
);
create index transfer_file_due on transfer_file (next_at, id);
