-- What did not arrive, or perhaps did, is told to who wrote it.
alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (kind in ('assigned', 'team', 'mentioned', 'answered', 'warning', 'breached', 'step', 'escalated', 'certificate', 'missed', 'undelivered'));
