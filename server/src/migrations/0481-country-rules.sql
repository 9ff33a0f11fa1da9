-- What holds for people of a country while they have said nothing, where administrators want it otherwise than the product comes with; `*`: every other country.
create table country_rule (
  country text primary key check (country ~ '^([A-Z]{2}|[*])$'),
  rule jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null
);
