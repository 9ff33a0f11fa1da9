import { counter as contract } from '@aftercare/contract/counter';
import { type Principal, actorOf } from '../../platform/auth/index.ts';
import { Download, RateLimiter, implement, readCursor, toPage } from '../../platform/http/index.ts';
import type { Platform } from '../../platform/module/index.ts';
import type { Papers } from '../../platform/papers/index.ts';
import type { Org } from '../org/index.ts';
import type { SiteRow, Sites } from '../sites/index.ts';
import type { Counter } from './counter.ts';
import { receiptOf } from './receipt.ts';
import { codeOf } from './queue.ts';
import { numberView } from './views.ts';

const siteRef = ({ id, key, name, kind }: SiteRow) => ({ id, key, name, kind });

export function counterRoutes(platform: Platform, o: { org: Org; sites: Sites; papers: Papers; counter: Counter }) {
  const { db, clock } = platform;
  const { org, sites, papers, counter } = o;
  const { queue, items, handBack, links, display, views } = counter;
  // A child at the kiosk presses often.
  const presses = new RateLimiter({ clock, capacity: 30, refillPerSecond: 0.5 });
  const siteView = (s: SiteRow) => ({ ...siteRef(s), address: s.address, phone: s.phone, kioskUrl: links.url('kiosk', s.id), displayUrl: links.url('display', s.id) });
  /** The site where the caller works. */
  const mine = async (principal: Principal, id: number) => {
    await sites.assertAllowed(db, principal, id);
    return sites.load(db, id);
  };

  return [
    implement(contract.sites, async ({ principal }) => {
      const [all, allowed] = await Promise.all([sites.list({ active: true }), sites.allowed(db, principal)]);
      const counters = all.filter((s) => s.kind === 'shop' || s.kind === 'centre' || s.kind === 'depot');
      // Where things can be sent to: names alone.
      return { items: counters.filter((s) => allowed === null || allowed.includes(s.id)).map(siteView), others: all.filter((s) => s.kind !== 'van').map(siteRef) };
    }),
    implement(contract.board, async ({ params, principal }) => {
      const site = await mine(principal, params.id);
      await queue.ensureServices(site.id);
      const [services, waiting, called, today, count] = await Promise.all([queue.services(site.id), queue.waiting(site.id), queue.called(site.id), queue.today(site.id), items.count(site.id)]);
      return { site: siteView(site), services, waiting: waiting.map((n) => numberView(n, principal)), called: called.map((n) => numberView(n, principal)), today, items: count };
    }),
    implement(contract.saveServices, async ({ params, body, principal }) => {
      await mine(principal, params.id);
      await db.tx((tx) => queue.saveServices(tx, params.id, body.items));
      return { items: await queue.services(params.id) };
    }),
    implement(contract.give, async ({ params, body, principal }) => {
      await mine(principal, params.id);
      return numberView(await db.tx((tx) => queue.take(tx, params.id, body.serviceId, actorOf(principal))), principal);
    }),
    implement(contract.next, async ({ params, body, principal }) => {
      await mine(principal, params.id);
      const number = await db.tx((tx) => queue.next(tx, params.id, body, principal));
      return { number: number ? numberView(number, principal) : null };
    }),
    implement(contract.move, async ({ params, principal }) => numberView(await db.tx((tx) => queue.move(tx, params.id, params.act, principal)), principal)),

    implement(contract.lookup, async ({ params, body, principal }) => {
      await mine(principal, params.id);
      const found = await items.lookup(principal, body.text);
      return { ...found, items: await views.rows(found.items) };
    }),
    implement(contract.receive, async ({ params, body, principal, transact, language }) => {
      await mine(principal, params.id);
      const id = await transact((tx) => items.receive(tx, params.id, body, principal));
      return views.item(principal, id, language);
    }),
    implement(contract.items, async ({ params, query, principal }) => {
      await mine(principal, params.id);
      const [before] = readCursor(query.after, 1);
      const rows = await items.list(params.id, { part: query.part, before: before ? Number(before) : null, limit: query.limit + 1 });
      return toPage(await views.rows(rows), query.limit, (i) => [i.id]);
    }),
    implement(contract.item, ({ params, principal, language }) => views.item(principal, params.id, language)),
    implement(contract.receipt, async ({ params, query, principal, language: mineToo }) => {
      const language = query.language ?? mineToo;
      const item = await items.load(db, principal, params.id);
      const [site, company, page] = await Promise.all([sites.load(db, item.site.id), org.company(), views.item(principal, params.id, language)]);
      const paper = receiptOf(query.form, { item, site, company: company.name, timeZone: company.timeZone, customerUrl: String(page.customerUrl), language, contact: String(page.contact) });
      return new Download(await papers.render(paper), { type: 'application/pdf', name: `${item.code}.pdf`, inline: true });
    }),
    implement(contract.send, async ({ params, body, principal, language }) => {
      await db.tx((tx) => items.send(tx, params.id, body, principal));
      // Bound for a site of somebody else's it stays visible where it was received.
      return views.item(principal, params.id, language);
    }),
    implement(contract.arrive, async ({ params, body, principal, language }) => {
      await db.tx((tx) => items.arrive(tx, params.id, body, principal));
      return views.item(principal, params.id, language);
    }),
    implement(contract.callBack, async ({ params, body, principal, language }) => {
      await db.tx((tx) => items.callBack(tx, params.id, body.note, principal));
      return views.item(principal, params.id, language);
    }),
    implement(contract.sendCode, ({ params, principal }) => db.tx((tx) => handBack.sendCode(tx, params.id, principal))),
    implement(contract.handBack, async ({ params, body, principal, language }) => {
      await handBack.handBack(params.id, body, principal);
      return views.item(principal, params.id, language);
    }),

    implement(contract.kiosk, async ({ params, query }) => {
      links.check('kiosk', params.id, query.t);
      const site = await sites.load(db, params.id);
      await queue.ensureServices(site.id);
      const [company, services] = await Promise.all([org.company(), queue.services(site.id)]);
      return { company: company.name, site: site.name, services: services.filter((s) => s.active).map(({ id, letter, name, waiting }) => ({ id, letter, name, waiting })) };
    }),
    implement(contract.take, async ({ params, query, body }) => {
      links.check('kiosk', params.id, query.t);
      presses.take(`kiosk ${params.id}`);
      const number = await db.tx((tx) => queue.take(tx, params.id, body.serviceId));
      const [ahead, today] = await Promise.all([queue.ahead(number), queue.today(params.id)]);
      return { code: codeOf(number), service: number.service, ahead, takenAt: number.takenAt, waitMinutes: today.waitMinutes };
    }),
    implement(contract.display, async ({ params, query, request }) => {
      links.check('display', params.id, query.t);
      const [site, company] = await Promise.all([sites.load(db, params.id), org.company()]);
      const gone = new AbortController();
      request.raw.once('close', () => gone.abort());
      return { company: company.name, site: site.name, ...(await display.after(params.id, query.since, gone.signal)) };
    }),
  ];
}
