import type { Handle, Tx } from '../../platform/db/index.ts';
import { hot, raw, sql } from '../../platform/db/index.ts';
import type { Masked } from '../../platform/auth/index.ts';

export interface ChannelCapacity { call?: number | null | undefined; chat?: number | null | undefined; written?: number | null | undefined }
/** `expiresOn`: the last day its certificate holds, YYYY-MM-DD. */
export interface HeldSkill { skillId: number; level: number; certificate: string; expiresOn: string | null }
export type SkillWrite = Pick<HeldSkill, 'skillId' | 'level'> & { readonly certificate?: string | undefined; readonly expiresOn?: string | null | undefined };
export interface AgentRow {
  id: number; email: string; name: string; status: 'active' | 'invited' | 'disabled'; language: 'zh-CN' | 'en'; languages: ('zh-CN' | 'en')[];
  timeZone: string; theme: 'system' | 'light' | 'dark'; density: 'comfortable' | 'compact'; signature: string; roles: string[]; capacity: number; calendarId: number | null;
  presence: 'online' | 'away' | 'offline'; secondFactor: boolean; lastSeenAt: Date | null; teams: number[]; skills: HeldSkill[]; channelCapacity: ChannelCapacity;
}
export interface RoleLimits { readonly regions: readonly string[]; readonly brands: readonly number[]; readonly sites: readonly number[]; readonly vendors: readonly number[] }
export interface RoleRow { key: string; name: { zh: string; en: string }; rights: string[]; scope: 'all' | 'team' | 'own'; limits: RoleLimits; masked: Masked[]; secondFactor: boolean }

const agentColumns = sql`a.id, a.email, a.name, a.status, a.language, a.languages, a.time_zone as "timeZone", a.theme, a.density, a.signature, a.roles, a.capacity,
  a.calendar_id as "calendarId", a.channel_capacity as "channelCapacity", a.presence, exists (select from agent_factor f where f.agent_id = a.id and f.confirmed_at is not null) as "secondFactor",
  (select max(s.seen_at) from session s where s.subject = 'agent' and s.subject_id = a.id) as "lastSeenAt",
  coalesce((select array_agg(team_id order by team_id) from team_member m where m.agent_id = a.id), '{}') as teams,
  coalesce((select json_agg(json_build_object('skillId', skill_id, 'level', level, 'certificate', certificate, 'expiresOn', expires_on) order by skill_id) from agent_skill k where k.agent_id = a.id), '[]') as skills`;

export const listAgents = (db: Handle) => db.rows<AgentRow>(sql`select ${agentColumns} from agent a order by a.status, a.name, a.id`);
export const findAgent = (db: Handle, id: number) => db.one<AgentRow>(sql`select ${agentColumns} from agent a where a.id = ${id}`);
export const findCredentials = (db: Handle, email: string) =>
  db.one<{ id: number; passwordHash: string | null; status: string }>(sql`select id, password_hash as "passwordHash", status from agent where lower(email) = lower(${email})`);
export const passwordHashOf = (db: Handle, id: number) => db.one<{ hash: string | null }>(sql`select password_hash as hash from agent where id = ${id}`);
/** Unless somebody changed the password meanwhile. */
export const renewHash = (db: Handle, id: number, before: string, hash: string) => db.run(sql`update agent set password_hash = ${hash} where id = ${id} and password_hash = ${before}`);
export const setPassword = (db: Handle, id: number, hash: string) => db.run(sql`update agent set password_hash = ${hash}, status = 'active' where id = ${id}`);

