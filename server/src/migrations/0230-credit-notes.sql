-- What was billed and is taken back on paper. Refunds of before have no note; they count as credited, so that nothing is credited twice.
alter table invoice add column credited_minor bigint not null default 0;
update invoice set credited_minor = refunded_minor;
alter table invoice add check (credited_minor between 0 and gross_minor);
create table credit_note (
  id bigint generated always as identity primary key,
  invoice_id bigint not null references invoice (id),
  ticket_id bigint not null references ticket (id),
  number text not null unique,
  series text not null references invoice_series (series),
  place int not null,
  currency text not null,
  -- Amounts are what is credited, so they are positive.
  lines jsonb not null,
  taxes jsonb not null,
  net_minor bigint not null check (net_minor >= 0),
  tax_minor bigint not null check (tax_minor >= 0),
  gross_minor bigint not null check (gross_minor = net_minor + tax_minor and gross_minor > 0),
  language text not null,
  seller jsonb not null,
  buyer jsonb not null,
  reason text not null,
  issued_at timestamptz not null,
  electronic jsonb not null,
  xml text,
  key text not null unique,
  unique (series, place)
);
create index credit_note_invoice on credit_note (invoice_id, id);
