-- Who does not want to be written to from a number, in their own words and when.
create table sms_refusal (
  account_id bigint not null references channel_account (id) on delete cascade,
  phone text not null,
  words text not null,
  at timestamptz not null,
  primary key (account_id, phone)
);
-- What was sent, for counting what it costs. Price in millionths of the account's currency.
create table sms_sent (
  id bigint generated always as identity primary key,
  account_id bigint not null references channel_account (id) on delete cascade,
  at timestamptz not null,
  segments int not null,
  price_micro bigint not null
);
create index sms_sent_month on sms_sent (account_id, at);
