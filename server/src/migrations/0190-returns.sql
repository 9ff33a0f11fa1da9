create table return_order (
  id bigint generated always as identity (start with 7001) primary key,
  ticket_id bigint not null references ticket (id),
  unit_id bigint,
  kind text not null check (kind in ('return', 'exchange', 'refund')),
  state text not null check (state in ('requested', 'approved', 'labelled', 'received', 'inspected', 'refunded', 'swapped', 'sent-back', 'refused', 'closed', 'cancelled')),
  reason text not null,
  text text not null default '',
  owed jsonb,
  eligible boolean,
  why jsonb,
  -- Gross, minor units.
  paid_minor bigint not null default 0 check (paid_minor >= 0),
  currency text not null default 'CNY',
  refund_minor bigint check (refund_minor >= 0),
  refund_reference text,
  refunded_at timestamptz,
  site_id bigint references site (id),
  received_at timestamptz,
  grade text check (grade in ('A', 'B', 'C', 'D')),
  inspection jsonb,
  new_unit_id bigint,
  disposition text check (disposition in ('restock', 'refurbish', 'recycle', 'send-back')),
  disposed_at timestamptz,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  finished_at timestamptz,
  version int not null default 1,
  -- Nobody gets back more than was paid.
  check (refund_minor is null or refund_minor <= paid_minor)
);
create unique index return_running on return_order (ticket_id) where finished_at is null;
create index return_ticket on return_order (ticket_id, id desc);
create index return_due on return_order (due_at, id) where finished_at is null;
create index return_state on return_order (state, due_at, id);
create table return_step (
  id bigint generated always as identity primary key,
  return_id bigint not null references return_order (id),
  at timestamptz not null,
  from_state text,
  to_state text not null,
  actor jsonb not null,
  note text not null default ''
);
create index return_step_return on return_step (return_id, id);
