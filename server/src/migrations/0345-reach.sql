-- Which rows a role sees beyond «all» and «their teams»: only their own, and limits by region, brand, site and vendor; an absent list does not limit.
-- {"regions": ["华东"], "brands": [1], "sites": [2], "vendors": [3]}
alter table role drop constraint role_scope_check;
alter table role add constraint role_scope_check check (scope in ('all', 'team', 'own'));
alter table role add column limits jsonb not null default '{}';
-- Kinds of values that are shown with stars until somebody asks for them: phone, identity.
alter table role add column masked text[] not null default '{}';
-- People with this role sign in with a second factor, or see nothing until they have one.
alter table role add column second_factor boolean not null default false;

-- Where a customer is served; regions are the company's own words, as at sites and territories.
alter table customer add column region text not null default '';
create index customer_region on customer (region) where region <> '';
