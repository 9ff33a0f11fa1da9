-- Since when a policy's chain is as it is: what it would have told before that is not told afterwards.
alter table sla_policy add column chain_since timestamptz not null default now();
