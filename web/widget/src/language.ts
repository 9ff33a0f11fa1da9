import type en from './languages/en.json';

export type LanguageCode = 'zh-CN' | 'en';
type FileKey = keyof typeof en;
/** Keys as code uses them: plural forms (`…_one`, `…_other`) are chosen from `count`. */
export type Phrase = FileKey extends infer K ? (K extends `${infer Base}_${'one' | 'other'}` ? Base : K) : never;
export type Phrases = Partial<Record<FileKey, string>>;
export type Translate = (key: Phrase, values?: Readonly<Record<string, string | number>>) => string;

/** The language to speak: the embedding page's wish first, then the page's own language, then the browser's. */
export function chooseLanguage(...wishes: readonly (string | null | undefined)[]): LanguageCode {
  const first = wishes.find((wish) => wish && /^(zh|en)\b/i.test(wish));
  return first?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** A translator over one language file; `{name}` is filled from `values`, plurals by `values.count`. */
export function createTranslate(language: LanguageCode, phrases: Phrases): Translate {
  const plural = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const forms = typeof values.count === 'number' ? [`${key}_${plural.select(values.count)}`, `${key}_other`, key] : [key];
    const text = forms.map((form) => phrases[form as FileKey]).find((found) => found !== undefined) ?? key;
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  };
}
