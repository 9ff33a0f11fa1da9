-- Who else is in a call: a colleague or number that was asked in, a supervisor who listens.
create table hotline_party (
  id bigint generated always as identity primary key,
  call_id bigint not null references hotline_call (id) on delete cascade,
  kind text not null check (kind in ('guest', 'supervisor')),
  agent_id bigint references agent (id),
  number text not null default '',
  state text not null check (state in ('ringing', 'in', 'left')),
  -- Of supervisors only.
  mode text check (mode in ('listen', 'whisper')),
  asked_by bigint references agent (id),
  at timestamptz not null,
  joined_at timestamptz,
  left_at timestamptz,
  -- Why they are not in it (any more).
  outcome text,
  check ((agent_id is null) = (number <> ''))
);
create unique index hotline_party_once on hotline_party (call_id, agent_id) where state <> 'left' and agent_id is not null;
create index hotline_party_open on hotline_party (call_id) where state <> 'left';
create index hotline_party_agent on hotline_party (agent_id) where state <> 'left';
create index hotline_party_call on hotline_party (call_id);

-- outside: talks with somebody outside, without any of ours. dialling: we ring the customer.
alter table hotline_call drop constraint hotline_call_state_check;
alter table hotline_call add constraint hotline_call_state_check check (state in ('menu', 'queued', 'ringing', 'dialling', 'talking', 'held', 'outside', 'ended'));
alter table hotline_call add column direction text not null default 'in' check (direction in ('in', 'out'));
-- null: not asked. A caller's word about being recorded.
alter table hotline_call add column consent boolean;
-- When the last of ours left it; work after the call is counted from here.
alter table hotline_call add column released_at timestamptz;
update hotline_call set released_at = ended_at where answered_at is not null;
create index hotline_call_agent on hotline_call (agent_id, id desc) where wrapped_up_at is null;

-- An echo test belongs to no call; whoever takes a command first has it.
alter table hotline_command alter column call_id drop not null;
alter table hotline_command add column taken_by text;

-- What holds for all numbers.
create table hotline_rules (
  single boolean primary key default true check (single),
  rules jsonb not null
);

-- Sound as it comes, sealed; made one file when the call is over, by whichever process is there.
create table hotline_recording_part (
  call_id bigint not null references hotline_call (id) on delete cascade,
  kind text not null check (kind in ('call', 'voicemail')),
  seq int not null,
  sealed bytea not null,
  at timestamptz not null,
  primary key (call_id, kind, seq)
);
-- Sealed sound does not shrink.
alter table hotline_recording_part alter column sealed set storage external;
alter table hotline_recording add column summary text;

-- Which processes with sound are alive.
create table hotline_process (
  process text primary key,
  seen_at timestamptz not null
);

update role set rights = rights || '{hotline.supervise}'::text[]
where not ('*' = any(rights)) and not ('hotline.supervise' = any(rights)) and key in ('supervisor', 'service-manager');
