-- A person asks for what we hold of them, or to be forgotten. The line itself stays as proof of what was done.
create table privacy_request (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customer (id),
  kind text not null check (kind in ('export', 'erase')),
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  asked_by jsonb not null,
  asked_at timestamptz not null,
  done_at timestamptz,
  -- 0 … 100.
  progress int not null default 0,
  step text not null default '',
  -- { tables, rows, files }: how much it was.
  counts jsonb not null default '{}',
  error text,
  file_id bigint references file (id)
);
create index privacy_request_customer on privacy_request (customer_id, id desc);
select customer_belongs('privacy_request', 'id');
-- The person is gone; the number stays for papers that must be kept.
alter table customer add column erased_at timestamptz;
