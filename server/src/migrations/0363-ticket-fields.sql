-- Fields that a house designs for its tickets; values stand in ticket.fields under the key.
create table ticket_field (
  key text primary key,
  name jsonb not null,
  hint jsonb not null default '{"zh":"","en":""}',
  kind text not null check (kind in ('text', 'number', 'money', 'date', 'yes-no', 'choice', 'cascade', 'person', 'unit', 'file')),
  options jsonb not null default '[]',
  currency text not null default 'CNY',
  types text[] not null default '{}',
  condition text not null default '',
  required_at text[] not null default '{}',
  on_portal boolean not null default false,
  on_chat boolean not null default false,
  active boolean not null default true,
  position int not null default 0
);
-- Views filter by what stands in them.
create index ticket_fields on ticket using gin (fields jsonb_path_ops);
