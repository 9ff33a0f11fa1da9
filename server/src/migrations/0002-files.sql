-- What is known of a stored file; its bytes lie in the file store under `key`.
create table file (
  id bigint generated always as identity primary key,
  -- Random, and the only thing a path is ever made from.
  key text not null unique,
  -- As shown to people and offered for saving.
  name text not null,
  -- What the bytes are, not what the sender said.
  type text not null,
  size bigint not null,
  sha256 text not null,
  -- Pixels as shown (after turning by the camera's note); null where it is no picture we can measure.
  width int,
  height int,
  created_at timestamptz not null default now(),
  -- Who brought it and may claim it, e.g. 'agent:7' or 'visitor:…'; null: whoever knows the key.
  owner text,
  -- Belongs to something; what nobody claims is thrown away after a day.
  claimed boolean not null default false
);
create index file_unclaimed on file (created_at) where not claimed;
