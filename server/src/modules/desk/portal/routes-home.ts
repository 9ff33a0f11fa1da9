import { portalHome as contract } from '@aftercare/contract/portal-home';
import { Download, RateLimiter, Refusal, implement } from '../../../platform/http/index.ts';
import { startSession } from '../../../platform/auth/index.ts';
import type { House } from './house.ts';
import { createPortalHome, type HomeParts } from './home.ts';
import { manifestOf } from './manifest.ts';
import { createRegistering } from './registering.ts';
import { sessionCookie } from './session.ts';
import { readSignInLink } from './sign-in-link.ts';
import type { Push } from './push/push.ts';
import { createWho } from './who.ts';

/** What a signed-in customer sees and does beyond single requests. Nothing here is found by number alone: each row is asked for together with whose it is. */
export function portalHomeRoutes(parts: HomeParts & { readonly push: Push; readonly house: Pick<House, 'company'> }) {
  const { platform, tickets, customers, papers, push } = parts;
  const { db, clock } = platform;
  const who = createWho(platform, tickets, customers);
  const home = createPortalHome(parts);
  const registering = createRegistering(platform, customers, parts.products);
  // Numbers of others are not to be found by trying.
  const looks = new RateLimiter({ clock, capacity: 30, refillPerSecond: 1 / 30 });
  const prints = new RateLimiter({ clock, capacity: 30, refillPerSecond: 1 / 5 });
  const links = new RateLimiter({ clock, capacity: 40, refillPerSecond: 1 / 10 });
  const subscriptions = new RateLimiter({ clock, capacity: 20, refillPerSecond: 1 / 30 });

  return [
    implement(contract.manifest, async () => new Download(JSON.stringify(manifestOf(await parts.house.company())), { type: 'application/manifest+json', name: 'manifest.webmanifest', inline: true })),
    implement(contract.home, async ({ request }) => home.home(await who.customer(request))),
    implement(contract.units, async ({ query, request }) => home.units(await who.customer(request), query)),
    implement(contract.unit, async ({ params, request }) => home.unit(await who.customer(request), params.id)),
    implement(contract.serial, async ({ query, request }) => {
      const customerId = await who.customer(request);
      looks.take(String(customerId));
      return registering.look(customerId, query.serial);
    }),
    implement(contract.register, async ({ body, request, transact }) => {
      const customerId = await who.customer(request);
      looks.take(String(customerId));
      return transact(async (tx) => home.unit(customerId, (await registering.register(tx, customerId, body)).id, tx));
    }),
    implement(contract.addProof, async ({ params, body, request, transact }) => {
      const customerId = await who.customer(request);
      await home.own(customerId, params.id);
      return transact(async (tx) => {
        await registering.addProof(tx, customerId, params.id, body);
        return home.unit(customerId, params.id, tx);
      });
    }),
    implement(contract.papers, async ({ query, request }) => papers.list(await who.customer(request), query)),
    implement(contract.paper, async ({ params, language, request }) => {
      const customerId = await who.customer(request);
      // Printing costs more than looking.
      prints.take(String(customerId));
      const { bytes, number } = await papers.pdf(customerId, params.kind, params.id, language);
      return new Download(bytes, { type: 'application/pdf', name: `${params.kind}-${number}.pdf`, inline: true });
    }),
    implement(contract.enter, async ({ body, request, reply }) => {
      links.take(request.ip);
      const customerId = readSignInLink(platform, body.token);
      const customer = customerId === undefined ? undefined : await customers.get(customerId);
      if (!customer) throw new Refusal('link-expired', { key: 'portal.sign-in-link-gone' });
      sessionCookie(platform.config, reply, await startSession(db, { subject: 'customer', subjectId: customer.id, now: clock.now(), ip: request.ip, userAgent: String(request.headers['user-agent'] ?? '') }));
      return { name: customer.name };
    }),
    implement(contract.push, async () => ({ key: await push.publicKey() })),
    implement(contract.subscribe, async ({ body, request }) => {
      const customerId = await who.customer(request);
      subscriptions.take(String(customerId));
      await db.tx((tx) => push.subscribe(tx, customerId, body));
      return { done: true as const };
    }),
    implement(contract.unsubscribe, async ({ body, request }) => {
      subscriptions.take(request.ip);
      await db.tx((tx) => push.unsubscribe(tx, body.endpoint));
      return { done: true as const };
    }),
  ];
}
