-- Where the log stands: the newest number given out, and the transactions that may hold numbers up to it and still run (none are
-- named when there is nothing after `known`). Whoever takes a number holds the shared lock (7263, 1) from before that until its
-- commit is visible; the number is read first, the holders after, so who took a number up to `last` is among them or has ended.
create function event_mark(known bigint, out last bigint, out writers text[]) language plpgsql volatile as $$
begin
  select case when is_called then last_value else 0 end into last from event_id_seq;
  writers := '{}';
  if last > known then
    select coalesce(array_agg(virtualtransaction), '{}') into writers from pg_locks
      where locktype = 'advisory' and classid = 7263 and objid = 1 and objsubid = 2 and database = (select oid from pg_database where datname = current_database());
  end if;
end $$;
