import { z } from 'zod';
import { Done, Id, IdParam, Instant, Language, Names } from './basics.ts';
import { route } from './route.ts';

export const Spans = z.array(z.tuple([z.string().regex(/^\d\d:\d\d$/), z.string().regex(/^\d\d:\d\d$/)]));
export const WeekHours = z.object({ mon: Spans, tue: Spans, wed: Spans, thu: Spans, fri: Spans, sat: Spans, sun: Spans });
const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

export const Calendar = z.object({
  id: z.int(),
  name: z.string().min(1).max(120),
  timeZone: z.string().max(64),
  hours: WeekHours,
  holidays: z.array(z.object({ date: Day, name: Names.optional() })),
  yearlyHolidays: z.array(z.string().regex(/^\d\d-\d\d$/)),
  /** Make-up days 调休: worked although the weekday or a holiday says otherwise. */
  extraDays: z.array(z.object({ date: Day, hours: Spans.optional(), name: Names.optional() })),
});
export type Calendar = z.infer<typeof Calendar>;

const Hands = z.int().min(0).max(500).nullable().optional();
/** How many of a kind at once, beside the overall capacity: calls, chats, and what is written and may wait (mail, forms, reviews). */
export const ChannelCapacity = z.object({ call: Hands, chat: Hands, written: Hands });
/** A certified skill counts until the day its certificate runs out. */
export const AgentSkill = z.object({ skillId: z.int(), level: z.int().min(1).max(5), certificate: z.string().max(120).optional(), expiresOn: Day.nullable().optional() });
export const Agent = z.object({
  id: z.int(),
  name: z.string(),
  email: z.string(),
  status: z.enum(['active', 'invited', 'disabled']),
  language: Language,
  languages: z.array(Language),
  roles: z.array(z.string()),
  teams: z.array(z.int()),
  skills: z.array(AgentSkill),
  /** How many open tickets at once. */
  capacity: z.int(),
  channelCapacity: ChannelCapacity.optional(),
  /** Shift: the calendar in whose hours this person works; null = always. */
  calendarId: z.int().nullable(),
  presence: z.enum(['online', 'away', 'offline']),
  secondFactor: z.boolean().optional(),
  lastSeenAt: Instant.nullable(),
});
export type Agent = z.infer<typeof Agent>;
export const Team = z.object({ id: z.int(), name: z.string(), members: z.int() });
export type Team = z.infer<typeof Team>;
export const Skill = z.object({ id: z.int(), key: z.string(), name: Names });
export type Skill = z.infer<typeof Skill>;
/** Only rows that lie in each list that is not empty: customers' regions, products' brands, where a unit is worked on, who works on it. */
export const RoleLimits = z.object({ regions: z.array(z.string().min(1).max(120)).max(200), brands: z.array(Id).max(200), sites: z.array(Id).max(500), vendors: z.array(Id).max(200) });
export const Masked = z.enum(['phone', 'identity']);
export const Role = z.object({
  key: z.string(), name: Names, rights: z.array(z.string()),
  /** Whose tickets: everybody's, those of one's teams, only one's own. */
  scope: z.enum(['all', 'team', 'own']), limits: RoleLimits,
  /** Shown with stars; asking for them is written down. */
  masked: z.array(Masked),
  /** Signing in takes a second factor. */
  secondFactor: z.boolean(),
});
export type Role = z.infer<typeof Role>;
export const ApiKey = z.object({ id: z.int(), name: z.string(), role: z.string(), prefix: z.string(), createdAt: Instant, lastUsedAt: Instant.nullable(), revokedAt: Instant.nullable() });

/** Who customers deal with: the name they see, the time zone numbers of a day are counted in, the language when nothing else is known. */
export const Company = z.object({ name: z.string().min(1).max(120), timeZone: z.string().max(64), language: Language, products: z.array(z.string().min(1).max(120)).max(500) });
export type Company = z.infer<typeof Company>;

const AgentWrite = z.object({
  name: z.string().min(1).max(120), language: Language, languages: z.array(Language), roles: z.array(z.string()).min(1), teams: z.array(Id),
  skills: z.array(AgentSkill.extend({ skillId: Id })), capacity: z.int().min(0).max(500), channelCapacity: ChannelCapacity, calendarId: Id.nullable(),
});

