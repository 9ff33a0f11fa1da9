import { createHash } from 'node:crypto';
import { portal as contract } from '@aftercare/contract/portal';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { endSession, makeCode, startSession, takeCode } from '../../../platform/auth/index.ts';
import { RateLimiter, Refusal, implement } from '../../../platform/http/index.ts';
import { normalizeIdentity } from '../../customers/index.ts';
import type { Org, Postman } from '../../org/index.ts';
import type { House } from './house.ts';
import { createPortalIntake } from './intake.ts';
import { createPortalCompany } from './company.ts';
import { sessionCookie } from './session.ts';
import { type PortalParts, createTicketPage } from './ticket-page.ts';
import { createWho, customerCookie } from './who.ts';
import { wishRoutes } from './wishes.ts';

const codePurpose = 'portal';

/** Operations of the customers' portal. `upload` is the portal channel's own, as it takes raw bytes. */
export function portalRoutes(parts: PortalParts & { readonly org: Org; readonly house: House; readonly postman: () => Postman | null }) {
  const { platform, tickets, customers, postman } = parts;
  const { db, clock, config, secrets } = platform;
  const who = createWho(platform, tickets, customers);
  const { page, mine } = createTicketPage(parts);
  const intake = createPortalIntake(parts);
  const company = createPortalCompany(parts);
  const limits = {
    reports: new RateLimiter({ clock, capacity: 300, refillPerSecond: 5 }),
    codesOfMail: new RateLimiter({ clock, capacity: 4, refillPerSecond: 1 / 120 }),
    codesOfAddress: new RateLimiter({ clock, capacity: 40, refillPerSecond: 1 / 10 }),
    tries: new RateLimiter({ clock, capacity: 40, refillPerSecond: 1 / 10 }),
  };
  const codeKeys = (email: string) => ({ purpose: codePurpose, subject: normalizeIdentity('email', email) ?? '', key: secrets.key('code'), now: clock.now() });
  const codeWrong = () => new Refusal('wrong-credentials', { key: 'portal.code-wrong' });
  const setCookie = (reply: FastifyReply, token: string) => sessionCookie(config, reply, token);
  const keyOf = (request: FastifyRequest) => { const key = request.headers['idempotency-key']; return typeof key === 'string' ? key : undefined; };
  const session = (request: FastifyRequest) => ({ now: clock.now(), ip: request.ip, userAgent: String(request.headers['user-agent'] ?? '') });

  return [
    ...wishRoutes(parts, who),
    implement(contract.company, company),
    implement(contract.report, async ({ body, request, transact }) => {
      limits.reports.take(request.ip);
      return transact(async (tx) => {
        const id = await intake.report(tx, body, keyOf(request));
        return { id, token: tickets.customerToken(id), url: tickets.customerUrl(id) };
      });
    }),
    /** The same answer, and the same work, whether we know the address or not. */
    implement(contract.requestCode, async ({ body, request }) => {
      const keys = codeKeys(body.email);
      limits.codesOfAddress.take(request.ip);
      limits.codesOfMail.take(keys.subject);
      const code = await makeCode(db, keys);
      if ((await customers.byAddress({ kind: 'email', value: body.email })) !== undefined) await postman()?.send({ to: body.email, language: body.language, template: 'code', params: { code } });
      return { done: true as const };
    }),
    implement(contract.signIn, async ({ body, request, reply }) => {
      limits.tries.take(request.ip);
      if (!(await takeCode(db, codeKeys(body.email), body.code))) throw codeWrong();
      const customerId = await customers.byAddress({ kind: 'email', value: body.email });
      if (customerId === undefined) throw codeWrong();
      // Who reads the mail of an address owns it.
      const before = await who.maybe(request);
      await db.tx(async (tx) => {
        await customers.confirm(tx, customerId, { kind: 'email', value: body.email });
        // Signed in here as somebody else a moment ago: the same name is the same person, another one may sit at the same computer.
        if (before !== undefined && before !== customerId) await customers.sameOrLikely(tx, before, customerId, 'sign-in', body.email);
      });
      setCookie(reply, await startSession(db, { subject: 'customer', subjectId: customerId, ...session(request) }));
      return { name: (await customers.get(customerId))?.name ?? '' };
    }),
    implement(contract.signOut, async ({ request, reply }) => {
      await endSession(db, request.cookies[customerCookie] ?? '');
      void reply.clearCookie(customerCookie, { path: '/' });
      return { done: true as const };
    }),
    implement(contract.mine, async ({ request }) => mine(await who.customer(request))),
    implement(contract.ticket, async ({ params, query, request, reply }) => {
      const id = await who.assertMay(request, params.id, query.token);
      const shown = await page(id);
      const etag = `"${createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22)}"`;
      void reply.headers({ etag, 'cache-control': 'private, no-cache' });
      if (request.headers['if-none-match'] === etag) void reply.code(304).send();
      return shown;
    }),
    implement(contract.reply, async ({ params, query, body, request, transact }) => {
      const id = await who.assertMay(request, params.id, query.token);
      limits.reports.take(request.ip);
      return transact(async (tx) => {
        await intake.reply(tx, id, body.text, body.files, keyOf(request));
        return page(id, tx);
      });
    }),
    implement(contract.close, async ({ params, query, request }) => {
      const id = await who.assertMay(request, params.id, query.token);
      await db.tx((tx) => intake.close(tx, id));
      return page(id);
    }),
    implement(contract.reopen, async ({ params, query, body, request }) => {
      const id = await who.assertMay(request, params.id, query.token);
      await db.tx((tx) => intake.reopen(tx, id, body.text));
      return page(id);
    }),
    implement(contract.rate, async ({ params, query, body, request }) => {
      const id = await who.assertMay(request, params.id, query.token);
      await db.tx((tx) => intake.rate(tx, id, body));
      return page(id);
    }),
  ];
}
