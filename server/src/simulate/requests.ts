import { type DemoCustomer, makeCustomers } from '../demo/customers.ts';
import { productName, products } from '../demo/company.ts';
import { Random } from '../demo/random.ts';
import { type Channel, type Matter, makeSlots, opening, result, storyOf, subjectOf } from '../demo/speech.ts';
import { topics } from '../demo/topics/index.ts';

/** Somebody with something to say. */
export interface Wish {
  readonly customer: DemoCustomer; readonly language: 'zh-CN' | 'en'; readonly email: string; readonly phone: string | null;
  readonly subject: string; readonly lines: readonly string[]; readonly product: string; readonly serial: string; readonly type: string; readonly topic: string;
  /** What they answer when asked. */
  readonly more: string;
}

/** The demo company knows many of these names already: whoever comes in now is somebody else of that name. */
const ownAddress = (email: string): string => email.replace('@', '.sim@');

/** Ever new customers with believable trouble, the same stream for the same seed. */
export function createWishes(seed: number): { next(channel: Channel): Wish; random: Random } {
  const random = new Random(seed);
  const customers = makeCustomers(random, 600).filter((c) => c.kind === 'person');
  return {
    random,
    next(channel) {
      const customer = random.pick(customers);
      const { language } = customer;
      const topic = random.weighted(topics, (t) => t.weight);
      const product = random.pick(products.filter((p) => topic.products.length === 0 || topic.products.includes(p.key)));
      const slots = makeSlots(random, product, customer, language, language === 'zh-CN' ? `${customer.city}恒信科技有限公司` : 'Finch Logistics');
      const matter: Matter = { topic, product, language, channel, customer, slots, story: storyOf(random, topic, product, language) };
      return {
        customer, language, email: ownAddress(customer.identities.find((i) => i.kind === 'email')?.value ?? `visitor${random.digits(5)}@example.com`), phone: customer.identities.find((i) => i.kind === 'phone')?.value ?? null,
        subject: subjectOf(random, matter), lines: opening(random, matter), product: productName(product), serial: slots['sn'] ?? '', type: topic.type, topic: topic.key, more: result(random, matter),
      };
    },
  };
}
