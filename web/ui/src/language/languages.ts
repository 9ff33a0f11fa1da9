import i18next from 'i18next';
import type { i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';

type Words = Record<string, unknown>;
/** What `import.meta.glob('./languages/*.json')` gives: one loader for each language file. */
export type LanguageFiles = Record<string, () => Promise<unknown>>;

const own = import.meta.glob('../languages/*.json') as LanguageFiles;
const codeOf = (path: string) => /([^/]+)\.json$/.exec(path)?.[1] ?? '';

/** The language to begin with: what was chosen, then what the browser prefers, then English. */
export function chooseLanguage(available: readonly string[], wishes: readonly (string | null | undefined)[]): string {
  for (const wish of wishes) {
    if (!wish) continue;
    const exact = available.find((code) => code.toLowerCase() === wish.toLowerCase());
    const close = exact ?? available.find((code) => code.split('-')[0] === wish.split('-')[0]?.toLowerCase());
    if (close) return close;
  }
  return available.includes('en') ? 'en' : (available[0] ?? 'en');
}

async function wordsOf(files: LanguageFiles, language: string): Promise<Words> {
  const path = Object.keys(files).find((one) => codeOf(one) === language);
  const loaded = path ? ((await files[path]?.()) as { default?: Words } | undefined) : undefined;
  return loaded?.default ?? {};
}

let appFiles: LanguageFiles = {};
const key = 'aftercare-language';

async function load(language: string): Promise<void> {
  if (i18next.hasResourceBundle(language, 'app')) return;
  const [ui, app] = await Promise.all([wordsOf(own, language), wordsOf(appFiles, language)]);
  i18next.addResourceBundle(language, 'ui', ui);
  i18next.addResourceBundle(language, 'app', app);
}

/** Codes of all languages the app has a file for. Adding a file adds a language. */
export function availableLanguages(): string[] {
  return Object.keys(appFiles).map(codeOf).sort();
}

/** Changes the language everywhere: words, dates, the document's `lang`. */
export async function changeLanguage(language: string): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try { localStorage.setItem(key, language); } catch { /* private windows may refuse storage */ }
}

/**
 * Starts languages: loads only the one that is shown.
 * @param files `import.meta.glob('./languages/*.json')` of the app
 * @param wish a language that goes before the browser's, such as one in the address
 */
export async function startLanguages(files: LanguageFiles, wish?: string | null): Promise<i18n> {
  appFiles = files;
  let kept: string | null = null;
  try { kept = localStorage.getItem(key); } catch { /* as above */ }
  const language = chooseLanguage(availableLanguages(), [wish, kept, ...navigator.languages]);
  await i18next.use(initReactI18next).init({ lng: language, fallbackLng: false, ns: ['app', 'ui'], defaultNS: 'app', resources: {}, interpolation: { escapeValue: false }, react: { useSuspense: false } });
  await changeLanguage(language);
  return i18next;
}

const names = new Map<string, string>();
/** A language in its own words: 「简体中文」, "English". */
export function languageName(code: string): string {
  const known = names.get(code);
  if (known !== undefined) return known;
  const name = new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code;
  const shown = code === 'zh-CN' ? '简体中文' : name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
  names.set(code, shown);
  return shown;
}
