-- 0430 builds the word index in one go, and a large installation from before it would wait for that at its start. Here it meets an empty table of the
-- same name, which is gone with the commit: the real one keeps the index it has, and the new one is built while everything runs (0470, desk/search).
do $$ begin
  if exists (select from search_entry offset 20000 limit 1) then
    create temporary table search_entry (ticket_id bigint, tokens tsvector) on commit drop;
    create index search_entry_tokens on search_entry (ticket_id);
  end if;
end $$;
