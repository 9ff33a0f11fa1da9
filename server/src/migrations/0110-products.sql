create table brand (
  id bigint generated always as identity primary key,
  key text not null unique,
  name jsonb not null,
  -- [{ pattern, check, note }]: how a serial number of this brand is made; none: anything is taken.
  serial_rules jsonb not null default '[]',
  active boolean not null default true
);
create table product_model (
  id bigint generated always as identity primary key,
  brand_id bigint not null references brand (id),
  -- The model number, as on the label.
  key text not null,
  name jsonb not null,
  category text not null default '',
  description jsonb not null default '{"zh":"","en":""}',
  image_id bigint references file (id),
  released_on date,
  discontinued_on date,
  active boolean not null default true,
  version int not null default 1
);
create unique index product_model_key on product_model (lower(key));
create index product_model_category on product_model (category);
create table product_variant (
  id bigint generated always as identity primary key,
  model_id bigint not null references product_model (id),
  sku text not null,
  name jsonb not null,
  gtin text not null default ''
);
create unique index product_variant_sku on product_variant (lower(sku));
create index product_variant_model on product_variant (model_id);
create table product_batch (
  id bigint generated always as identity primary key,
  model_id bigint not null references product_model (id),
  key text not null,
  produced_on date,
  note text not null default '',
  unique (model_id, key)
);
create table product_manual (
  id bigint generated always as identity primary key,
  model_id bigint not null references product_model (id),
  file_id bigint not null references file (id),
  title text not null,
  language text not null,
  kind text not null check (kind in ('manual', 'service', 'drawing'))
);
create index product_manual_model on product_manual (model_id);
create table known_fault (
  id bigint generated always as identity primary key,
  model_id bigint not null references product_model (id),
  key text not null,
  title jsonb not null,
  advice jsonb not null default '{"zh":"","en":""}',
  -- Somebody may come to harm: goes before everything else.
  safety boolean not null default false,
  active boolean not null default true,
  unique (model_id, key)
);
-- How a known fault is mended: how long, with which parts.
create table repair_plan (
  id bigint generated always as identity primary key,
  fault_id bigint not null references known_fault (id) on delete cascade,
  title jsonb not null,
  minutes int not null check (minutes > 0),
  steps jsonb not null default '{"zh":"","en":""}',
  -- [{ number, quantity }]: part numbers.
  parts jsonb not null default '[]',
  skill text not null default ''
);
create index repair_plan_fault on repair_plan (fault_id);
-- 故障排查: questions, answers, and what to do at each end. nodes: { key: node }, see the contract.
create table fault_tree (
  id bigint generated always as identity primary key,
  model_id bigint not null references product_model (id),
  title jsonb not null,
  start text not null,
  nodes jsonb not null,
  active boolean not null default true,
  version int not null default 1
);
create index fault_tree_model on fault_tree (model_id);

create table product_unit (
  id bigint generated always as identity (start with 100001) primary key,
  serial text not null,
  -- As compared: capitals, no spaces and dashes.
  serial_key text not null,
  brand_id bigint not null references brand (id),
  model_id bigint not null references product_model (id),
  variant_id bigint references product_variant (id),
  batch_id bigint references product_batch (id),
  customer_id bigint references customer (id),
  -- ISO country where it was sold: decides whose law.
  country text not null default 'CN',
  produced_on date,
  purchased_on date,
  activated_on date,
  seller text not null default '',
  price_minor bigint,
  currency text not null default 'CNY',
  status text not null default 'in-use' check (status in ('in-stock', 'in-use', 'in-service', 'returned', 'replaced', 'scrapped')),
  replaced_by bigint references product_unit (id),
  registered_by text not null check (registered_by in ('customer', 'agent', 'api', 'csv', 'order')),
  note text not null default '',
  -- Days in which it lay in a workshop: the time counted does not run meanwhile.
  repair_days int not null default 0 check (repair_days >= 0),
  created_at timestamptz not null default now(),
  version int not null default 1,
  -- One unit per number of a brand, whoever is faster.
  unique (brand_id, serial_key)
);
create index product_unit_serial on product_unit (serial_key);
create index product_unit_customer on product_unit (customer_id, id desc) where customer_id is not null;
create index product_unit_model on product_unit (model_id, id desc);
create index product_unit_batch on product_unit (batch_id) where batch_id is not null;
create index product_unit_serial_trgm on product_unit using gin (serial_key gin_trgm_ops);

