-- When the clocks of departments and partners stand still on tickets of a policy; null: as it comes.
alter table sla_policy add column inner_pauses jsonb;
