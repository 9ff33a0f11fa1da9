import type { SearchHit, SearchKind } from '@aftercare/contract/search';
import { type Principal, may } from '../../../platform/auth/index.ts';
import type { Handle, Sql } from '../../../platform/db/index.ts';
import type { Loose } from '../../../platform/http/index.ts';
import type { Clock } from '../../../platform/time/index.ts';
import { type Customers, normalizeIdentity } from '../../customers/index.ts';
import type { SearchQuery } from './query.ts';
import { makeSnippet } from './snippet.ts';
import { isChinese, loadReading } from './sounds.ts';
import { namesLike } from './spelling.ts';
import { colleagues, sounding } from './store-sounds.ts';
import * as store from './store-things.ts';
import { customersNamed } from './store-words.ts';

/** What others say of their rows, asked when somebody searches. */
export interface Beyond {
  /** Condition on `u`: units this caller may see. */
  readonly units: (principal: Principal) => Sql;
  /** Condition on `o`: orders this caller may see. */
  readonly orders: (principal: Principal) => Sql;
  /** Chapters of the service handbook, each with all its words. */
  readonly chapters: () => Promise<readonly { readonly key: string; readonly title: { zh: string; en: string }; readonly text: { zh: string; en: string }; readonly at: Date }[]>;
}
/** With its place in the handbook and all its words in their compared form. */
type Chapter = Awaited<ReturnType<Beyond['chapters']>>[number] & { readonly id: number; readonly folded: string };
const keepMs = 60_000;
export type ThingKind = Exclude<SearchKind, 'ticket'>;
type Hit = Loose<SearchHit>;

/** Customers, units, orders, articles and colleagues for one query, each group as far as the caller may see it. */
export function createThings(db: Handle, clock: Clock, customers: Customers, beyond: Beyond) {
  let known: { readonly chapters: readonly Chapter[]; readonly at: number } | null = null;
  let reading: Promise<readonly Chapter[]> | null = null;
  const read = () => {
    reading ??= beyond.chapters().then((list) => {
      const told = list.map((c, n) => ({ ...c, id: n + 1, folded: `${c.title.zh} ${c.title.en} ${c.text.zh} ${c.text.en}`.normalize('NFKC').toLowerCase() }));
      known = { chapters: told, at: clock.now().getTime() };
      return told;
    }).finally(() => { reading = null; });
    return reading;
  };
  /** Diagrams change rarely and are long to read: a minute old is young enough, and whoever asks then does not wait for the new ones. */
  const chapters = (): Promise<readonly Chapter[]> => {
    if (!known) return read();
    if (clock.now().getTime() - known.at > keepMs) read().catch(() => { /* the old ones go on serving */ });
    return Promise.resolve(known.chapters);
  };

  const hit = (kind: SearchKind, row: { id: number; title: string; text: string; at: Date; customerName?: string | null; path?: string | null }, marks: readonly string[]): Hit =>
    ({ kind, id: row.id, title: row.title, snippet: makeSnippet(row.text, marks), at: row.at, status: null, customerName: row.customerName ?? null, path: row.path ?? null });
  const person = (row: store.PersonRow, marks: readonly string[]): Hit => hit('customer', { id: row.id, title: row.name, text: row.addresses.join(' · '), at: row.at }, marks);

  const finders: Record<ThingKind, { right: string; find: (query: SearchQuery, principal: Principal, limit: number) => Promise<Hit[]> }> = {
    customer: { right: 'customers.read', async find(query, principal, limit) {
      if (!query.person && !query.sound) return [];
      const name = query.person ?? query.sound ?? '';
      const masked = principal.masked?.has('phone') ?? false;
      // A typed name may stand with the same sound in other characters.
      const [sound] = isChinese(name) && [...name].length <= 12 ? (await loadReading())(name) : [];
      const found = await store.people(db, {
        person: name, isShort: [...name].length < 3, digits: query.digits, wholePhone: masked ? (normalizeIdentity('phone', name) ?? '') : null,
        sounds: query.sound ? [sounding('customer', [query.sound], false, 60), ...(query.sound.length > 2 ? [sounding('customer', [query.sound], true, 60)] : [])] : [],
        heard: sound ? [sounding('customer', [sound.join('')], [...name].length > 2, 60)] : [], visible: customers.visible(principal), limit,
      });
      return found.map((p) => person(p, [...query.marks, ...(query.digits ? [query.digits] : [])]));
    } },
    unit: { right: 'products.read', find: async (query, principal, limit) => (query.serial ? (await store.units(db, query.serial, beyond.units(principal), short(principal), limit)).map((u) => hit('unit', u, query.marks)) : []) },
    order: { right: 'orders.read', find: async (query, principal, limit) => (query.serial ? (await store.orders(db, query.number, query.serial, beyond.orders(principal), limit)).map((o) => hit('order', o, query.marks)) : []) },
    article: { right: 'tickets.read', async find(query, principal, limit) {
      const words = query.typed.slice(0, 6);
      if (words.every((w) => [...w].length < 2)) return [];
      const language = short(principal);
      const [book, written] = await Promise.all([chapters(), store.articles(db, words, language, may(principal, 'products.read'), limit)]);
      const told = book.filter((c) => words.every((w) => c.folded.includes(w))).slice(0, limit).map((c) => hit('article', { id: c.id, title: c.title[language], text: c.text[language], at: c.at, path: `handbook:${c.key}` }, query.marks));
      return [...told.slice(0, 3), ...written.map((w) => hit('article', w, query.marks)), ...told.slice(3)].slice(0, limit);
    } },
    colleague: { right: 'org.read', find: async (query, _, limit) => (query.person || query.sound ? (await colleagues(db, { part: `%${(query.person ?? query.sound ?? '').replaceAll(/[\\%_]/g, (x) => `\\${x}`)}%`, sound: query.sound ? sounding('agent', [query.sound], query.sound.length > 2, 50) : null, limit })).map((a) => hit('colleague', { id: a.id, title: a.name, text: a.email, at: a.at }, query.marks)) : []) },
  };

  return {
    async find(kind: ThingKind, query: SearchQuery, principal: Principal, limit: number): Promise<Hit[]> {
      return may(principal, finders[kind].right) ? finders[kind].find(query, principal, limit) : [];
    },
    /** Customers whose name is spelt like what was typed. */
    async spelledLike(query: SearchQuery, principal: Principal, limit: number): Promise<Hit[]> {
      if (!query.person || !/^[\p{Script=Latin} .'-]{4,40}$/u.test(query.person) || !may(principal, 'customers.read')) return [];
      const ids = [...new Set((await Promise.all((await namesLike(db, query.person)).map((words) => customersNamed(db, words, 20)))).flat().map((r) => r.id))];
      return ids.length === 0 ? [] : (await store.peopleById(db, ids, customers.visible(principal), limit)).map((p) => person(p, []));
    },
  };
}
const short = (principal: Principal): 'zh' | 'en' => (principal.language === 'en' ? 'en' : 'zh');
export type Things = ReturnType<typeof createThings>;
