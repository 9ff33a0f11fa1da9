-- What goes with many customers at once is written down in one statement, not row by row: the same lines as before, at a third of the cost.
-- What came by one act in bulk and without a line each goes with one line that names all of them: `aftercare.in_bulk` says which act, import:12.
create function audit_customers_gone() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('aftercare.in_bulk', true), '') <> '' then
    insert into audit_entry (actor, action, subject, before, correlation)
    select coalesce(nullif(current_setting('aftercare.actor', true), '')::jsonb, '{"kind":"system","id":null,"name":"Aftercare"}'), 'customer.removed', current_setting('aftercare.in_bulk'), jsonb_build_object('customers', jsonb_agg(g.id order by g.id)), nullif(current_setting('aftercare.correlation', true), '')
    from gone g having count(*) > 0;
    return null;
  end if;
  insert into audit_entry (actor, action, subject, before, correlation)
  select coalesce(nullif(current_setting('aftercare.actor', true), '')::jsonb, '{"kind":"system","id":null,"name":"Aftercare"}'), 'customer.removed', 'customer:' || g.id,
    -- Names and words of customers only show that they were there; see audit_shown.
    (to_jsonb(g) - 'version') || jsonb_build_object('name', case g.name when '' then '' else '…' end, 'note', case g.note when '' then '' else '…' end, 'tags', case when g.tags = '{}' then '[]' else '"…"'::jsonb end),
    nullif(current_setting('aftercare.correlation', true), '')
  from gone g order by g.id;
  return null;
end $$;
drop trigger audited on customer;
create trigger audited after update on customer for each row execute function audit_row('customer', 'id', 'name,note,tags', 'version');
create trigger audited_gone after delete on customer referencing old table as gone for each statement execute function audit_customers_gone();

create function audit_identities_gone() returns trigger language plpgsql as $$
begin
  -- They go with their customers.
  if coalesce(current_setting('aftercare.in_bulk', true), '') <> '' then return null; end if;
  insert into audit_entry (actor, action, subject, before, correlation)
  select coalesce(nullif(current_setting('aftercare.actor', true), '')::jsonb, '{"kind":"system","id":null,"name":"Aftercare"}'), 'identity.removed', 'customer:' || g.customer_id,
    jsonb_build_object('kind', g.kind, 'value', regexp_replace(g.value, '^(.{3}).*(.{4})$', '\1****\2')), nullif(current_setting('aftercare.correlation', true), '')
  from gone g order by g.id;
  return null;
end $$;
drop trigger audited_gone on identity;
create trigger audited_gone after delete on identity referencing old table as gone for each statement execute function audit_identities_gone();

-- A table names its companies line by line. The index stands for joined ones too, so that no other index of companies can be taken for it: while a young table is not
-- analysed, the list of all companies looked as good and was read whole for each name.
drop index customer_company_name;
create index customer_company_names on customer (customer_plain(name)) where kind = 'company';

-- The search forgets how a name sounded that nobody bears any more, and asks anew about its words.
create function search_names_gone() returns trigger language plpgsql as $$
begin
  delete from search_sound s using gone g where s.kind = 'customer' and s.item_id = g.id;
  delete from search_name_due d using gone g where d.kind = 'customer' and d.item_id = g.id;
  insert into search_name_due (kind, item_id) select distinct 'customer', w.borne_by from search_name_word w join gone g on g.id = w.borne_by on conflict do nothing;
  return null;
end $$;
create trigger search_names_gone after delete on customer referencing old table as gone for each statement execute function search_names_gone();