export interface NewAgent { email: string; name: string; status: 'active' | 'invited' | 'disabled'; language: string; languages: string[]; roles: string[]; capacity: number; calendarId: number | null; passwordHash: string | null }
export async function insertAgent(tx: Tx, a: NewAgent): Promise<number> {
  const row = await tx.one<{ id: number }>(sql`insert into agent (email, name, status, language, languages, roles, capacity, calendar_id, password_hash, time_zone)
    values (${a.email}, ${a.name}, ${a.status}, ${a.language}, ${a.languages}, ${a.roles}, ${a.capacity}, ${a.calendarId}, ${a.passwordHash}, (select time_zone from company)) on conflict (lower(email)) do nothing returning id`);
  return row?.id ?? 0;
}
export interface AgentPatch { name?: string; language?: string; languages?: string[]; roles?: string[]; capacity?: number; channelCapacity?: ChannelCapacity; calendarId?: number | null; status?: string; timeZone?: string; theme?: string; density?: string; signature?: string; presence?: string }
const agentFields = { name: 'name', language: 'language', languages: 'languages', roles: 'roles', capacity: 'capacity', calendarId: 'calendar_id', status: 'status', timeZone: 'time_zone', theme: 'theme', density: 'density', signature: 'signature' } as const;
export async function patchAgent(tx: Tx, id: number, patch: AgentPatch): Promise<void> {
  if (patch.channelCapacity) await tx.run(sql`update agent set channel_capacity = ${JSON.stringify(patch.channelCapacity)}::jsonb where id = ${id}`);
  for (const [field, column] of Object.entries(agentFields)) {
    const value = patch[field as keyof typeof agentFields];
    if (value !== undefined) await tx.run(sql`update agent set ${raw(column)} = ${value} where id = ${id}`);
  }
}
export const setPresence = (tx: Tx, id: number, state: string, now: Date) => tx.run(sql`update agent set presence = ${state}, presence_at = ${now} where id = ${id} and presence <> ${state}`);
export async function setTeams(tx: Tx, id: number, teams: readonly number[]): Promise<void> {
  await tx.run(sql`delete from team_member where agent_id = ${id}`);
  await tx.run(sql`insert into team_member (agent_id, team_id) select ${id}, t.id from team t where t.id = any(${teams})`);
}
/** What nobody says of a certificate stays as it was. */
export async function setSkills(tx: Tx, id: number, skills: readonly SkillWrite[]): Promise<void> {
  const told = skills.map((s) => ({ ...s, keeps: s.expiresOn === undefined }));
  await tx.run(sql`delete from agent_skill where agent_id = ${id} and skill_id <> all(${skills.map((s) => s.skillId)})`);
  await tx.run(sql`insert into agent_skill (agent_id, skill_id, level, certificate, expires_on)
    select ${id}, s.id, v.level, coalesce(v.certificate, k.certificate, ''), case when v.keeps then k.expires_on else v."expiresOn" end
    from json_to_recordset(${JSON.stringify(told)}::json) as v("skillId" bigint, level int, certificate text, "expiresOn" date, keeps boolean) join skill s on s.id = v."skillId" left join agent_skill k on k.agent_id = ${id} and k.skill_id = s.id
    on conflict (agent_id, skill_id) do update set level = excluded.level, certificate = excluded.certificate, expires_on = excluded.expires_on`);
}
export const countAdministrators = (db: Handle, except: number) =>
  db.one<{ n: number }>(sql`select count(*)::int as n from agent a where a.status = 'active' and a.id <> ${except} and exists (select from role r where r.key = any(a.roles) and '*' = any(r.rights))`);
export const countAgents = (db: Handle) => db.one<{ n: number }>(sql`select count(*)::int as n from agent`);

/** One role as it bears on its bearer's requests. */
export interface HeldRole { rights: string[]; scope: RoleRow['scope']; limits: Partial<RoleLimits>; masked: Masked[]; secondFactor: boolean }
/** What a request needs to know of its caller, in one look. */
export const accessOfAgent = (db: Handle, id: number) =>
  db.one<{ name: string; language: 'zh-CN' | 'en'; roles: HeldRole[]; teams: number[]; mustEnrol: boolean }>(hot`select a.name, a.language,
    exists (select from role r where r.key = any(a.roles) and r.second_factor) and not exists (select from agent_factor f where f.agent_id = a.id and f.confirmed_at is not null) as "mustEnrol",
    coalesce((select json_agg(json_build_object('rights', r.rights, 'scope', r.scope, 'limits', r.limits, 'masked', r.masked, 'secondFactor', r.second_factor)) from role r where r.key = any(a.roles)), '[]') as roles,
    coalesce((select array_agg(team_id) from team_member m where m.agent_id = a.id), '{}') as teams
    from agent a where a.id = ${id} and a.status = 'active'`);
/** Who a key stands for; when it was last used is kept to the minute. */
export const accessOfKey = (db: Handle, secretHash: string) =>
  db.one<{ id: number; name: string; role: HeldRole }>(hot`with used as (update api_key set last_used_at = now() where secret_hash = ${secretHash} and revoked_at is null and coalesce(last_used_at < now() - interval '1 minute', true))
    select k.id, k.name, json_build_object('rights', r.rights, 'scope', r.scope, 'limits', r.limits, 'masked', r.masked, 'secondFactor', r.second_factor) as role from api_key k join role r on r.key = k.role where k.secret_hash = ${secretHash} and k.revoked_at is null`);

