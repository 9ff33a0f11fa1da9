-- Who does not want text messages is said in one place: their consent. Those who never were anybody's customer become one.
with strangers as (
  select r.phone, min(r.at) as at from sms_refusal r where not exists (select from identity i where i.kind = 'phone' and i.value = r.phone) group by r.phone
), made as (
  insert into customer (name, language, created_at) select phone, 'zh-CN', at from strangers returning id, name
)
insert into identity (customer_id, kind, value, verified) select id, 'phone', name, true from made;
insert into consent (customer_id, purpose, channel, granted, at, actor, words, source)
select i.customer_id, p.purpose, 'sms', false, r.at, '{"kind":"customer","id":null,"name":""}', r.words, 'sms'
from sms_refusal r join identity i on i.kind = 'phone' and i.value = r.phone cross join (values ('service'), ('survey'), ('marketing')) p (purpose)
order by r.at;
drop table sms_refusal;
-- What a text costs is counted once, whatever broke in between.
alter table sms_sent add column key text;
update sms_sent set key = 'old:' || id;
alter table sms_sent alter column key set not null;
create unique index sms_sent_key on sms_sent (account_id, key);
-- A part is noted as begun before a platform that can be asked is told to send it, so that after a break we ask first.
create table channel_part_begun (
  message_id bigint not null references message (id) on delete cascade,
  part int not null,
  at timestamptz not null,
  primary key (message_id, part)
);
