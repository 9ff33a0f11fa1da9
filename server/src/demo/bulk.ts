import { makeCustomers } from './customers.ts';
import { productName, products } from './company.ts';
import { Random } from './random.ts';
import { type Matter, makeSlots, opening, storyOf, subjectOf } from './speech.ts';
import { topics } from './topics/index.ts';

export interface BulkOptions {
  readonly tickets: number;
  readonly seed: number;
  readonly now: Date;
  /** How far back they reach; a year unless told. */
  readonly days?: number;
  /** Tickets not finished yet, the newest ones; a twentieth, at most 5,000, unless told. */
  readonly live?: number;
  /** A word in exactly so many tickets, inside a sentence, once each; in no other text. Chinese words stand in Chinese tickets. */
  readonly words?: readonly { readonly word: string; readonly tickets: number }[];
  /** Tickets with so many messages in all. */
  readonly long?: { readonly tickets: number; readonly messages: number };
}

/** Text that many tickets share, made different by an order number. */
export interface BulkText { readonly language: 'zh-CN' | 'en'; readonly subject: string; readonly body: string; readonly product: string; readonly type: string }
/** One ticket in numbers: places in the list of texts, of customers, people and teams; seconds before `now`. */
export interface BulkTicket {
  readonly text: number; readonly customer: number; readonly owner: number | null; readonly team: number; readonly status: 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed'; readonly priority: 'low' | 'normal' | 'high' | 'urgent';
  readonly channel: 'mail' | 'chat' | 'portal' | 'webhook'; readonly age: number; readonly order: number; readonly messages: number; readonly word: string | null;
}
export interface BulkHistory { readonly texts: readonly BulkText[]; batches(size: number): Generator<BulkTicket[]> }

const isChinese = (word: string): boolean => /\p{Script=Han}/u.test(word);

/** Sentences around a word, so that it is found inside a text and not alone. */
export function sentenceWith(word: string): string {
  return isChinese(word) ? `另外麻烦确认一下，这次的${word}专用票据是否已经寄出。` : `By the way, the note on the box says ${word} and nobody could tell me why.`;
}

/** A thousand different first words in both languages, none with one of the words that are counted. */
function makeTexts(random: Random, words: readonly string[]): BulkText[] {
  const people = makeCustomers(random, 400);
  const texts: BulkText[] = [];
  while (texts.length < 1000) {
    const customer = random.pick(people);
    const topic = random.pick(topics);
    const product = random.pick(products.filter((p) => topic.products.length === 0 || topic.products.includes(p.key)));
    const { language } = customer;
    const matter: Matter = { topic, product, language, channel: 'portal', customer, slots: makeSlots(random, product, customer, language, language === 'zh-CN' ? '恒信科技有限公司' : 'Finch Logistics'), story: storyOf(random, topic, product, language) };
    const text = { language, subject: subjectOf(random, matter), body: opening(random, matter).join('\n'), product: productName(product), type: topic.type };
    const lower = `${text.subject} ${text.body} ${text.product}`.toLowerCase();
    if (!words.some((w) => lower.includes(w.toLowerCase()))) texts.push(text);
  }
  return texts;
}

/** Any number of tickets, the oldest first, the same for the same seed. Nothing is held but one batch. */
export function generateHistory(options: BulkOptions, house: { customers: number; people: number; teams: number }): BulkHistory {
  const { tickets, seed, long } = options;
  const days = options.days ?? 365;
  const live = options.live ?? Math.min(Math.floor(tickets / 20), 5000);
  const words = options.words ?? [];
  const texts = makeTexts(new Random(seed), words.map((w) => w.word));
  const inChinese = texts.flatMap((t, i) => (t.language === 'zh-CN' ? [i] : []));
  const inEnglish = texts.flatMap((t, i) => (t.language === 'en' ? [i] : []));
  const marked = words.reduce((sum, w) => sum + w.tickets, 0) + (long?.tickets ?? 0);
  if (marked > tickets) throw new RangeError(`${marked} tickets with words or many messages do not fit into ${tickets}`);
  /** Spreads `n` marks evenly over all: the mark of ticket `i`, or none. */
  const marks = [...words.map((w) => ({ n: w.tickets, word: w.word })), { n: long?.tickets ?? 0, word: null }];
  const markOf = (slot: number): { word: string | null; long: boolean } => {
    let at = slot;
    for (const mark of marks) {
      if (at < mark.n) return { word: mark.word, long: mark.word === null };
      at -= mark.n;
    }
    return { word: null, long: false };
  };

  function* batches(size: number): Generator<BulkTicket[]> {
    const random = new Random(seed + 1);
    let slot = 0;
    for (let from = 0; from < tickets; from += size) {
      const batch: BulkTicket[] = [];
      for (let i = from; i < Math.min(tickets, from + size); i++) {
        // Marks come along at the rate that places the last one on the last ticket.
        const isMarked = slot < marked && Math.floor(((i + 1) * marked) / tickets) > slot;
        // A fixed step through the marks mixes their kinds over time.
        const mark = isMarked ? markOf((slot++ * stepFor(marked)) % marked) : { word: null, long: false };
        const finished = i < tickets - live;
        const status = finished ? (i < tickets - live * 1.3 ? 'closed' : 'solved') : random.weighted(liveStates, (s) => s[1])[0];
        batch.push({
          text: mark.word === null ? random.int(0, texts.length - 1) : random.pick(isChinese(mark.word) ? inChinese : inEnglish), customer: random.int(0, house.customers - 1), owner: status === 'new' || random.chance(0.04) ? null : random.int(0, house.people - 1), team: random.int(0, house.teams - 1),
          status, priority: random.weighted(priorities, (p) => p[1])[0], channel: random.weighted(channels, (c) => c[1])[0], age: Math.round((1 - (i + random.next()) / tickets) * days * 86_400), order: random.int(10_000_000, 99_999_999), messages: mark.long ? (long?.messages ?? 1) : 1, word: mark.word,
        });
      }
      yield batch;
    }
  }
  return { texts, batches };
}

const liveStates = [['new', 15], ['open', 45], ['pending', 28], ['hold', 12]] as const;
const priorities = [['low', 1], ['normal', 6], ['high', 2], ['urgent', 1]] as const;
const channels = [['mail', 40], ['chat', 30], ['portal', 20], ['webhook', 10]] as const;

/** A step that has no divisor in common with `n` visits every slot once. */
function stepFor(n: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let step = Math.max(1, Math.floor(n * 0.618));
  while (divisor(step, n) !== 1) step += 1;
  return step;
}
