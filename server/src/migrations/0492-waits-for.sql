-- What a ticket waits for while it waits: policies may pause by it.
alter table ticket add column waits_for text not null default '';
update ticket t set waits_for = left(h.reason, 200) from (
  select distinct on (c.ticket_id) c.ticket_id, c.reason from ticket_change c join ticket w on w.id = c.ticket_id and w.status in ('pending', 'hold') where c.fields @> '[{"field": "status"}]' order by c.ticket_id, c.id desc) h
  where t.id = h.ticket_id and t.status in ('pending', 'hold') and h.reason is not null and h.reason !~ '^[a-z-]+([|].*)?$';
