-- What a channel costs: per message that leaves, and per month. In the smallest unit of the company's money.
create table channel_cost (
  channel text primary key,
  message_minor int not null default 0 check (message_minor >= 0),
  month_minor int not null default 0 check (month_minor >= 0)
);
-- Tickets by the time they were opened, with what a review needs of them.
create index message_out_at on message (at) where direction = 'out';
