import type { App } from '../app.ts';
import { signInLink } from '../modules/desk/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { company, products } from './company.ts';
import type { Random } from './random.ts';
import { serialOf } from './speech.ts';
import * as store from './store-portal.ts';

const day = 86_400_000;
const iso = (time: number) => new Date(time).toISOString().slice(0, 10);
const name = '林晓雨';
const phone = '+8613916880021';
const handle = 'linxiaoyu1988';
/** How long the printed link signs in. */
const linkDays = 30;

export interface DemoCustomer { readonly name: string; readonly email: string; readonly url: string }

/** A customer whose portal is full of life: requests of every kind, products whose warranty holds, ends soon and is over, papers. Nobody reads the mails of a demo, so a link signs in. */
export async function makePortalCustomer(app: App, tx: Tx, random: Random): Promise<DemoCustomer> {
  const { platform, customers } = app;
  const now = platform.clock.now().getTime();
  const email = `customer@${company.domain}`;
  const { id } = await customers.create(tx, { name, language: 'zh-CN', tier: 'gold', preferredChannel: 'portal', identities: [{ kind: 'email', value: email }, { kind: 'email', value: `${handle}@example.com` }, { kind: 'phone', value: phone }] });
  await store.giveTo(tx, id, { name, phone }, await store.lifelike(tx));
  // Once she wrote from another mailbox: a colleague decides whether the two are one.
  const other = await customers.create(tx, { name, language: 'zh-CN', tier: 'standard', preferredChannel: null, identities: [{ kind: 'email', value: `${handle}@example.net` }] });
  await store.giveTo(tx, other.id, { name, phone }, await store.closedInquiries(tx, 2));
  await customers.proposals.propose(tx, [{ aId: id, bId: other.id, score: 75, reasons: [{ code: 'name', value: name }, { code: 'handle', value: handle }] }]);
  const actor = { kind: 'customer' as const, id, name };
  const owned = [['a3', 345], ['s2', 40], ['h1', 900]] as const;
  for (const [key, age] of owned) {
    const product = products.find((p) => p.key === key);
    const model = product && (await app.afterSales.products.modelByKey(product.model, tx));
    if (!product || !model) continue;
    const purchasedOn = iso(now - age * day);
    await app.afterSales.products.register(tx, { serial: serialOf(random, product), modelId: model.id, customerId: id, purchasedOn, seller: '诺凡官方商城' }, 'customer', actor);
  }
  return { name, email, url: signInLink(platform, id, new Date(now + linkDays * day)) };
}
