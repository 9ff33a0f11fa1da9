import { randomInt } from 'node:crypto';
import type { EscalationParty, EscalationRung, SlaPolicyInput } from '@aftercare/contract/sla';
import type { App } from '../app.ts';
import { systemActor } from '../platform/bus/index.ts';
import { hashPassword } from '../platform/crypto/password.ts';
import type { Tx } from '../platform/db/index.ts';
import { type BusinessCalendar, type Span, chineseCalendar, compileCalendar, isOpen } from '../platform/time/index.ts';
import { type ShiftKey, type SkillKey, type Staff, type TeamKey, company, productName, products, queues, skills, staff, teams } from './company.ts';
import * as store from './store.ts';
import { placeByRules } from './routing-rules.ts';
import { demoTemplates } from './templates.ts';

export interface DemoAccount { readonly name: string; readonly role: string; readonly email: string; readonly password: string }

const week = (weekday: Span[], weekend: Span[]): BusinessCalendar['hours'] => ({ mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday, sat: weekend, sun: weekend });
const shifts: Readonly<Record<ShiftKey, { name: string; calendar: BusinessCalendar }>> = {
  early: { name: '早班 · Early shift', calendar: chineseCalendar({ hours: week([['08:30', '12:00'], ['13:00', '17:30']], []) }) },
  late: { name: '晚班 · Late shift', calendar: chineseCalendar({ hours: week([['12:00', '21:00']], []) }) },
  weekend: { name: '周末班 · Weekend shift', calendar: { ...chineseCalendar({ hours: { wed: [['09:00', '21:00']], thu: [['12:00', '21:00']], fri: [['09:00', '18:00']], sat: [['09:00', '19:00']], sun: [['09:00', '19:00']] } }), holidays: [], extraDays: [] } },
  london: { name: '伦敦办公室 · London office', calendar: { timeZone: 'Europe/London', hours: week([['08:00', '17:30']], [['10:00', '15:00']]), holidays: [], yearlyHolidays: ['01-01', '12-25', '12-26'], extraDays: [] } },
};
const service = chineseCalendar({ hours: week([['09:00', '21:00']], [['10:00', '18:00']]) });
const everything = { channels: [], types: [], tiers: [], priorities: [] };
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
const newPassword = (): string => Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join('-');

/** Kept free of letters, so that a telephone still rings for somebody with a full desk. */
const telephoneHands = 3;

/** Slow hashes are for words people choose; sixty random bits nobody guesses anyway, and a demo starts seconds sooner. */
const light = { logN: 12, r: 8, p: 1 };
const mailOf = (s: Staff): string => `${s.login}@${company.domain}`;

/** Everybody's password, told once, with the hash that is kept of it. */
export function makePasswords(): Promise<(DemoAccount & { hash: string })[]> {
  return Promise.all(staff.map(async (s) => {
    const password = newPassword();
    return { name: s.name, role: s.roles[0] ?? '', email: mailOf(s), password, hash: await hashPassword(password, light) };
  }));
}

