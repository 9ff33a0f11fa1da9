-- Finished goods: whole products of ours at a site, each by its serial number. One unit stands in one place, or nowhere.
create table goods_item (
  unit_id bigint primary key references product_unit (id),
  model_id bigint not null references product_model (id),
  site_id bigint not null references site (id),
  grade text not null check (grade in ('A', 'B', 'C', 'D')),
  state text not null check (state in ('ready', 'refurbishing')),
  since timestamptz not null
);
create index goods_item_newest on goods_item (since desc, unit_id desc);
create index goods_item_site on goods_item (site_id, since desc, unit_id desc);
create index goods_item_model on goods_item (model_id, since desc, unit_id desc);
-- The sums of the ledger, which the database itself keeps from going below nothing.
create table goods_stock (
  model_id bigint not null references product_model (id),
  site_id bigint not null references site (id),
  grade text not null,
  ready bigint not null default 0 check (ready >= 0),
  refurbishing bigint not null default 0 check (refurbishing >= 0),
  primary key (model_id, site_id, grade)
);
create table goods_move (
  id bigint generated always as identity primary key,
  unit_id bigint not null references product_unit (id),
  model_id bigint not null,
  site_id bigint not null references site (id),
  grade text not null,
  kind text not null check (kind in ('receive', 'refurbish', 'refurbished', 'send', 'issue', 'recycle')),
  ready int not null,
  refurbishing int not null,
  ticket_id bigint references ticket (id),
  reason text not null default '',
  actor jsonb not null,
  at timestamptz not null,
  key text not null
);
create index goods_move_unit on goods_move (unit_id, id desc);
create index goods_move_site on goods_move (site_id, id desc);
-- The same cause moves a unit once.
create index goods_move_key on goods_move (key, unit_id, kind);
