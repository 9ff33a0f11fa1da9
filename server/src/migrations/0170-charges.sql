create table charge_settings (
  id int primary key default 1 check (id = 1),
  settings jsonb not null,
  -- Secrets of the services we speak to, encrypted.
  payment_secret bytea,
  tax_secret bytea
);

create table quote (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  version int not null,
  state text not null default 'draft' check (state in ('draft', 'sent', 'approved', 'declined', 'expired', 'replaced')),
  currency text not null,
  -- Priced lines and taxes as the contract has them; money in minor units.
  lines jsonb not null,
  taxes jsonb not null,
  net_minor bigint not null check (net_minor >= 0),
  tax_minor bigint not null check (tax_minor >= 0),
  gross_minor bigint not null check (gross_minor = net_minor + tax_minor),
  note text not null default '',
  language text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  valid_until timestamptz,
  answered_at timestamptz,
  answered_by text,
  reason text not null default '',
  unique (ticket_id, version),
  check (state in ('draft', 'replaced') or sent_at is not null)
);
-- One question at a time.
create unique index quote_open on quote (ticket_id) where state in ('draft', 'sent');
create index quote_valid on quote (valid_until) where state = 'sent';

-- The last number of each series. Taken in the transaction of the invoice: no number is lost, none is given twice.
create table invoice_series (
  series text primary key,
  last int not null check (last > 0)
);
create table invoice (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  quote_id bigint unique references quote (id),
  number text not null unique,
  series text not null references invoice_series (series),
  place int not null,
  currency text not null,
  lines jsonb not null,
  taxes jsonb not null,
  net_minor bigint not null check (net_minor >= 0),
  tax_minor bigint not null check (tax_minor >= 0),
  gross_minor bigint not null check (gross_minor = net_minor + tax_minor),
  language text not null,
  seller jsonb not null,
  buyer jsonb not null,
  issued_at timestamptz not null,
  due_on date not null,
  paid_minor bigint not null default 0,
  refunded_minor bigint not null default 0,
  electronic jsonb not null,
  -- The structured e-invoice as it was issued.
  xml text,
  unique (series, place),
  check (paid_minor between 0 and gross_minor),
  check (refunded_minor between 0 and paid_minor)
);
create index invoice_ticket on invoice (ticket_id, id);
create table payment (
  id bigint generated always as identity primary key,
  invoice_id bigint not null references invoice (id),
  amount_minor bigint not null check (amount_minor > 0),
  refunded_minor bigint not null default 0 check (refunded_minor between 0 and amount_minor),
  method text not null,
  provider text not null,
  external_id text,
  url text,
  reference text not null default '',
  state text not null check (state in ('pending', 'paid', 'failed')),
  at timestamptz not null,
  unique (provider, external_id)
);
create index payment_invoice on payment (invoice_id, id);
create table refund (
  id bigint generated always as identity primary key,
  invoice_id bigint not null references invoice (id),
  payment_id bigint not null references payment (id),
  amount_minor bigint not null check (amount_minor > 0),
  reason text not null,
  state text not null check (state in ('requested', 'done', 'failed')),
  external_id text,
  fault text,
  at timestamptz not null,
  key text not null unique
);
create index refund_invoice on refund (invoice_id, id);
