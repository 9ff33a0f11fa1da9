import type { App } from '../app.ts';
import { createAnalytics } from '../modules/analytics/index.ts';
import { createDesk } from '../modules/desk/index.ts';
import { makeAutomation } from './automation.ts';
import { makeCasework } from './casework.ts';
import { makeCharges } from './charges.ts';
import { makeCounter } from './counter.ts';
import { makeCustomers } from './customers.ts';
import { type KnownCustomer, makeHistory } from './history.ts';
import { makeFieldService } from './dispatch.ts';
import { makeGoods } from './goods.ts';
import { makeGroups } from './groups.ts';
import { makeHotline } from './hotline.ts';
import { makeParts } from './parts.ts';
import { drawPictures } from './pictures.ts';
import { makePlaces } from './places.ts';
import { type DemoCustomer, makePortalCustomer } from './portal.ts';
import { makeProducts } from './products.ts';
import { Random } from './random.ts';
import { type DemoAccount, makePasswords, setUpCompany } from './setup.ts';
import * as store from './store.ts';
import * as tables from './tables.ts';
import { writePresence } from './presence.ts';
import { ageRepairs, makeRepairs } from './repairs.ts';
import { readWorld } from './world.ts';
import { makeVendors } from './vendors.ts';
import { writeHistory } from './write.ts';

/** The same company every time. */
const seed = 20_260_701;
const day = 86_400_000;

export interface Demo { readonly accounts: readonly DemoAccount[]; readonly tickets: number; readonly customer: DemoCustomer }

/**
 * Fills an empty installation with a company that makes small appliances: people, customers, and six months of requests up to
 * now. Nothing of it is told as news: no events, no mails. One transaction: all of it, or nothing.
 */
export async function loadDemo(app: App, options: { tickets?: number; customers?: number } = {}): Promise<Demo> {
  const { platform } = app;
  const now = platform.clock.now();
  const random = new Random(seed);
  const passwords = makePasswords();
  const written = await Promise.all(drawPictures().map(({ name, bytes }) => platform.files.write(bytes, { name, declaredType: 'image/png', maxBytes: 1_000_000 })));
  const demo = await platform.work.tx(async (tx) => {
    await setUpCompany(app, tx);
    const world = await readWorld(app, tx);
    const pictures = await platform.files.record(tx, written, { claimed: true });
    const drafts = makeCustomers(random, options.customers ?? 1500);
    const firstId = await store.reserveIds(tx, 'customer', drafts.length);
    const customers = drafts.map((c, i): KnownCustomer => ({ ...c, id: firstId + i }));
    const history = [...makeHistory(random, world, customers, { tickets: options.tickets ?? 3200, now })];
    const met = new Map<number, number>();
    for (const past of history.toReversed()) met.set(past.customer, Date.parse(past.course.facts.openedAt));
    const since = (c: KnownCustomer) => new Date((met.get(c.id) ?? now.getTime()) - random.int(0, 500) * day);
    await store.insertRows(tx, 'customer', tables.customer, customers.map((c) => ({ id: c.id, kind: c.kind, name: c.name, company_id: c.company === null ? null : firstId + c.company, tier: c.tier, language: c.language, preferred_channel: c.preferredChannel, tags: c.tags, note: c.note, region: c.city, created_at: since(c) })));
    // Only who opened the chat is known by it.
    const chatters = new Set(history.filter((h) => h.channel === 'chat').map((h) => h.customer));
    const identities = customers.flatMap((c) => c.identities.filter((i) => i.kind !== 'chat' || chatters.has(c.id)).map((i) => ({ ...i, customer_id: c.id, created_at: now })));
    const firstIdentity = await store.reserveIds(tx, 'identity', identities.length);
    await store.insertRows(tx, 'identity', tables.identity, identities.map((row, i) => ({ id: firstIdentity + i, ...row })));
    await writeHistory(tx, world, random, history, pictures, now.getTime());
    await store.doorsWork(tx);
    await writePresence(tx, world, now);
    await makeProducts(app, tx, random, customers, pictures, now);
    await makeFieldService(app, tx, random);
    const places = await makePlaces(app, tx);
    await makeCharges(app, tx, new Random(seed + 3), await makeParts(app, tx, new Random(seed + 2), places));
    await makeGoods(app, tx, new Random(seed + 8), places);
    await makeVendors(app, tx, new Random(seed + 5), pictures);
    await makeCounter(app, tx, new Random(seed + 6), places, pictures);
    await makeRepairs(tx);
    await makeCasework(app, tx, random);
    await ageRepairs(tx);
    const customer = await makePortalCustomer(app, tx, new Random(seed + 7));
    await makeHotline(app, tx, new Random(seed + 9));
    await makeAutomation(app, tx);
    await makeGroups(app, tx, new Random(seed + 10), firstId, now);
    for (const { name } of app.modules.flatMap((m) => m.subscriptions ?? [])) tx.atCommit(store.skippingHistory, name);
    const inside = { ...platform, work: { ...platform.work, ...tx, tx: <T>(work: (t: typeof tx) => Promise<T>) => work(tx) } };
    await createAnalytics(inside, app.tickets).rebuild();
    const desk = createDesk(inside, app.tickets, app.conversations, app.customers, app.beyond);
    await desk.counts.rebuild();
    await desk.searchIndex.rebuild({ fromStart: true });
    const people = await passwords;
    await store.setPasswords(tx, people);
    return { accounts: people.map(({ hash: _, ...account }) => account), tickets: history.length, customer };
  });
  await store.analyze(platform.work);
  return demo;
}
