-- Who changed what: append-only, one line per change, written in the transaction of the change.
create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor jsonb not null,
  -- <what>.<done>: role.changed, ticket.changed, session.signed-in, customer.revealed
  action text not null,
  -- What it was done to, as streams are named: role:clerk, ticket:10042
  subject text not null,
  before jsonb,
  after jsonb,
  reason text,
  -- Of a ticket's change: why it was made stands there, where it can be blanked.
  ticket_change_id bigint,
  correlation text
);
create index audit_entry_subject on audit_entry (subject, id desc);
create index audit_entry_action on audit_entry (action, id desc);
create index audit_entry_actor on audit_entry (((actor ->> 'kind') || ':' || coalesce(actor ->> 'id', '')), id desc);
create index audit_entry_at on audit_entry (at desc, id desc);

-- The chain over it: each seal is made of the one before and of its entry, with the installation's key. Sealed by a job, not by the writers: they must not queue behind one another.
create table audit_seal (
  seq bigint primary key,
  entry_id bigint not null unique references audit_entry (id),
  hash bytea not null
);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only' using errcode = '42501';
end $$;
create trigger audit_entry_kept before update or delete on audit_entry for each row execute function audit_is_append_only();
create trigger audit_entry_whole before truncate on audit_entry for each statement execute function audit_is_append_only();
create trigger audit_seal_kept before update or delete on audit_seal for each row execute function audit_is_append_only();
create trigger audit_seal_whole before truncate on audit_seal for each statement execute function audit_is_append_only();

-- Values without those that say nothing to people; secrets show only that they are there.
create function audit_shown(row_ jsonb, secret text[], quiet text[]) returns jsonb language sql immutable as $$
  select coalesce(jsonb_object_agg(key, case
    when key = any(secret) then case when value in ('null', '""', '[]') then value else '"…"' end
    when length(value::text) > 4000 then to_jsonb(left(value::text, 4000) || '…')
    else value end), '{}') from jsonb_each(row_) where key <> all(quiet)
$$;

-- Trigger of a watched table. Arguments: what, key columns, secret columns, columns whose change is not worth a line (all lists with commas).
create function audit_row() returns trigger language plpgsql as $$
declare
  secret text[] := string_to_array(tg_argv[2], ',');
  quiet text[] := string_to_array(tg_argv[3], ',');
  old_ jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  new_ jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
  changed text[];
  row_ jsonb := case when tg_op = 'DELETE' then old_ else new_ end;
begin
  if tg_op = 'UPDATE' then
    select array_agg(k) into changed from jsonb_object_keys(new_) k where new_ -> k is distinct from old_ -> k and k <> all(quiet);
    if changed is null then return null; end if;
    select jsonb_object_agg(k, old_ -> k), jsonb_object_agg(k, new_ -> k) into old_, new_ from unnest(changed) k;
  end if;
  insert into audit_entry (actor, action, subject, before, after, correlation) values (
    coalesce(nullif(current_setting('aftercare.actor', true), '')::jsonb, '{"kind":"system","id":null,"name":"Aftercare"}'),
    tg_argv[0] || case tg_op when 'INSERT' then '.added' when 'UPDATE' then '.changed' else '.removed' end,
    tg_argv[0] || ':' || (select string_agg(row_ ->> k, ':' order by n) from unnest(string_to_array(tg_argv[1], ',')) with ordinality as x(k, n)),
    case when tg_op = 'INSERT' then null else audit_shown(old_, secret, quiet) end, case when tg_op = 'DELETE' then null else audit_shown(new_, secret, quiet) end,
    nullif(current_setting('aftercare.correlation', true), ''));
  return null;
end $$;

-- A change of a ticket is written down already, with who and why: its line follows from that. Customers' names and words stay out of the trail: it cannot be blanked when
-- a customer asks to be forgotten.
create function audit_ticket_change() returns trigger language plpgsql as $$
declare words text[] := array['subject', 'product', 'serial', 'fields', 'tags'];
begin
  insert into audit_entry (at, actor, action, subject, before, after, ticket_change_id, correlation)
  select new.at, case new.actor ->> 'kind' when 'customer' then new.actor || '{"name":""}' else new.actor end, 'ticket.changed', 'ticket:' || new.ticket_id,
    jsonb_object_agg(f ->> 'field', case when f ->> 'field' = any(words) then '"…"' else coalesce(nullif(f -> 'fromName', 'null'), f -> 'from') end), jsonb_object_agg(f ->> 'field', case when f ->> 'field' = any(words) then '"…"' else coalesce(nullif(f -> 'toName', 'null'), f -> 'to') end), new.id, nullif(current_setting('aftercare.correlation', true), '')
  from jsonb_array_elements(new.fields) f;
  return null;
end $$;
create trigger audited after insert on ticket_change for each row execute function audit_ticket_change();

-- Addresses are kept in stars: the trail must not become a second place from which people are rung.
create function audit_identity() returns trigger language plpgsql as $$
declare row_ record := case when tg_op = 'DELETE' then old else new end;
  shown text := regexp_replace(row_.value, '^(.{3}).*(.{4})$', '\1****\2');
