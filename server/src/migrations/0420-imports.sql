-- A file brought in: read into lines, taken in batches, each in a transaction with the run's position. What kills the process kills no line.
create table import_run (
  id bigint generated always as identity primary key,
  kind text not null,
  at timestamptz not null,
  agent_id bigint references agent (id),
  -- Who asked, with what they might do then.
  actor jsonb not null,
  language text not null,
  file_id bigint references file (id),
  file_name text not null,
  file_size bigint not null,
  -- [{ heading, samples, guess }]
  columns jsonb not null default '[]',
  mapping jsonb not null default '{}',
  choices jsonb not null default '{}',
  dry boolean not null default true,
  state text not null default 'draft' check (state in ('draft', 'waiting', 'reading', 'running', 'done', 'stopped', 'failed', 'undoing', 'undone')),
  read_lines int not null default 0,
  total int,
  -- Lines taken; the next batch begins after it.
  done int not null default 0,
  created int not null default 0,
  changed int not null default 0,
  skipped int not null default 0,
  failed int not null default 0,
  undone int not null default 0,
  stayed int not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  -- { key, params }
  error jsonb
);
create index import_run_kind on import_run (kind, id desc);
-- Lines as they stand in the file, until the run is over; those with faults stay for the error file.
create table import_line (
  run_id bigint not null references import_run (id) on delete cascade,
  n int not null,
  line int not null,
  cells jsonb not null,
  primary key (run_id, n)
);
-- What a trial has seen in the file, so that it finds what stands there twice. A real run finds it in the tables themselves.
create table import_key (
  run_id bigint not null references import_run (id) on delete cascade,
  key text not null,
  line int not null,
  primary key (run_id, key)
);
create table import_fault (
  run_id bigint not null references import_run (id) on delete cascade,
  n int not null,
  place int not null,
  line int not null,
  field text not null,
  value text not null,
  key text not null,
  params jsonb not null default '{}',
  primary key (run_id, n, place)
);
-- What a run made, and what it changed as it was before: the way back.
create table import_made (
  run_id bigint not null references import_run (id) on delete cascade,
  n int not null,
  place int not null,
  what text not null,
  row_id bigint not null,
  was jsonb,
  primary key (run_id, n, place)
);
create index import_made_row on import_made (what, row_id);
