-- Customers who meet a condition. Who is in is kept by what happens, so that a list costs its page and a number nothing.
create table segment (
  id bigint generated always as identity primary key,
  name jsonb not null,
  condition text not null,
  tag text,
  members int not null default 0,
  -- A count anew: up to which customer it is, and which was the last when it began.
  counted_to bigint,
  count_until bigint,
  counted_at timestamptz,
  version int not null default 1,
  removed boolean not null default false
);
create table segment_member (
  segment_id bigint not null references segment (id) on delete cascade,
  member_id bigint not null references customer (id) on delete cascade,
  -- The tag came by the segment and goes with it.
  tagged boolean not null default false,
  primary key (segment_id, member_id)
);
create index segment_member_customer on segment_member (member_id);
update role set rights = rights || array['segments.manage'] where not ('*' = any(rights)) and not ('segments.manage' = any(rights)) and key in ('supervisor', 'service-manager');
