import { org as contract } from '@aftercare/contract/org';
import { session } from '@aftercare/contract/session';
import { actorOf } from '../../platform/auth/index.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, implement } from '../../platform/http/index.ts';
import { RateLimiter } from '../../platform/http/rate.ts';
import type { Platform } from '../../platform/module/index.ts';
import { statutoryDays } from '../../platform/time/holidays-cn.ts';
import { type Access, sessionCookie } from './access.ts';
import type { Org } from './org.ts';
import type { SignIn } from './sign-in.ts';

function isTimeZone(name: string): boolean {
  try { return Boolean(new Intl.DateTimeFormat('en', { timeZone: name })); } catch { return false; }
}

export function orgRoutes(platform: Platform, org: Org, signIn: SignIn, access: Access, allRights: () => string[]) {
  const { db, clock, config } = platform;
  const attempts = new RateLimiter({ capacity: 10, refillPerSecond: 1 / 30, clock });
  const origin = (request: FastifyRequest) => ({ ip: request.ip, userAgent: String(request.headers['user-agent'] ?? '') });
  const setCookie = (reply: FastifyReply, token: string) => void reply.setCookie(sessionCookie, token, { path: '/', httpOnly: true, sameSite: 'lax', secure: config.publicUrl.startsWith('https:'), maxAge: 14 * 86_400 });
  const me = async (id: number) => {
    const [agent, teams, roles, company] = await Promise.all([org.agent(id), org.teams(), org.roles(), org.company()]);
    if (!agent) throw new Refusal('not-signed-in');
    const rights = [...new Set(roles.filter((r) => agent.roles.includes(r.key)).flatMap((r) => r.rights))];
    return {
      id, name: agent.name, email: agent.email, language: agent.language, timeZone: agent.timeZone, theme: agent.theme, rights, signature: agent.signature,
      teams: teams.filter((t) => agent.teams.includes(t.id)).map(({ id: teamId, name }) => ({ id: teamId, name })), presence: agent.presence, company: company.name,
    };
  };

  return [
    implement(session.signIn, async ({ body, request, reply }) => {
      attempts.take(`${request.ip}|${body.email.toLowerCase()}`);
      const { id, token } = await signIn.signIn(body.email, body.password, origin(request));
      setCookie(reply, token);
      return me(id);
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
      const { id, token } = await signIn.redeemLink({ ...body, language }, origin(request));
      setCookie(reply, token);
      return me(id);
    }),

    implement(contract.company, () => org.company()),
    implement(contract.saveCompany, async ({ body }) => {
      if (!isTimeZone(body.timeZone)) throw new Refusal('invalid-input', { fields: [{ path: 'timeZone', key: 'field.unknown', params: { value: body.timeZone } }] });
      await org.saveCompany(db, body);
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
    implement(contract.roles, async () => ({ items: await org.roles(), rights: allRights() })),
    implement(contract.saveRole, async ({ params, body }) => {
      const role = { key: params.key, ...body };
      await db.tx((tx) => org.saveRole(tx, role));
      access.forget();
      return role;
    }),
    implement(contract.calendars, async () => ({ items: await org.calendars() })),
    implement(contract.createCalendar, ({ body }) => db.tx(async (tx) => ({ id: await org.createCalendar(tx, body), ...body }))),
    implement(contract.updateCalendar, async ({ params, body, principal }) => { await db.tx((tx) => org.updateCalendar(tx, params.id, body, actorOf(principal))); return { id: params.id, ...body }; }),
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
