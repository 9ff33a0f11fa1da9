create table survey (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  customer_id bigint not null references customer (id),
  -- A reopened and solved ticket is asked again, once per solution.
  round int not null default 1,
  asked_at timestamptz not null default now(),
  answered_at timestamptz,
  answer jsonb,
  unique (ticket_id, round)
);
create index survey_answered on survey (answered_at) where answered_at is not null;