/** People (without passwords yet), shifts, promises, queues, doors and prepared answers of the demo company. */
export async function setUpCompany(app: App, tx: Tx): Promise<void> {
  const { org } = app;
  const now = app.platform.clock.now();
  await org.saveCompany(tx, { name: `${company.zh} ${company.en}`, timeZone: 'Asia/Shanghai', language: 'zh-CN', products: products.map(productName) });
  // This company has its own teams and queues.
  for (const queue of await app.routing.queues(tx)) await app.routing.deleteQueue(tx, queue.id, systemActor);
  for (const team of await org.teams(tx)) await org.deleteTeam(tx, team.id);
  const calendarIds = new Map<ShiftKey, number>();
  for (const [key, { name, calendar }] of Object.entries(shifts) as [ShiftKey, (typeof shifts)[ShiftKey]][]) calendarIds.set(key, await org.createCalendar(tx, { name, ...calendar }));
  const serviceId = await org.createCalendar(tx, { name: '客服热线时间 · Service hours', ...service });
  const teamIds = new Map<TeamKey, number>();
  for (const [key, name] of Object.entries(teams) as [TeamKey, string][]) teamIds.set(key, (await org.createTeam(tx, name)).id);
  const skillIds = new Map<SkillKey, number>();
  for (const { key, name } of skills) skillIds.set(key, (await org.createSkill(tx, key, name)).id);

  const presence: { id: number; presence: string; at: Date }[] = [];
  for (const [i, s] of staff.entries()) {
    const { id } = await org.addAgent(tx, {
      email: mailOf(s), name: s.name, roles: [...s.roles], passwordHash: 'not yet', language: s.language, languages: [...s.languages], teams: s.teams.map((t) => teamIds.get(t) ?? 0),
      skills: s.skills.map(([key, level]) => ({ skillId: skillIds.get(key) ?? 0, level })), capacity: s.capacity, channelCapacity: { call: null, chat: null, written: s.capacity > telephoneHands ? s.capacity - telephoneHands : null }, calendarId: s.shift ? (calendarIds.get(s.shift) ?? null) : null,
    }, systemActor);
    const onShift = s.shift !== null && isOpen(compileCalendar(shifts[s.shift].calendar), now);
    presence.push({ id, presence: onShift ? (i % 6 === 5 ? 'away' : 'online') : 'offline', at: now });
  }
  await store.setPresence(tx, presence);
  await promise(app, tx, serviceId);
  await openQueues(app, tx, teamIds, skillIds);
  await placeByRules(app, tx);
  await openDoors(app, tx, serviceId);
  for (const t of demoTemplates) {
    const name = { zh: t.zhName, en: t.enName };
    await store.insertTemplate(tx, { name, language: 'zh-CN', body: t.zh, channels: t.channels, shortcut: t.shortcut });
    await store.insertTemplate(tx, { name, language: 'en', body: t.en, channels: t.channels, shortcut: t.shortcut });
  }
}

/** Promises by what is at stake, in service hours, instead of those every installation begins with. */
async function promise(app: App, tx: Tx, calendarId: number): Promise<void> {
  const hours = (n: number) => n * 60;
  for (const policy of await app.sla.policies(tx)) await app.sla.deletePolicy(tx, policy.id, systemActor);
  const make = (position: number, name: string, match: object, first: number, solution: number, closing: number, more: Pick<SlaPolicyInput, 'escalations' | 'pauses' | 'innerPauses'> = {}) =>
    app.sla.createPolicy(tx, { name, match: { ...everything, ...match }, calendarId, targets: { 'first-response': first, solution: hours(solution), closing: hours(closing) }, warnAt: 0.75, position, enabled: true, ...more }, systemActor);
  const [seen, told] = [{ app: true, mail: false, push: true }, { app: true, mail: true, push: true }];
  const rung = (percent: number, who: EscalationParty, how: EscalationRung['how'], again: number | null = null): EscalationRung => ({ percent, targets: ['solution'], who: [who], how, again });
  const supervisors: EscalationParty = { kind: 'role', role: 'supervisor' };
  await make(1, 'VIP 客户 · VIP customers', { tiers: ['vip'] }, 20, 12, 60, { escalations: [rung(80, { kind: 'owner' }, seen), rung(100, supervisors, told, 240), rung(150, { kind: 'role', role: 'administrator' }, told)] });
  await make(2, '投诉 · Complaints', { types: ['complaint'] }, 30, 16, 72, { escalations: [rung(75, { kind: 'owner' }, seen), rung(100, { kind: 'team' }, seen), rung(125, supervisors, told)] });
  await make(3, '在线聊天与电话 · Chat and phone', { channels: ['chat', 'phone'] }, 10, 24, 72);
  await make(4, '维修 · Repairs', { types: ['repair', 'exchange', 'return'] }, 120, 36, 96, {
    escalations: [rung(100, supervisors, seen)],
    // Waiting for what others owe does not count; waiting because nobody has time does.
    pauses: [{ status: 'pending', reasons: [] }, { status: 'hold', reasons: ['配件', '服务商', '检测', '退货', '验货', 'part', 'technician', 'lab', 'parcel', 'warehouse'] }],
    innerPauses: [{ source: 'job', on: 'claim' }, { source: 'job', on: 'part' }, { source: 'task', on: 'ticket' }],
  });
  await make(5, '标准服务 · Standard', {}, 120, 24, 72);
  // As if the chains had always stood: history has climbed them.
  await store.ageChains(tx);
}