create table purchase_proof (
  id bigint generated always as identity primary key,
  unit_id bigint not null references product_unit (id),
  kind text not null check (kind in ('invoice', 'receipt', 'photo', 'order')),
  files bigint[] not null default '{}',
  purchased_on date not null,
  seller text not null default '',
  number text not null default '',
  amount_minor bigint,
  currency text not null default 'CNY',
  state text not null default 'waiting' check (state in ('waiting', 'accepted', 'refused')),
  submitted_by jsonb not null,
  submitted_at timestamptz not null,
  -- The rule that took it, or the person who looked.
  decided_by jsonb,
  decided_at timestamptz,
  reason text not null default ''
);
create index purchase_proof_unit on purchase_proof (unit_id, id desc);
create index purchase_proof_waiting on purchase_proof (id) where state = 'waiting';

create table warranty_plan (
  id bigint generated always as identity primary key,
  key text not null unique,
  name jsonb not null,
  months int not null check (months between 1 and 240),
  begins text not null check (begins in ('after-warranty', 'at-sale', 'at-purchase')),
  -- Empty: every model; else categories it can be sold for.
  categories text[] not null default '{}',
  covers text[] not null default '{repair}',
  -- A plan may also cover what policies exclude, such as damage by the customer.
  covers_exclusions text[] not null default '{}',
  price_minor bigint not null default 0,
  currency text not null default 'CNY',
  clause jsonb not null,
  active boolean not null default true
);
create table unit_plan (
  id bigint generated always as identity primary key,
  unit_id bigint not null references product_unit (id),
  plan_id bigint not null references warranty_plan (id),
  sold_on date not null,
  reference text not null default '',
  cancelled_at timestamptz,
  unique (unit_id, plan_id, sold_on)
);

create table unit_exclusion (
  id bigint generated always as identity primary key,
  unit_id bigint not null references product_unit (id),
  kind text not null check (kind in ('human-damage', 'disaster', 'unauthorised-repair', 'consumable', 'other')),
  -- Only this known fault or part category; both empty: the whole unit.
  fault_key text not null default '',
  part_category text not null default '',
  description text not null,
  files bigint[] not null default '{}',
  ticket_id bigint,
  happened_on date,
  recorded_by jsonb not null,
  recorded_at timestamptz not null,
  withdrawn_by jsonb,
  withdrawn_at timestamptz,
  withdrawn_reason text not null default ''
);
create index unit_exclusion_unit on unit_exclusion (unit_id);

-- Terms as decision tables. What holds for a unit are the newest published terms that applied when it was bought.
create table warranty_policy (
  id bigint generated always as identity primary key,
  key text not null unique,
  name jsonb not null,
  kind text not null check (kind in ('statutory', 'manufacturer', 'exclusions')),
  -- The clock stands while it is repaired.
  pauses_in_repair boolean not null default false,
  active boolean not null default true,
  position int not null default 100
);
create table warranty_policy_version (
  id bigint generated always as identity primary key,
  policy_id bigint not null references warranty_policy (id),
  version int not null,
  dmn text not null,
  note text not null default '',
  -- For units bought from this day on; null: for all.
  applies_from date,
  author jsonb not null,
  created_at timestamptz not null,
  published_at timestamptz,
  unique (policy_id, version)
);
create table product_rule (
  key text primary key,
  -- FEEL.
  expression text not null,
  version int not null default 1
);
-- Each failure in the field, told by repairs: what third failures and fault rates are counted from.
create table unit_fault (
  id bigint generated always as identity primary key,
  unit_id bigint not null references product_unit (id),
  ticket_id bigint,
  -- One fact per source, such as repair:12.
  reference text not null unique,
  fault_key text not null default '',
  part_category text not null default '',
  part_number text not null default '',
  happened_on date not null,
  covered boolean not null default true,
  minutes int
);
create index unit_fault_unit on unit_fault (unit_id, happened_on);
create index unit_fault_date on unit_fault (happened_on);
