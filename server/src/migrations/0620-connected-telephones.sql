-- Whose browser has its telephone ready, by the process that holds the screen's line; calls ring nowhere else.
create table hotline_telephone (
  agent_id bigint not null references agent (id) on delete cascade,
  process text not null,
  seen_at timestamptz not null,
  primary key (agent_id, process)
);
