-- Beside the words of a text stands the stretch of 4,096 ticket numbers it is of: the newest with a word are found without reading all that have it.
create extension if not exists btree_gin;
drop index search_entry_tokens;
create index search_entry_words on search_entry using gin ((ticket_id >> 12), tokens) with (fastupdate = on, gin_pending_list_limit = 256);
-- Where a rebuild of the index stands; a killed one goes on from here.
create table search_rebuild (
  one boolean primary key default true check (one),
  up_to bigint not null default 0,
  last bigint not null,
  texts bigint not null default 0,
  started_at timestamptz not null,
  finished_at timestamptz
);
-- Words as people spell them, for those who spell them otherwise.
create table search_word (word text primary key check (length(word) between 4 and 30));
create index search_word_trgm on search_word using gin (word gin_trgm_ops);

-- How Chinese names sound: pinyin and initials, from each character on.
create table search_sound (
  kind text not null check (kind in ('customer', 'agent')),
  item_id bigint not null,
  sounds tsvector not null,
  primary key (kind, item_id)
);
create index search_sound_sounds on search_sound using gin (sounds) with (fastupdate = on, gin_pending_list_limit = 256);
-- Names that were written or changed and not yet listened to.
create table search_name_due (kind text not null, item_id bigint not null, primary key (kind, item_id));
create function search_named() returns trigger language plpgsql as $$
begin
  if new.name ~ '[㐀-鿿]' or (tg_op = 'UPDATE' and old.name ~ '[㐀-鿿]') then
    insert into search_name_due (kind, item_id) values (tg_argv[0], new.id) on conflict do nothing;
  end if;
  return null;
end $$;
create trigger search_named after insert or update of name on customer for each row execute function search_named('customer');
create trigger search_named after insert or update of name on agent for each row execute function search_named('agent');
insert into search_name_due select 'customer', id from customer where name ~ '[㐀-鿿]' union all select 'agent', id from agent where name ~ '[㐀-鿿]';

-- Orders by any part of their number.
create index shop_order_number_trgm on shop_order using gin (number gin_trgm_ops);
