alter table session add column id bigint generated always as identity unique;

-- What somebody signs in with beside the password.
create table agent_factor (
  id bigint generated always as identity primary key,
  agent_id bigint not null references agent (id) on delete cascade,
  kind text not null check (kind in ('totp', 'passkey')),
  name text not null,
  -- totp: the shared secret, encrypted with the installation's key. passkey: the public key.
  secret bytea not null,
  credential_id text unique,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  -- Null until it was shown to work once.
  confirmed_at timestamptz,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  check ((kind = 'passkey') = (credential_id is not null))
);
create index agent_factor_agent on agent_factor (agent_id);
create unique index agent_factor_totp on agent_factor (agent_id) where kind = 'totp';
create table recovery_code (
  agent_id bigint not null references agent (id) on delete cascade,
  code_hash text not null,
  used_at timestamptz,
  primary key (agent_id, code_hash)
);
create trigger audited after insert or delete on agent_factor for each row execute function audit_row('second-factor', 'agent_id,kind', 'secret,credential_id', 'counter,last_used_at');

-- Wrong attempts by account and address, by account from strange devices, by address; see sign-in-guard.ts.
create table sign_in_failure (
  key text primary key,
  failures int not null,
  last_at timestamptz not null,
  blocked_until timestamptz
);
create index sign_in_failure_last on sign_in_failure (last_at);
