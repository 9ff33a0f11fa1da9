-- Which unit a request is about; everything of the after-sales half hangs on the ticket.
alter table ticket add column unit_id bigint references product_unit (id);
create index ticket_unit on ticket (unit_id, id desc) where unit_id is not null;
create index ticket_serial_waiting on ticket (upper(regexp_replace(serial, '[^A-Za-z0-9]', '', 'g'))) where unit_id is null and serial <> '';
