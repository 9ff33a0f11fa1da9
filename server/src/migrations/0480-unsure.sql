-- A line may break between a platform's yes and our note. Where nobody can find out what became of the message, it says so and a person decides.
alter table message drop constraint message_delivery_check;
alter table message add constraint message_delivery_check check (delivery in ('received', 'queued', 'sending', 'sent', 'delivered', 'failed', 'unsure')) not valid;
alter table sms_segment drop constraint sms_segment_state_check;
alter table sms_segment add constraint sms_segment_state_check check (state in ('waiting', 'submitting', 'submitted', 'delivered', 'failed', 'unsure'));
