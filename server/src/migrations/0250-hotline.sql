-- Telephone numbers, each with its line, its hours and its menu.
create table hotline_number (
  id bigint generated always as identity primary key,
  number text not null unique,
  name text not null,
  language text not null default 'zh-CN',
  calendar_id bigint references calendar (id),
  team_id bigint references team (id),
  enabled boolean not null default true,
  line jsonb not null,
  -- Password of the line, encrypted with the installation's key.
  secrets bytea,
  recording jsonb not null,
  menu jsonb not null,
  -- Whether the provider knows us; null while nobody asked.
  registered boolean,
  fault text,
  version int not null default 1
);

create table hotline_call (
  id bigint generated always as identity primary key,
  number_id bigint not null references hotline_number (id),
  -- Call-ID or the cloud's id: the same one again is the same call.
  external_id text not null unique,
  via text not null check (via in ('sip', 'cloud')),
  -- The process that holds its sound; a call does not outlive it.
  process text not null default '',
  caller text not null,
  customer_id bigint references customer (id),
  conversation_id bigint references conversation (id),
  ticket_id bigint references ticket (id),
  state text not null default 'menu' check (state in ('menu', 'queued', 'ringing', 'talking', 'held', 'ended')),
  language text not null,
  tier text not null default 'standard',
  -- Where in the menu it stands.
  place jsonb not null default '{}',
  team_id bigint references team (id),
  vip boolean not null default false,
  started_at timestamptz not null,
  queued_at timestamptz,
  offered_to bigint references agent (id),
  offered_at timestamptz,
  agent_id bigint references agent (id),
  answered_at timestamptz,
  ended_at timestamptz,
  outcome text,
  callback text check (callback in ('wanted', 'done')),
  disposition text not null default '',
  note text not null default '',
  wrapped_up_at timestamptz
);
create index hotline_call_open on hotline_call (queued_at, id) where state <> 'ended';
create index hotline_call_ticket on hotline_call (ticket_id, id desc);
create index hotline_call_conversation on hotline_call (conversation_id);
create index hotline_call_callback on hotline_call (id) where callback = 'wanted';
create index hotline_call_served on hotline_call (team_id, ended_at desc) where answered_at is not null and ended_at is not null;

create table hotline_event (
  id bigint generated always as identity primary key,
  call_id bigint not null references hotline_call (id) on delete cascade,
  at timestamptz not null,
  kind text not null,
  data jsonb not null default '{}'
);
create index hotline_event_call on hotline_event (call_id, id);

create table hotline_recording (
  id bigint generated always as identity primary key,
  call_id bigint not null references hotline_call (id) on delete cascade,
  kind text not null check (kind in ('call', 'voicemail')),
  -- Encrypted: the file store never sees a voice.
  file_id bigint not null references file (id),
  seconds float8 not null,
  at timestamptz not null,
  delete_after timestamptz not null,
  transcript text
);
create index hotline_recording_call on hotline_recording (call_id);
create index hotline_recording_due on hotline_recording (delete_after);

-- What screens ask of the process that holds a call's sound, and its answer; minutes old at most.
create table hotline_command (
  id bigint generated always as identity primary key,
  call_id bigint not null references hotline_call (id) on delete cascade,
  body jsonb not null,
  answer jsonb,
  at timestamptz not null
);
