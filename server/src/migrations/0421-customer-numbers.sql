-- The number other systems know a customer by, and what somebody is in their company.
alter table customer add column number text not null default '';
alter table customer add column role text not null default '';
create unique index customer_number on customer (number) where number <> '';

-- Whoever leads a team brings data in.
update role set rights = rights || array['imports.manage'] where not ('*' = any(rights)) and not ('imports.manage' = any(rights)) and key in ('supervisor', 'service-manager');