export const listTeams = (db: Handle) => db.rows<{ id: number; name: string; members: number }>(sql`select t.id, t.name, (select count(*)::int from team_member m where m.team_id = t.id) as members from team t order by t.name`);
export const insertTeam = (db: Handle, name: string) => db.one<{ id: number }>(sql`insert into team (name) values (${name}) on conflict (name) do nothing returning id`);
export const renameTeam = (db: Handle, id: number, name: string) => db.run(sql`update team set name = ${name} where id = ${id}`);
export async function deleteTeam(tx: Tx, id: number): Promise<void> {
  await tx.run(sql`delete from team_member where team_id = ${id}`);
  await tx.run(sql`delete from team where id = ${id}`);
}
export const listSkills = (db: Handle) => db.rows<{ id: number; key: string; name: { zh: string; en: string } }>(sql`select id, key, name from skill order by key`);
export const insertSkill = (db: Handle, key: string, name: unknown) => db.one<{ id: number }>(sql`insert into skill (key, name) values (${key}, ${JSON.stringify(name)}::jsonb) on conflict (key) do nothing returning id`);
export const renameSkill = (db: Handle, id: number, name: unknown) => db.run(sql`update skill set name = ${JSON.stringify(name)}::jsonb where id = ${id}`);
export const deleteSkill = (db: Handle, id: number) => db.run(sql`delete from skill where id = ${id}`);
const noLimits: RoleLimits = { regions: [], brands: [], sites: [], vendors: [] };
export const listRoles = async (db: Handle): Promise<RoleRow[]> => (await db.rows<Omit<RoleRow, 'limits'> & { limits: Partial<RoleLimits> }>(sql`select key, name, rights, scope, limits, masked, second_factor as "secondFactor" from role order by key`))
  .map((r) => ({ ...r, limits: { ...noLimits, ...r.limits } }));
/** Told in full; what is left out stays as it is, or begins without. */
export type RoleWrite = Pick<RoleRow, 'key' | 'name' | 'scope'> & { rights: readonly string[] } & Partial<Pick<RoleRow, 'limits' | 'masked' | 'secondFactor'>>;
export const saveRole = (db: Handle, r: RoleWrite) => {
  const limits = r.limits ? JSON.stringify(r.limits) : null;
  return db.run(sql`insert into role (key, name, rights, scope, limits, masked, second_factor) values (${r.key}, ${JSON.stringify(r.name)}::jsonb, ${r.rights}, ${r.scope}, coalesce(${limits}::jsonb, '{}'), coalesce(${r.masked ?? null}::text[], '{}'), coalesce(${r.secondFactor ?? null}::boolean, false))
    on conflict (key) do update set name = excluded.name, rights = excluded.rights, scope = excluded.scope, limits = coalesce(${limits}::jsonb, role.limits), masked = coalesce(${r.masked ?? null}::text[], role.masked), second_factor = coalesce(${r.secondFactor ?? null}::boolean, role.second_factor)`);
};
/** Unless there is one of this name. */
export const seedRole = (db: Handle, r: RoleWrite) =>
  db.run(sql`insert into role (key, name, rights, scope, masked) values (${r.key}, ${JSON.stringify(r.name)}::jsonb, ${r.rights}, ${r.scope}, ${r.masked ?? []}) on conflict (key) do nothing`);

export interface CompanyRow { name: string; timeZone: string; language: 'zh-CN' | 'en'; products: string[] }
export const company = (db: Handle) => db.one<CompanyRow>(hot`select name, time_zone as "timeZone", language, products from company`);
export const saveCompany = (db: Handle, c: CompanyRow) => db.run(sql`update company set name = ${c.name}, time_zone = ${c.timeZone}, language = ${c.language}, products = ${c.products}`);

export const listApiKeys = (db: Handle) => db.rows<{ id: number; name: string; role: string; prefix: string; createdAt: Date; lastUsedAt: Date | null; revokedAt: Date | null }>(
  sql`select id, name, role, prefix, created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt" from api_key order by id`);
export const insertApiKey = (db: Handle, k: { name: string; role: string; prefix: string; hash: string }) =>
  db.one<{ id: number; createdAt: Date }>(sql`insert into api_key (name, role, prefix, secret_hash) values (${k.name}, ${k.role}, ${k.prefix}, ${k.hash}) returning id, created_at as "createdAt"`);
export const revokeApiKey = (db: Handle, id: number, now: Date) => db.run(sql`update api_key set revoked_at = ${now} where id = ${id} and revoked_at is null`);
