import i18next from 'i18next';
import type { TFunction } from 'i18next';
import { createContext, use, useSyncExternalStore } from 'react';
import type { initReactI18next as Init, useTranslation as Original } from 'react-i18next';

/**
 * Stands in for react-i18next in browser bundles, with the same face. There, each use binds itself to the language, makes a
 * proxy and looks every word up anew; a ticket on the screen has some three hundred uses. Here all share one set of words
 * per language, and a word without variables is looked up once.
 */
interface Words { readonly t: TFunction; readonly i18n: typeof i18next; readonly ready: boolean }

let kept = new Map<string, Words>();
/** Names asked for before their words came: whoever asked is drawn again when they do. */
const missing = new Set<string>();
const listeners = new Set<() => void>();
let turn = 0;
let bound = false;

const renew = () => {
  kept = new Map();
  turn += 1;
  for (const listener of listeners) listener();
};

function bind(): void {
  if (bound || !i18next.store) return;
  bound = true;
  i18next.on('languageChanged', renew);
  // Words that come with a part of the app change nothing for what stands already, but for those that waited for them.
  i18next.store.on('added', (_: string, name: string) => {
    if (missing.delete(name)) return renew();
    for (const key of kept.keys()) if (key.split(' ').includes(name)) kept.delete(key);
  });
}

/** The words of these names in the language of now; the same until one of them changes. */
export function wordsOf(names: readonly string[]): Words {
  const key = names.join(' ');
  const known = kept.get(key);
  if (known) return known;
  bind();
  const { language } = i18next;
  for (const name of names) if (!i18next.hasResourceBundle(language, name)) missing.add(name);
  const look = i18next.getFixedT(language, names[0] ?? 'app') as unknown as (key: unknown, options?: unknown, ...more: unknown[]) => string;
  const plain = new Map<string, string>();
  const t = (word: unknown, ...more: unknown[]): string => {
    if (more.length > 0 || typeof word !== 'string') return look(word, ...more);
    const found = plain.get(word) ?? look(word);
    plain.set(word, found);
    return found;
  };
  const made = Object.assign([t, i18next, true], { t, i18n: i18next, ready: true }) as unknown as Words;
  kept.set(key, made);
  return made;
}

const subscribe = (listener: () => void) => { listeners.add(listener); return () => { listeners.delete(listener); }; };
const read = () => turn;

/** Which words hold now. `ApiProvider` listens for all: were each use to, a ticket would begin and end three hundred subscriptions. */
export const WordsTurn = createContext(0);
export const useWordsTurn = (): number => useSyncExternalStore(subscribe, read, read);

export const useTranslation = ((names?: string | readonly string[]) => {
  use(WordsTurn);
  return typeof names === 'object' ? wordsOf(names) : (kept.get(names ?? 'app') ?? wordsOf([names ?? 'app']));
}) as unknown as typeof Original;

export const initReactI18next: typeof Init = { type: '3rdParty', init: () => {} };
