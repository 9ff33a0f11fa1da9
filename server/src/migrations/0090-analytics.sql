-- Per hour of the company's time zone and channel; kept by events.
create table hour_stat (
  hour timestamptz not null,
  channel text not null,
  arrivals int not null default 0,
  solved int not null default 0,
  breached int not null default 0,
  met int not null default 0,
  rated int not null default 0,
  rating_sum int not null default 0,
  asked int not null default 0,
  primary key (hour, channel)
);
-- How long each first answer and each solution took, for medians. Wall-clock seconds from the opening.
create table duration_sample (
  kind text not null check (kind in ('first-response', 'solution')),
  at timestamptz not null,
  ticket_id bigint not null references ticket (id),
  seconds int not null,
  primary key (kind, at, ticket_id)
);
