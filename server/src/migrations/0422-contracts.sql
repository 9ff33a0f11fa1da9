-- What was agreed with a customer, mostly a company: everybody below it is served by it while it is in force.
create table customer_contract (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customer (id),
  number text not null unique,
  starts_on date not null,
  ends_on date,
  tier text not null default 'standard' check (tier in ('standard', 'silver', 'gold', 'vip')),
  -- As conditions name it.
  service_level text not null default '',
  covers text[] not null default '{}',
  note text not null default '',
  files bigint[] not null default '{}',
  ended_at timestamptz,
  -- Kept by the day; what is read a thousand times a second does not reckon dates.
  in_force boolean not null default false,
  version int not null default 1,
  check (ends_on is null or ends_on >= starts_on)
);
create index customer_contract_customer on customer_contract (customer_id) where in_force;
create index customer_contract_all on customer_contract (customer_id, id);
create index customer_contract_files on customer_contract using gin (files);
select customer_belongs('customer_contract', 'id');
-- What the contract in force gives: its service level, and the tier it lifts to with the one that comes back when it ends.
alter table customer add column contract_id bigint;
alter table customer add column service_level text not null default '';
alter table customer add column lifted_from text;
alter table customer add column lifted_to text;
drop index customer_company;
create index customer_company on customer (company_id, kind, id) where company_id is not null;
update role set rights = rights || array['customers.contracts'] where not ('*' = any(rights)) and not ('customers.contracts' = any(rights)) and key in ('supervisor', 'service-manager');
