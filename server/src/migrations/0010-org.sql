create table company (
  id int primary key default 1 check (id = 1),
  name text not null,
  time_zone text not null default 'Asia/Shanghai',
  language text not null default 'zh-CN',
  products text[] not null default '{}'
);
insert into company (name) values ('Aftercare');

create table calendar (
  id bigint generated always as identity primary key,
  name text not null,
  time_zone text not null,
  hours jsonb not null,
  holidays jsonb not null default '[]',
  yearly_holidays jsonb not null default '[]',
  extra_days jsonb not null default '[]',
  version int not null default 1
);
create table role (
  key text primary key,
  name jsonb not null,
  rights text[] not null,
  scope text not null check (scope in ('all', 'team'))
);
create table agent (
  id bigint generated always as identity primary key,
  email text not null,
  name text not null,
  password_hash text,
  status text not null check (status in ('active', 'invited', 'disabled')),
  language text not null default 'zh-CN',
  languages text[] not null default '{zh-CN}',
  time_zone text not null default 'Asia/Shanghai',
  theme text not null default 'system',
  signature text not null default '',
  roles text[] not null,
  capacity int not null default 20,
  calendar_id bigint references calendar (id),
  presence text not null default 'offline' check (presence in ('online', 'away', 'offline')),
  presence_at timestamptz not null default now(),
  created_at timestamptz not null default now()
);
create unique index agent_email on agent (lower(email));
create table team (
  id bigint generated always as identity primary key,
  name text not null unique
);
create table team_member (
  team_id bigint not null references team (id),
  agent_id bigint not null references agent (id),
  primary key (team_id, agent_id)
);
create index team_member_agent on team_member (agent_id);
create table skill (
  id bigint generated always as identity primary key,
  key text not null unique,
  name jsonb not null
);
create table agent_skill (
  agent_id bigint not null references agent (id),
  skill_id bigint not null references skill (id) on delete cascade,
  level int not null check (level between 1 and 5),
  primary key (agent_id, skill_id)
);
