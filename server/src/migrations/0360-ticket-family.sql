-- A ticket that was merged leads on to the one it became part of.
alter table ticket add column merged_into bigint references ticket (id);
create index ticket_merged_into on ticket (merged_into) where merged_into is not null;

-- What went over with a merging, so that it can go back.
create table ticket_merge (
  id bigint generated always as identity primary key,
  from_id bigint not null references ticket (id),
  into_id bigint not null references ticket (id),
  at timestamptz not null,
  actor jsonb not null,
  conversations bigint[] not null,
  notes bigint[] not null,
  children bigint[] not null default '{}',
  -- State of the merged one before, and the change it made on the other.
  status_before text not null,
  change_id bigint not null default 0,
  undone_at timestamptz,
  undone_by jsonb,
  check (from_id <> into_id)
);
create index ticket_merge_into on ticket_merge (into_id, id desc);
create index ticket_merge_from on ticket_merge (from_id, id desc);
-- «Not the same»: never proposed again. The smaller number first.
create table ticket_distinct (
  a_id bigint not null references ticket (id),
  b_id bigint not null references ticket (id),
  at timestamptz not null,
  actor jsonb not null,
  primary key (a_id, b_id)
);
create index ticket_distinct_b on ticket_distinct (b_id);
