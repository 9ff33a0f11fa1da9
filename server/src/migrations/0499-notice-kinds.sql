-- Whatever came first: a certificate that ends, an offer that was missed, a rung of a chain.
alter table notice drop constraint notice_kind_check, add constraint notice_kind_check check (kind in ('assigned', 'team', 'mentioned', 'answered', 'warning', 'breached', 'step', 'escalated', 'certificate', 'missed'));
