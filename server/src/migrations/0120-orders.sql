create table shop (
  id bigint generated always as identity primary key,
  key text not null unique,
  name text not null,
  -- api, csv, or an adapter of integrations/shops.
  kind text not null,
  -- Sealed; never leaves the server.
  secret text not null default '',
  settings jsonb not null default '{}',
  active boolean not null default true,
  created_at timestamptz not null default now()
);
create table shop_order (
  id bigint generated always as identity primary key,
  shop_id bigint not null references shop (id),
  -- As the shop calls it inside, and as people read it.
  external_id text not null,
  number text not null,
  customer_id bigint not null references customer (id),
  status text not null check (status in ('placed', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded')),
  currency text not null,
  total_minor bigint not null,
  tax_minor bigint not null default 0,
  shipping_minor bigint not null default 0,
  ordered_at timestamptz not null,
  delivered_at timestamptz,
  country text not null default 'CN',
  address text not null default '',
  carrier text not null default '',
  tracking text not null default '',
  -- [{ number, url, issuedOn, totalMinor }]
  invoices jsonb not null default '[]',
  note text not null default '',
  -- The shop's own moment of the last change: an older telling changes nothing.
  changed_at timestamptz not null,
  version int not null default 1,
  unique (shop_id, external_id)
);
create index shop_order_customer on shop_order (customer_id, ordered_at desc, id desc);
create index shop_order_ordered on shop_order (ordered_at desc, id desc);
create index shop_order_number on shop_order (lower(number));
create table shop_order_line (
  id bigint generated always as identity primary key,
  order_id bigint not null references shop_order (id) on delete cascade,
  position int not null,
  sku text not null default '',
  title text not null,
  model_id bigint references product_model (id),
  variant_id bigint references product_variant (id),
  quantity int not null check (quantity > 0),
  returned int not null default 0,
  price_minor bigint not null,
  serials text[] not null default '{}',
  unique (order_id, position)
);
create index shop_order_line_model on shop_order_line (model_id) where model_id is not null;
create table order_unit (
  order_line_id bigint not null references shop_order_line (id) on delete cascade,
  unit_id bigint not null references product_unit (id),
  primary key (order_line_id, unit_id)
);
create index order_unit_unit on order_unit (unit_id);
-- What shops told us, as it came: kept before it is acknowledged, worked on after.
create table shop_delivery (
  id bigint generated always as identity primary key,
  shop_id bigint not null references shop (id),
  external_id text not null,
  topic text not null,
  body jsonb not null,
  received_at timestamptz not null,
  done_at timestamptz,
  error text not null default '',
  unique (shop_id, external_id)
);
create index shop_delivery_open on shop_delivery (id) where done_at is null;