async function openQueues(app: App, tx: Tx, teamIds: ReadonlyMap<TeamKey, number>, skillIds: ReadonlyMap<SkillKey, number>): Promise<void> {
  const make = (position: number, name: string, team: TeamKey, match: object, needs: readonly (readonly [SkillKey, number])[] = []) => app.routing.createQueue(tx, {
    name, teamId: teamIds.get(team) ?? 0, match: { channels: [], types: [], tiers: [], languages: [], ...match }, skills: needs.map(([key, level]) => ({ skillId: skillIds.get(key) ?? 0, level })), matchLanguage: true, position, enabled: true,
  }, systemActor);
  await make(1, queues.vip, 'vip', { tiers: ['vip'] });
  await make(2, queues.english, 'international', { languages: ['en'] });
  await make(3, queues.complaints, 'complaints', { types: ['complaint'] }, [['complaints', 3]]);
  await make(4, '商城差评 · Shop reviews', 'complaints', { channels: ['webhook'] }, [['complaints', 4]]);
  await make(5, queues.repairs, 'repair', { types: ['repair'] }, [['repair', 3]]);
  await make(6, '售后综合 · General', 'service', {});
  await make(7, '售前咨询 · Pre-sales', 'sales', {});
}

/** One account per door. Mail comes in by our own SMTP; nothing leaves before somebody names a server for it. */
async function openDoors(app: App, tx: Tx, calendarId: number): Promise<void> {
  // The one the documentation prints, so that its `curl` works here as it stands. Whoever knows it can do what anybody may at the portal: report something.
  const secret = 'a-secret-of-at-least-16-characters';
  const word = (length: number) => Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
  const doors = [
    { kind: 'mail', name: `${company.zh}客服 ${company.en} Support`, address: `support@${company.domain}`, settings: { displayName: `${company.zh} ${company.en}`, aliases: [`service@${company.domain}`] } },
    { kind: 'chat', name: '官网在线客服 · Website chat', address: 'demo', settings: { greeting: { zh: '您好，这里是诺凡电器在线客服，请问有什么可以帮您？', en: 'Hello, this is Norvane. How can we help?' }, calendarId } },
    { kind: 'portal', name: '自助服务 · Self-service', address: 'portal', settings: { calendarId } },
    { kind: 'webhook', name: '商城与 App · Shop and app', address: 'shop', settings: { secret } },
  ] as const;
  // How doors at platforms look; they wait for an account of the company's own.
  const shut = [
    { kind: 'wechat', name: '微信服务号 · WeChat', address: 'wx0123456789abcdef', settings: { appSecret: word(32), token: word(32), encodingAesKey: '' } },
    { kind: 'sms', name: '短信 · Text messages', address: '+8613800000000', settings: { gateway: 'twilio', user: 'AC0123456789', secret: word(32), hookKey: word(32) } },
  ] as const;
  await store.dropAccounts(tx, ['portal']);
  for (const door of doors) {
    await app.conversations.accounts.create(tx, { ...door, language: 'zh-CN', teamId: null, enabled: true, settings: { ...door.settings } });
  }
  for (const door of shut) await app.conversations.accounts.create(tx, { ...door, language: 'zh-CN', teamId: null, enabled: false, settings: { ...door.settings } });
}
