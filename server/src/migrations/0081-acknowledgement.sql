-- Which tickets were confirmed to their customer: once each, and not too many an hour for one person.
create table acknowledgement (
  ticket_id bigint primary key references ticket (id),
  customer_id bigint not null references customer (id),
  at timestamptz not null
);
create index acknowledgement_recent on acknowledgement (customer_id, at desc);
