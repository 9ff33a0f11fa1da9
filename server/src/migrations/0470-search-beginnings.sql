-- Words as they may be begun: all but Chinese and its like; of a word with digits its beginning up to the first of them. An unfinished word is looked
-- for by the words that begin so, because the word index would read everything with any of them for each look.
create table search_beginning (word text collate "C" primary key);
-- False: texts from before that were not written anew yet, so not all their words are among the beginnings.
alter table search_rebuild add column words_known boolean not null default true;
-- Words of names as they are spelt, for those who spell them otherwise: few, where names are many. Each with one customer who bears it: when that one is
-- called otherwise, or forgotten, and nobody else bears it, the word goes.
create table search_name_word (word text primary key check (length(word) between 4 and 30), borne_by bigint not null);
create index search_name_word_bearer on search_name_word (borne_by);
create index search_name_word_trgm on search_name_word using gin (word gin_trgm_ops);
create or replace function search_named() returns trigger language plpgsql as $$
begin
  if new.name ~ '[㐀-鿿]|[A-Za-zÀ-ɏ]{4}' or (tg_op = 'UPDATE' and old.name ~ '[㐀-鿿]|[A-Za-zÀ-ɏ]{4}') then
    insert into search_name_due (kind, item_id) values (tg_argv[0], new.id) on conflict do nothing;
  end if;
  return null;
end $$;
-- Texts and names from before are read once more, in the background (desk/search); everything is found meanwhile, by what is there.
insert into search_rebuild (up_to, last, started_at, words_known) select coalesce(min(id), 1) - 1, coalesce(max(id), 0), now(), false from ticket having exists (select from search_entry) or exists (select from customer)
  on conflict (one) do update set up_to = excluded.up_to, last = excluded.last, texts = 0, started_at = excluded.started_at, finished_at = null, words_known = false;
