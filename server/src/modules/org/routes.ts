import { org as contract } from '@aftercare/contract/org';
import { session } from '@aftercare/contract/session';
import { type Principal, actorOf } from '../../platform/auth/index.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, implement } from '../../platform/http/index.ts';
import { RateLimiter } from '../../platform/http/rate.ts';
import type { Platform } from '../../platform/module/index.ts';
import { statutoryDays } from '../../platform/time/holidays-cn.ts';
import { type Access, deviceCookie, sessionCookie } from './access.ts';
import type { Org } from './org.ts';
import type { Entered, SignIn } from './sign-in.ts';

function isTimeZone(name: string): boolean {
  try { return Boolean(new Intl.DateTimeFormat('en', { timeZone: name })); } catch { return false; }
}

function assertZone(name: string): void {
  if (!isTimeZone(name)) throw new Refusal('invalid-input', { fields: [{ path: 'timeZone', key: 'field.unknown', params: { value: name } }] });
}

export function orgRoutes(platform: Platform, org: Org, signIn: SignIn, access: Access, allRights: () => Record<string, { zh: string; en: string }>) {
  const { db, clock, config } = platform;
  const attempts = new RateLimiter({ capacity: 10, refillPerSecond: 1 / 30, clock });
  const origin = (request: FastifyRequest) => ({ ip: request.ip, userAgent: String(request.headers['user-agent'] ?? ''), device: request.cookies[deviceCookie] });
  const setCookie = (reply: FastifyReply, token: string) => void reply.setCookie(sessionCookie, token, { path: '/', httpOnly: true, sameSite: 'lax', secure: config.publicUrl.startsWith('https:'), maxAge: 14 * 86_400 });
  const enter = (reply: FastifyReply, { id, token, device }: Entered) => {
    setCookie(reply, token);
    void reply.setCookie(deviceCookie, device, { path: '/api/v1/session', httpOnly: true, sameSite: 'strict', secure: config.publicUrl.startsWith('https:'), maxAge: 180 * 86_400 });
    return me(id);
  };
  const { factors } = signIn;
  const confirmedBy = async (principal: Principal, password: string) => {
    attempts.take(`password|${principal.id}`);
    await signIn.assertPassword(principal.id, password);
  };
  const done = { done: true as const };
  const mine = async (id: number) => {
    const agent = await org.agent(id);
    if (!agent) throw new Refusal('not-signed-in');
    return agent;
  };
  const me = async (id: number) => {
    const [agent, teams, roles, company] = await Promise.all([org.agent(id), org.teams(), org.roles(), org.company()]);
    if (!agent) throw new Refusal('not-signed-in');
    const held = roles.filter((r) => agent.roles.includes(r.key));
    const mustEnrol = held.some((r) => r.secondFactor) && (await factors.factors(id)).length === 0;
    const rights = mustEnrol ? [] : [...new Set(held.flatMap((r) => r.rights))];
    const masked = (['phone', 'identity'] as const).filter((m) => held.length > 0 && held.every((r) => r.masked.includes(m)));
    return {
      id, name: agent.name, email: agent.email, language: agent.language, timeZone: agent.timeZone, theme: agent.theme, density: agent.density, rights, signature: agent.signature,
      teams: teams.filter((t) => agent.teams.includes(t.id)).map(({ id: teamId, name }) => ({ id: teamId, name })), presence: agent.presence, company: company.name, mustEnrol, masked,
    };
  };

  return [
    implement(session.signIn, async ({ body, request, reply }) => {
      return enter(reply, await signIn.signIn(body.email, body.password, origin(request)));
    }),
    implement(session.signOut, async ({ request, reply }) => {
      await signIn.signOut(request.cookies[sessionCookie] ?? '');
      access.forget();
      void reply.clearCookie(sessionCookie, { path: '/' });
      return { done: true as const };
    }),
    implement(session.me, ({ principal }) => me(principal.id)),
    implement(session.updateMe, async ({ principal, body }) => {
      await db.tx((tx) => org.updateAgent(tx, principal.id, body, actorOf(principal)));
      return me(principal.id);
    }),
    implement(session.setPresence, async ({ principal, body }) => {
      await db.tx((tx) => org.setPresence(tx, principal.id, body.state, actorOf(principal)));
      return me(principal.id);
    }),
    implement(session.changePassword, async ({ principal, body, request }) => {
      attempts.take(`password|${principal.id}`);
      await signIn.changePassword(principal.id, body.current, body.next, request.cookies[sessionCookie] ?? '');
      access.forget();
      return { done: true as const };
    }),
    implement(session.requestReset, async ({ body, request }) => {
      attempts.take(`reset|${request.ip}`);
      await signIn.requestReset(body.email);
      return { done: true as const };
    }),
    implement(session.inspectLink, ({ query }) => signIn.inspectLink(query.token)),
    implement(session.redeemLink, async ({ body, request, reply, language }) => {
      attempts.take(`link|${request.ip}`);
      return enter(reply, await signIn.redeemLink({ ...body, language }, origin(request)));
    }),
    implement(session.secondFactor, async ({ body, request, reply }) => enter(reply, await signIn.signInSecond(body.challenge, body, origin(request)))),
    implement(session.passkeyQuestion, ({ body }) => factors.askPasskey(body.challenge)),
    implement(session.factors, ({ principal }) => factors.overview(principal.id)),
    implement(session.beginTotp, async ({ principal }) => factors.beginTotp(principal.id, (await mine(principal.id)).email)),
    implement(session.confirmTotp, async ({ principal, body }) => {
      attempts.take(`enrol|${principal.id}`);
      const recoveryCodes = await factors.confirmTotp(principal.id, body.code);
      access.forget();
      return { recoveryCodes };
    }),
    implement(session.beginPasskey, async ({ principal }) => factors.beginPasskey(await mine(principal.id))),
    implement(session.confirmPasskey, async ({ principal, body }) => {
      const recoveryCodes = await factors.confirmPasskey(principal.id, body);
      access.forget();
      return { recoveryCodes };
    }),
    implement(session.removeFactor, async ({ principal, params, body }) => {
      await confirmedBy(principal, body.password);
      await factors.remove(principal.id, params.id);
      access.forget();
      return done;
    }),
    implement(session.newRecoveryCodes, async ({ principal, body }) => {
      await confirmedBy(principal, body.password);
      return { recoveryCodes: await factors.newCodes(principal.id) };
    }),
    implement(session.sessions, async ({ principal, request }) => ({ items: await signIn.sessions(principal.id, request.cookies[sessionCookie] ?? '') })),
    implement(session.endOne, async ({ principal, params }) => { await signIn.endOne(principal.id, params.id, actorOf(principal)); access.forget(); return done; }),
    implement(session.endOthers, async ({ principal, request }) => { await signIn.endAll(principal.id, actorOf(principal), request.cookies[sessionCookie] ?? ''); access.forget(); return done; }),
    implement(contract.resetFactors, async ({ params }) => { await signIn.resetFactors(params.id); access.forget(); return done; }),
    implement(contract.waits, ({ params }) => signIn.waits(params.id)),
    implement(contract.letIn, async ({ params, principal }) => { await signIn.letIn(params.id, actorOf(principal)); return done; }),
    implement(contract.endSessions, async ({ params, principal }) => { await signIn.endAll(params.id, actorOf(principal)); access.forget(); return done; }),

    implement(contract.company, () => org.company()),
    implement(contract.saveCompany, async ({ body }) => {
      assertZone(body.timeZone);
      await db.tx((tx) => org.saveCompany(tx, body));
      return body;
    }),
    implement(contract.agents, async () => ({ items: await org.agents() })),
    implement(contract.inviteAgent, async ({ body, principal, transact }) => {
      const invited = await transact(async (tx) => {
        const { id, link } = await org.addAgent(tx, body, actorOf(principal));
        const agent = await org.agent(id, tx);
        if (!agent) throw new Error('the person was not written');
        return { agent, link };
      });
      await signIn.invite(invited.agent, invited.link, principal.name);
      return invited;
    }),
    implement(contract.updateAgent, async ({ params, body, principal }) => {
      const agent = await db.tx((tx) => org.updateAgent(tx, params.id, body, actorOf(principal)));
      access.forget();
      return agent;
    }),
    implement(contract.teams, async () => ({ items: await org.teams() })),
    implement(contract.createTeam, ({ body }) => db.tx((tx) => org.createTeam(tx, body.name))),
    implement(contract.updateTeam, ({ params, body }) => db.tx((tx) => org.updateTeam(tx, params.id, body.name))),
    implement(contract.deleteTeam, async ({ params }) => { await db.tx((tx) => org.deleteTeam(tx, params.id)); return { done: true as const }; }),
    implement(contract.skills, async () => ({ items: await org.skills() })),
    implement(contract.createSkill, ({ body }) => db.tx((tx) => org.createSkill(tx, body.key, body.name))),
    implement(contract.updateSkill, ({ params, body }) => db.tx((tx) => org.updateSkill(tx, params.id, body.name))),
    implement(contract.deleteSkill, async ({ params }) => { await db.tx((tx) => org.deleteSkill(tx, params.id)); return { done: true as const }; }),
    implement(contract.roles, async () => ({ items: await org.roles(), rights: Object.keys(allRights()), words: allRights() })),
    implement(contract.saveRole, async ({ params, body }) => {
      const role = await db.tx((tx) => org.saveRole(tx, { key: params.key, ...body } as Parameters<Org['saveRole']>[1]));
      access.forget();
      return role;
    }),
    implement(contract.calendars, async () => ({ items: await org.calendars() })),
    implement(contract.createCalendar, ({ body }) => db.tx(async (tx) => { assertZone(body.timeZone); return { id: await org.createCalendar(tx, body), ...body }; })),
    implement(contract.updateCalendar, async ({ params, body, principal }) => { assertZone(body.timeZone); await db.tx((tx) => org.updateCalendar(tx, params.id, body, actorOf(principal))); return { id: params.id, ...body }; }),
    implement(contract.readIcal, async ({ body }) => {
      const [{ readIcal }, year] = [await import('../../platform/time/ical.ts'), clock.now().getUTCFullYear()];
      try {
        const { holidays, extraDays, yearlyHolidays, skipped, name } = readIcal(body.text, year);
        return { holidays: [...holidays], extraDays: [...extraDays], yearlyHolidays: [...yearlyHolidays], skipped, name };
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw new Refusal('invalid-input', { fields: [{ path: 'text', key: 'field.ical' }] });
      }
    }),
    implement(contract.statutoryDays, async ({ params }) => {
      const days = statutoryDays(params.year);
      if (!days) throw new Refusal('not-found');
      return days;
    }),
    implement(contract.apiKeys, async () => ({ items: await org.apiKeys() })),
    implement(contract.createApiKey, ({ body }) => db.tx((tx) => org.createApiKey(tx, body.name, body.role))),
    implement(contract.revokeApiKey, async ({ params }) => { await db.tx((tx) => org.revokeApiKey(tx, params.id)); access.forget(); return { done: true as const }; }),
  ];
}