export const org = {
  company: route({ method: 'GET', path: '/company', summary: 'The company', right: 'org.read', response: Company }),
  saveCompany: route({ method: 'PUT', path: '/company', summary: 'Change the company', right: 'org.manage', body: Company, response: Company }),
  agents: route({ method: 'GET', path: '/agents', summary: 'Everyone of ours', right: 'org.read', response: z.object({ items: z.array(Agent) }) }),
  inviteAgent: route({
    method: 'POST', path: '/agents', summary: 'Invite somebody', right: 'org.manage', status: 201,
    body: AgentWrite.partial().extend({ email: z.email().max(320), name: z.string().min(1).max(120), roles: z.array(z.string()).min(1) }),
    /** `link` is shown to the administrator as well, for the days before outgoing mail is set up. */
    response: z.object({ agent: Agent, link: z.string() }),
  }),
  updateAgent: route({ method: 'PATCH', path: '/agents/:id', summary: 'Change a person', right: 'org.manage', params: IdParam, body: AgentWrite.partial().extend({ status: z.enum(['active', 'disabled']).optional() }), response: Agent }),
  teams: route({ method: 'GET', path: '/teams', summary: 'Teams', right: 'org.read', response: z.object({ items: z.array(Team) }) }),
  createTeam: route({ method: 'POST', path: '/teams', summary: 'Add a team', right: 'org.manage', status: 201, body: z.object({ name: z.string().min(1).max(120) }), response: Team }),
  updateTeam: route({ method: 'PATCH', path: '/teams/:id', summary: 'Rename a team', right: 'org.manage', params: IdParam, body: z.object({ name: z.string().min(1).max(120) }), response: Team }),
  deleteTeam: route({ method: 'DELETE', path: '/teams/:id', summary: 'Remove an unused team', right: 'org.manage', params: IdParam, response: Done }),
  skills: route({ method: 'GET', path: '/skills', summary: 'Skills', right: 'org.read', response: z.object({ items: z.array(Skill) }) }),
  createSkill: route({ method: 'POST', path: '/skills', summary: 'Add a skill', right: 'org.manage', status: 201, body: z.object({ key: z.string().regex(/^[a-z0-9-]{1,40}$/), name: Names }), response: Skill }),
  updateSkill: route({ method: 'PATCH', path: '/skills/:id', summary: 'Rename a skill', right: 'org.manage', params: IdParam, body: z.object({ name: Names }), response: Skill }),
  deleteSkill: route({ method: 'DELETE', path: '/skills/:id', summary: 'Remove a skill', right: 'org.manage', params: IdParam, response: Done }),
  roles: route({ method: 'GET', path: '/roles', summary: 'Roles and their rights', right: 'org.read', response: z.object({ items: z.array(Role), rights: z.array(z.string()), /** What each right allows. */ words: z.record(z.string(), Names) }) }),
  saveRole: route({ method: 'PUT', path: '/roles/:key', summary: 'Add or change a role', right: 'org.manage', params: z.object({ key: z.string().regex(/^[a-z0-9-]{1,40}$/) }), body: Role.omit({ key: true }).partial({ limits: true, masked: true, secondFactor: true }), response: Role }),
  calendars: route({ method: 'GET', path: '/calendars', summary: 'Business calendars', right: 'org.read', response: z.object({ items: z.array(Calendar) }) }),
  createCalendar: route({ method: 'POST', path: '/calendars', summary: 'Add a business calendar', right: 'org.manage', status: 201, body: Calendar.omit({ id: true }), response: Calendar }),
  updateCalendar: route({ method: 'PUT', path: '/calendars/:id', summary: 'Change a business calendar', right: 'org.manage', params: IdParam, body: Calendar.omit({ id: true }), response: Calendar }),
  /** Whole-day events of an iCalendar file, to be taken into a calendar and edited there. */
  readIcal: route({ method: 'POST', path: '/calendars/ical', summary: 'Read days off and make-up days out of an iCalendar file', right: 'org.manage', body: z.object({ text: z.string().min(1).max(2_000_000) }), response: Calendar.pick({ holidays: true, extraDays: true, yearlyHolidays: true }).extend({ skipped: z.int(), name: z.string() }) }),
  /** Statutory holidays with make-up days, to be taken into a calendar and edited there. */
  statutoryDays: route({
    method: 'GET', path: '/calendars/statutory/:country/:year', summary: 'Statutory holidays of a year', right: 'org.read',
    params: z.object({ country: z.enum(['CN']), year: z.coerce.number().int().min(2020).max(2100) }),
    response: Calendar.pick({ holidays: true, extraDays: true }),
  }),
  /** For who lost their device and their codes: they sign in with the password alone, and enrol again. */
  resetFactors: route({ method: 'DELETE', path: '/agents/:id/factors', summary: "Take away a person's second factors and end their sessions", right: 'org.manage', params: IdParam, response: Done }),
  /** How long new devices of a person must wait after wrong attempts, and at how many it stands. */
  waits: route({ method: 'GET', path: '/agents/:id/sign-in', summary: 'Whether somebody must wait before they may sign in', right: 'org.manage', params: IdParam, response: z.object({ until: Instant.nullable(), attempts: z.int() }) }),
  letIn: route({ method: 'DELETE', path: '/agents/:id/sign-in', summary: 'Forgive wrong attempts: they may sign in at once', right: 'org.manage', params: IdParam, response: Done }),
  endSessions: route({ method: 'DELETE', path: '/agents/:id/sessions', summary: 'Sign a person out everywhere', right: 'org.manage', params: IdParam, response: Done }),
  apiKeys: route({ method: 'GET', path: '/api-keys', summary: 'API keys', right: 'org.manage', response: z.object({ items: z.array(ApiKey) }) }),
  createApiKey: route({ method: 'POST', path: '/api-keys', summary: 'Create an API key; its secret is shown once', right: 'org.manage', status: 201, body: z.object({ name: z.string().min(1).max(120), role: z.string() }), response: ApiKey.extend({ secret: z.string() }) }),
  revokeApiKey: route({ method: 'DELETE', path: '/api-keys/:id', summary: 'Revoke an API key', right: 'org.manage', params: IdParam, response: Done }),
};
