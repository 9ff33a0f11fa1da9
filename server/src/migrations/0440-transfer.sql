-- Which row of ours a thing of another desk (or of an archive) became: it is found again when it comes twice, and its old number leads to it.
create table import_origin (
  -- The desk it came from, such as zendesk, or zendesk-2 for a second account there.
  source text not null,
  kind text not null check (kind in ('team', 'agent', 'customer', 'ticket', 'note', 'change', 'file')),
  foreign_id text not null,
  row_id bigint not null,
  primary key (source, kind, foreign_id)
);
create index import_origin_row on import_origin (kind, row_id);

-- What happened elsewhere years ago is no deed here: it stands in the ticket's history, not in our audit trail. The import itself does.
create or replace function audit_ticket_change() returns trigger language plpgsql as $$
declare words text[] := array['subject', 'product', 'serial', 'fields', 'tags'];
begin
  if current_setting('aftercare.importing', true) = 'on' then return null; end if;
  insert into audit_entry (at, actor, action, subject, before, after, ticket_change_id, correlation)
  select new.at, case new.actor ->> 'kind' when 'customer' then new.actor || '{"name":""}' else new.actor end, 'ticket.changed', 'ticket:' || new.ticket_id,
    jsonb_object_agg(f ->> 'field', case when f ->> 'field' = any(words) then '"…"' else coalesce(nullif(f -> 'fromName', 'null'), f -> 'from') end), jsonb_object_agg(f ->> 'field', case when f ->> 'field' = any(words) then '"…"' else coalesce(nullif(f -> 'toName', 'null'), f -> 'to') end), new.id, nullif(current_setting('aftercare.correlation', true), '')
  from jsonb_array_elements(new.fields) f;
  return null;
end $$;

-- Everything, or a part of it, written into one file for whoever asked, as far as they see it.
create table export_run (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  -- Who asked, with what they might see then.
  principal jsonb not null,
  actor jsonb not null,
  language text not null,
  what text not null check (what in ('tickets', 'customers', 'everything')),
  form text not null check (form in ('csv', 'jsonl', 'archive')),
  view text,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'stopped')),
  done int not null default 0,
  total int not null default 0,
  counts jsonb not null default '{}',
  file_id bigint references file (id) on delete set null,
  size bigint,
  error text,
  finished_at timestamptz,
  -- Then the file goes.
  expires_at timestamptz
);
create index export_run_mine on export_run ((principal ->> 'kind'), (principal ->> 'id'), id desc);
create index export_run_expiring on export_run (expires_at) where file_id is not null;
