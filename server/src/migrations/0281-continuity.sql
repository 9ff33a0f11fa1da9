-- «Continue on my phone, by WeChat, by mail»: a code that ties what comes in elsewhere to this ticket.
create table continuation (
  id bigint generated always as identity primary key,
  code text not null unique,
  ticket_id bigint not null references ticket (id),
  -- Where the customer wants to go on.
  wants text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  conversation_id bigint references conversation (id)
);
create index continuation_ticket on continuation (ticket_id, id desc);

-- What a customer agreed to or refused, by purpose and channel; never changed, the newest word counts. Each line is its own proof.
create table consent (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customer (id),
  purpose text not null check (purpose in ('service', 'survey', 'marketing')),
  -- '*': every channel.
  channel text not null,
  granted boolean not null,
  at timestamptz not null,
  actor jsonb not null,
  -- The sentence that was agreed to or said, and where: page, call, form.
  words text not null,
  source text not null
);
create index consent_customer on consent (customer_id, id desc);
select customer_belongs('consent', 'id');

-- When nobody may ring, in the customer's own time; the newest line counts.
create table contact_hours (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customer (id),
  -- Minutes of the day; null: no quiet hours.
  quiet_from int check (quiet_from between 0 and 1439),
  quiet_to int check (quiet_to between 0 and 1439),
  time_zone text not null,
  at timestamptz not null,
  actor jsonb not null
);
create index contact_hours_customer on contact_hours (customer_id, id desc);
select customer_belongs('contact_hours', 'id');
