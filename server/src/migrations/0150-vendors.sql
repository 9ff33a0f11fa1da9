-- Companies that do work for us, what was agreed with them, and the work itself.
create table vendor (
  id bigint generated always as identity primary key,
  key text not null,
  name text not null,
  state text not null default 'active' check (state in ('active', 'paused', 'ended')),
  language text not null default 'zh-CN',
  contact_name text not null default '',
  phone text not null default '',
  email text not null default '',
  note text not null default '',
  -- Signed requests of theirs name this key; the secret lies encrypted.
  api_key text unique,
  api_secret bytea,
  -- Where we tell them of their work; signed with the same secret.
  webhook_url text not null default '',
  created_at timestamptz not null default now()
);
create unique index vendor_key on vendor (lower(key));
-- Somebody of theirs who signs in to the console: sees this vendor's rows and nothing else.
create table vendor_user (
  agent_id bigint primary key references agent (id),
  vendor_id bigint not null references vendor (id)
);
create index vendor_user_vendor on vendor_user (vendor_id);

-- Empty lists cover everything. Rates: {"<kind>": {"amountMinor": 12000}}.
create table vendor_contract (
  id bigint generated always as identity primary key,
  vendor_id bigint not null references vendor (id),
  name text not null,
  starts_on date not null,
  ends_on date,
  regions text[] not null default '{}',
  products text[] not null default '{}',
  rates jsonb not null,
  currency text not null default 'CNY',
  -- Minutes from offer to answer, and from acceptance to done.
  accept_minutes int not null check (accept_minutes > 0),
  done_minutes int not null check (done_minutes > 0),
  -- Lower is asked first.
  rank int not null default 100,
  active boolean not null default true,
  check (ends_on is null or ends_on >= starts_on)
);
create index vendor_contract_vendor on vendor_contract (vendor_id);

-- One piece of work given out. Its vendor, contract and amount stand once somebody accepted it.
create table vendor_job (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references ticket (id),
  -- Of the step that asked for it; asking again is the same job.
  key text not null unique,
  kind text not null,
  region text not null default '',
  product text not null default '',
  serial text not null default '',
  summary text not null,
  -- What the vendor may know of the customer: {name, phone, address}.
  customer jsonb not null default '{}',
  -- Photos and papers handed out with the job.
  files bigint[] not null default '{}',
  way text not null default 'in-turn' check (way in ('in-turn', 'first-wins')),
  -- Vendors to be asked, in order.
  queue bigint[] not null,
  state text not null default 'offered' check (state in ('offered', 'accepted', 'working', 'done', 'checked', 'disputed', 'cancelled', 'nobody')),
  vendor_id bigint references vendor (id),
  contract_id bigint references vendor_contract (id),
  amount_minor bigint check (amount_minor >= 0),
  currency text not null default 'CNY',
  offered_at timestamptz not null,
  accepted_at timestamptz,
  due_at timestamptz,
  done_at timestamptz,
  checked_at timestamptz,
  -- Sent back after done.
  redone int not null default 0,
  -- The ticket came back after the work was accepted as good.
  reopened boolean not null default false,
  -- Mark the customer gave, 1 to 5.
  rating smallint check (rating between 1 and 5),
  proof jsonb,
  created_by jsonb not null,
  version int not null default 1,
  check ((state in ('offered', 'nobody')) <= (vendor_id is null))
);
create index vendor_job_ticket on vendor_job (ticket_id, id);
create index vendor_job_vendor on vendor_job (vendor_id, id desc);
create index vendor_job_open on vendor_job (due_at) where state in ('accepted', 'working', 'done', 'disputed');

create table vendor_offer (
  id bigint generated always as identity primary key,
  job_id bigint not null references vendor_job (id),
  vendor_id bigint not null references vendor (id),
  contract_id bigint not null references vendor_contract (id),
  amount_minor bigint not null check (amount_minor >= 0),
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
  offered_at timestamptz not null,
  answer_by timestamptz not null,
  answered_at timestamptz,
  reason text not null default '',
  unique (job_id, vendor_id)
);
-- Whatever races: a job is accepted once.
create unique index vendor_offer_once on vendor_offer (job_id) where state = 'accepted';
create index vendor_offer_vendor on vendor_offer (vendor_id, id desc);

create table vendor_progress (
  id bigint generated always as identity primary key,
  job_id bigint not null references vendor_job (id),
  kind text not null,
  body text not null default '',
  files bigint[] not null default '{}',
  at timestamptz not null,
  actor jsonb not null
);
create index vendor_progress_job on vendor_progress (job_id, id);

-- A wish about the price, or a quarrel about the work: raised with evidence, decided once by us.
create table vendor_claim (
  id bigint generated always as identity primary key,
  job_id bigint not null references vendor_job (id),
  kind text not null check (kind in ('price', 'dispute')),
  raised_by text not null check (raised_by in ('vendor', 'house')),
  amount_minor bigint check (amount_minor >= 0),
  reason text not null,
  files bigint[] not null default '{}',
  state text not null default 'open' check (state in ('open', 'granted', 'refused')),
  raised_at timestamptz not null,
  actor jsonb not null,
  decided_at timestamptz,
  decided_by jsonb,
  answer text not null default ''
);
create unique index vendor_claim_open on vendor_claim (job_id, kind) where state = 'open';
create index vendor_claim_job on vendor_claim (job_id, id);

create table vendor_settlement (
  id bigint generated always as identity primary key,
  vendor_id bigint not null references vendor (id),
  -- 'YYYY-MM', counted in the company's time zone.
  period text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  currency text not null,
  state text not null default 'draft' check (state in ('draft', 'approved', 'paid')),
  made_at timestamptz not null,
  approved_at timestamptz,
  approved_by jsonb,
  paid_at timestamptz,
  reference text not null default '',
  unique (vendor_id, period, currency)
);
-- A job is paid once, whatever is run how often.
create table vendor_settlement_line (
  id bigint generated always as identity primary key,
  settlement_id bigint not null references vendor_settlement (id),
  job_id bigint not null unique references vendor_job (id),
  amount_minor bigint not null
);
create index vendor_settlement_line_of on vendor_settlement_line (settlement_id, id);
