create table survey (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  -- The change that solved the ticket: each solution is asked about once. None for an answer that came before the question.
  change_id bigint unique references ticket_change (id),
  owner_id bigint references agent (id),
  team_id bigint references team (id),
  asked_at timestamptz not null,
  answered_at timestamptz,
  -- The door the answer came by.
  channel text,
  overall int check (overall between 1 and 5),
  answer jsonb
);
create index survey_ticket on survey (ticket_id, id desc);
create index survey_asked on survey (asked_at);
create index survey_answered on survey (answered_at) where answered_at is not null;
