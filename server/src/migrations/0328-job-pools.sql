-- Processes that take jobs, and when they were last alive: what a killed one held is free for others at once, not after hours.
create table job_pool (
  id text primary key,
  seen_at timestamptz not null
);
-- The next message of a conversation leaves when the ones before it have.
create index message_leaving on message (conversation_id, id) where direction = 'out' and delivery in ('queued', 'sending');
