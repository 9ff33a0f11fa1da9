import type { Actor } from '../../platform/bus/index.ts';
import { hashToken, makeLink, newToken } from '../../platform/auth/index.ts';
import type { Handle, Tx } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import { AgentChanged, CalendarChanged, PresenceChanged } from './events.ts';
import * as store from './store.ts';
import * as calendars from './store-calendars.ts';
import { shippedRoles } from './rights.ts';

export type AgentRow = store.AgentRow;
export type CalendarRow = calendars.CalendarRow;
export type AgentWrite = store.AgentPatch & { teams?: readonly number[]; skills?: readonly store.SkillWrite[] };

/** People, teams, skills, roles and business calendars. */
export function createOrg(platform: Pick<Platform, 'db' | 'bus' | 'clock' | 'config'>) {
  const { db, bus, clock } = platform;
  const changed = (tx: Tx, agentId: number, actor: Actor) => bus.publish(tx, AgentChanged, { stream: `agent:${agentId}`, payload: { agentId }, actor });
  const found = async (handle: Handle, id: number) => {
    const agent = await store.findAgent(handle, id);
    if (!agent) throw new Refusal('not-found');
    return agent;
  };
  const assertRoles = async (tx: Tx, roles: readonly string[] | undefined) => {
    if (!roles) return;
    const known = new Set((await store.listRoles(tx)).map((r) => r.key));
    const unknown = roles.find((r) => !known.has(r));
    if (unknown) throw new Refusal('invalid-input', { fields: [{ path: 'roles', key: 'field.unknown', params: { value: unknown } }] });
  };

  return {
    agents: (handle: Handle = db) => store.listAgents(handle),
    agent: (id: number, handle: Handle = db) => store.findAgent(handle, id),
    teams: (handle: Handle = db) => store.listTeams(handle),
    skills: (handle: Handle = db) => store.listSkills(handle),
    roles: (handle: Handle = db) => store.listRoles(handle),
    calendars: (handle: Handle = db) => calendars.listCalendars(handle),
    calendar: (id: number, handle: Handle = db) => calendars.findCalendar(handle, id),
    async company(handle: Handle = db) {
      return (await store.company(handle)) ?? { name: 'Aftercare', timeZone: 'Asia/Shanghai', language: 'zh-CN' as const, products: [] };
    },
    saveCompany: (tx: Handle, company: store.CompanyRow) => store.saveCompany(tx, company),

    /** Makes somebody a member of the house; without a password they are invited and get a one-time link (7 days). */
    async addAgent(tx: Tx, input: AgentWrite & { email: string; name: string; roles: string[]; passwordHash?: string }, actor: Actor): Promise<{ id: number; link: string }> {
      await assertRoles(tx, input.roles);
      const id = await store.insertAgent(tx, {
        email: input.email.trim(), name: input.name, status: input.passwordHash ? 'active' : 'invited', language: input.language ?? 'zh-CN', languages: input.languages ?? [input.language ?? 'zh-CN'],
        roles: input.roles, capacity: input.capacity ?? 20, calendarId: input.calendarId ?? null, passwordHash: input.passwordHash ?? null,
      });
      if (!id) throw new Refusal('conflict', { key: 'org.email-taken' });
      if (input.teams) await store.setTeams(tx, id, input.teams);
      if (input.skills) await store.setSkills(tx, id, input.skills);
      if (input.channelCapacity) await store.patchAgent(tx, id, { channelCapacity: input.channelCapacity });
      await changed(tx, id, actor);
      if (input.passwordHash) return { id, link: '' };
      const token = await makeLink(tx, { purpose: 'invitation', subjectId: id, email: input.email, expiresAt: new Date(clock.now().getTime() + 7 * 86_400_000) });
      return { id, link: `${platform.config.publicUrl}/link?token=${token}` };
    },
    /** Those who worked elsewhere on what came from there: known by their address, otherwise made without a way in. */
    async formerAgents(tx: Tx, people: readonly { name: string; email: string }[], actor: Actor): Promise<{ id: number; isNew: boolean }[]> {
      const found: { id: number; isNew: boolean }[] = [];
      for (const { name, email } of people) {
        const known = await store.findCredentials(tx, email);
        const id = known?.id ?? await store.insertAgent(tx, { email, name, status: 'disabled', language: 'zh-CN', languages: ['zh-CN'], roles: ['agent'], capacity: 20, calendarId: null, passwordHash: null });
        if (!known) await changed(tx, id, actor);
        found.push({ id, isNew: !known });
      }
      return found;
    },
    async updateAgent(tx: Tx, id: number, input: AgentWrite, actor: Actor): Promise<store.AgentRow> {
      await found(tx, id);
      await assertRoles(tx, input.roles);
      await store.patchAgent(tx, id, input);
      if (input.teams) await store.setTeams(tx, id, input.teams);
      if (input.skills) await store.setSkills(tx, id, input.skills);
      const admins = await store.countAdministrators(tx, 0);
      if ((admins?.n ?? 0) === 0) throw new Refusal('conflict', { key: 'org.last-administrator' });
      await changed(tx, id, actor);
      return found(tx, id);
    },
    async setPresence(tx: Tx, id: number, state: 'online' | 'away' | 'offline', actor: Actor): Promise<void> {
      const moved = await store.setPresence(tx, id, state, clock.now());
      if (moved > 0) await bus.publish(tx, PresenceChanged, { stream: `agent:${id}`, payload: { agentId: id, state }, actor });
    },
    async createTeam(tx: Tx, name: string) {
      const row = await store.insertTeam(tx, name);
      if (!row) throw new Refusal('conflict');
      return { id: row.id, name, members: 0 };
    },
    async updateTeam(tx: Tx, id: number, name: string) {
      const renamed = await store.renameTeam(tx, id, name).catch((error: { code?: string }) => { throw error.code === '23505' ? new Refusal('conflict') : error; });
      if (renamed === 0) throw new Refusal('not-found');
      return (await store.listTeams(tx)).find((t) => t.id === id) ?? { id, name, members: 0 };
    },
    async deleteTeam(tx: Tx, id: number) {
      await store.deleteTeam(tx, id).catch((error: { code?: string }) => {
        throw error.code === '23503' ? new Refusal('conflict', { key: 'org.team-in-use' }) : error;
      });
    },
    async createSkill(tx: Tx, key: string, name: { zh: string; en: string }) {
      const row = await store.insertSkill(tx, key, name);
      if (!row) throw new Refusal('conflict');
      return { id: row.id, key, name };
    },
    async updateSkill(tx: Tx, id: number, name: { zh: string; en: string }) {
      await store.renameSkill(tx, id, name);
      const skill = (await store.listSkills(tx)).find((s) => s.id === id);
      if (!skill) throw new Refusal('not-found');
      return skill;
    },
    deleteSkill: (tx: Tx, id: number) => store.deleteSkill(tx, id),
    async saveRole(tx: Tx, role: store.RoleWrite): Promise<store.RoleRow> {
      const before = (await store.countAdministrators(tx, 0))?.n ?? 0;
      await store.saveRole(tx, role);
      if (before > 0 && ((await store.countAdministrators(tx, 0))?.n ?? 0) === 0) throw new Refusal('conflict', { key: 'org.last-administrator' });
      const saved = (await store.listRoles(tx)).find((r) => r.key === role.key);
      if (!saved) throw new Error('the role was not written');
      return saved;
    },
    async seedRoles(tx: Tx) {
      for (const role of shippedRoles) await store.seedRole(tx, role);
    },
    async createCalendar(tx: Tx, input: Omit<CalendarRow, 'id' | 'version'>) {
      const row = await calendars.insertCalendar(tx, input);
      return row?.id ?? 0;
    },
    async updateCalendar(tx: Tx, id: number, input: Omit<CalendarRow, 'id' | 'version'>, actor: Actor) {
      if ((await calendars.saveCalendar(tx, id, input)) === 0) throw new Refusal('not-found');
      await bus.publish(tx, CalendarChanged, { stream: `calendar:${id}`, payload: { calendarId: id }, actor });
    },
    apiKeys: () => store.listApiKeys(db),
    /** The secret is in the answer and nowhere else. */
    async createApiKey(tx: Tx, name: string, role: string) {
      await assertRoles(tx, [role]);
      const secret = `ak_${newToken(24)}`;
      const row = await store.insertApiKey(tx, { name, role, prefix: secret.slice(0, 8), hash: hashToken(secret) });
      if (!row) throw new Error('the key was not written');
      return { id: row.id, name, role, prefix: secret.slice(0, 8), createdAt: row.createdAt, lastUsedAt: null, revokedAt: null, secret };
    },
    revokeApiKey: (tx: Tx, id: number) => store.revokeApiKey(tx, id, clock.now()),
    isEmpty: async () => ((await store.countAgents(db))?.n ?? 0) === 0,
  };
}
export type Org = ReturnType<typeof createOrg>;
