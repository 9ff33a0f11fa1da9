-- Everything of a house may come from another one, not its tickets alone.
alter table import_origin drop constraint import_origin_kind_check;
-- What came of each kind of record: { ticket: { created, skipped, failed } }.
alter table import_run add column kinds jsonb not null default '{}';
-- How many there are of each kind, as far as it can be counted beforehand.
alter table export_run add column totals jsonb not null default '{}';

-- Pieces of a file that is being written: whatever kills the work, it goes on behind the last of them.
create table export_part (
  run_id bigint not null references export_run (id) on delete cascade,
  n int not null,
  file_id bigint references file (id),
  -- What stands in it: [{ name, bytes, sha256, records }]
  entries jsonb not null,
  -- Where to go on.
  place jsonb not null,
  counts jsonb not null,
  primary key (run_id, n)
);