begin
  insert into audit_entry (actor, action, subject, before, after, correlation) values (
    coalesce(nullif(current_setting('aftercare.actor', true), '')::jsonb, '{"kind":"system","id":null,"name":"Aftercare"}'), 'identity' || case tg_op when 'INSERT' then '.added' else '.removed' end, 'customer:' || row_.customer_id,
    case when tg_op = 'DELETE' then jsonb_build_object('kind', row_.kind, 'value', shown) end, case when tg_op = 'INSERT' then jsonb_build_object('kind', row_.kind, 'value', shown) end, nullif(current_setting('aftercare.correlation', true), ''));
  return null;
end $$;
-- Only what people add or take away; what a door brings is in the conversation.
create trigger audited after insert on identity for each row when (current_setting('aftercare.actor', true) <> '') execute function audit_identity();
create trigger audited_gone after delete on identity for each row execute function audit_identity();

create trigger audited after insert or update or delete on company for each row execute function audit_row('company', 'id', '', '');
create trigger audited after insert or update or delete on agent for each row execute function audit_row('agent', 'id', 'password_hash', 'presence,presence_at,created_at');
create trigger audited after insert or update or delete on role for each row execute function audit_row('role', 'key', '', '');
create trigger audited after insert or update or delete on team for each row execute function audit_row('team', 'id', '', '');
create trigger audited after insert or delete on team_member for each row execute function audit_row('team-member', 'team_id,agent_id', '', '');
create trigger audited after insert or delete on site_agent for each row execute function audit_row('site-staff', 'site_id,agent_id', '', '');
create trigger audited after insert or update or delete on skill for each row execute function audit_row('skill', 'key', '', '');
create trigger audited after insert or update or delete on agent_skill for each row execute function audit_row('agent-skill', 'agent_id,skill_id', '', '');
create trigger audited after insert or update or delete on api_key for each row execute function audit_row('api-key', 'id', 'secret_hash', 'last_used_at');
create trigger audited after insert or update or delete on calendar for each row execute function audit_row('calendar', 'id', '', 'version');
create trigger audited after insert or update or delete on channel_account for each row execute function audit_row('channel', 'id', 'secrets', 'cursor,health_ok_at,health_error');
create trigger audited after update or delete on customer for each row execute function audit_row('customer', 'id', 'name,note,tags', 'version');
create trigger audited_added after insert on customer for each row when (current_setting('aftercare.actor', true) <> '') execute function audit_row('customer', 'id', 'name,note,tags', 'version');
create trigger audited after insert or update on customer_merge for each row execute function audit_row('customer-merge', 'id', '', 'moved,reasons,before,after');
create trigger audited after insert or update or delete on sla_policy for each row execute function audit_row('sla-policy', 'id', '', 'version');
create trigger audited after insert or update or delete on queue for each row execute function audit_row('queue', 'id', '', 'version');
create trigger audited after insert or update or delete on template for each row execute function audit_row('template', 'id', '', 'version');
create trigger audited after insert or update or delete on site for each row execute function audit_row('site', 'id', '', '');
create trigger audited after insert or update or delete on vendor for each row execute function audit_row('vendor', 'id', 'api_secret,api_key', '');
create trigger audited after insert or update or delete on vendor_contract for each row execute function audit_row('vendor-contract', 'id', '', '');
create trigger audited after insert or update or delete on vendor_user for each row execute function audit_row('vendor-user', 'vendor_id,agent_id', '', '');
create trigger audited after insert or update on vendor_settlement for each row execute function audit_row('vendor-settlement', 'id', '', '');
create trigger audited after insert or update or delete on carrier for each row execute function audit_row('carrier', 'id', 'secrets', '');
create trigger audited after insert or update or delete on shop for each row execute function audit_row('shop', 'key', 'secret', '');
create trigger audited after insert or update or delete on charge_settings for each row execute function audit_row('charge-settings', 'id', 'payment_secret,tax_secret', '');
create trigger audited after insert or update or delete on casework_binding for each row execute function audit_row('casework-binding', 'ticket_type,moment', '', '');
create trigger audited after insert on process_version for each row execute function audit_row('process', 'key,version', '', 'xml');
create trigger audited after insert or update or delete on hotline_number for each row execute function audit_row('hotline-number', 'id', 'secrets', '');
create trigger audited after insert on invoice for each row execute function audit_row('invoice', 'id', '', 'seller,lines,buyer,xml,electronic,taxes');
create trigger audited after insert on payment for each row execute function audit_row('payment', 'id', '', '');
create trigger audited after insert on refund for each row execute function audit_row('refund', 'id', '', 'reason');
create trigger audited after insert on credit_note for each row execute function audit_row('credit-note', 'id', '', 'seller,lines,buyer,xml,electronic,taxes,reason');
create trigger audited after insert on privacy_request for each row execute function audit_row('privacy-request', 'id', '', '');
