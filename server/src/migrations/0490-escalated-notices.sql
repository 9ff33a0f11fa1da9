-- A notice of a chain is a kind of its own; its words are the clock and the percent.
alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (kind in ('assigned', 'team', 'mentioned', 'answered', 'warning', 'breached', 'step', 'escalated'));
update notice set kind = 'escalated' where rung is not null;
create index notice_escalated on notice (ticket_id) where kind = 'escalated' and read_at is null;
alter table notice drop column rung;
