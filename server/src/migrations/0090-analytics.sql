-- Per local hour and channel; kept by events.
create table hour_stat (
  hour timestamptz not null,
  channel text not null,
  arrivals int not null default 0,
  solved int not null default 0,
  breached int not null default 0,
  rated int not null default 0,
  rating_sum int not null default 0,
  asked int not null default 0,
  primary key (hour, channel)
);
