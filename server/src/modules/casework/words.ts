import { evaluate, FeelError } from '../../platform/feel/index.ts';
import { dayWords } from '../../platform/time/index.ts';

export interface Words { readonly zh: string; readonly en: string }
const placeholder = /\{=\s*([^{}]+?)\s*\}/g;

/** A text with its `{= expression}` filled in, days as the language says them; what is unknown or cannot be read leaves nothing behind. */
export function fill(text: string, variables: Readonly<Record<string, unknown>>, language: 'zh-CN' | 'en' = 'zh-CN'): string {
  return text.replace(placeholder, (_, source: string) => {
    try {
      const value = evaluate(source, variables);
      return value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : dayWords(String(value), language);
    } catch (error) {
      if (error instanceof FeelError) return '';
      throw error;
    }
  });
}
/** As `fill`, in both languages. Texts of the engine may be typed loosely. */
export const fillWords = (words: { readonly zh: unknown; readonly en: unknown } | null, variables: Readonly<Record<string, unknown>>): Words | null => (words ? { zh: fill(String(words.zh), variables, 'zh-CN'), en: fill(String(words.en), variables, 'en') } : null);

const blanks: Readonly<Record<string, Words>> = {
  customerName: { zh: '客户', en: 'customer' }, product: { zh: '产品', en: 'product' }, serial: { zh: '序列号', en: 'serial number' }, subject: { zh: '问题', en: 'problem' }, eta: { zh: '日期', en: 'date' }, ticketId: { zh: '单号', en: 'number' }, url: { zh: '链接', en: 'link' },
};
/** A script as a reader fills it: places are named where we know what stands there, `{= product}` becomes 〔产品〕, and are left open where not. */
export const withBlanks = (words: Words | null): Words | null => words && {
  zh: words.zh.replace(placeholder, (_, name: string) => { const known = blanks[name]; return known ? `〔${known.zh}〕` : '……'; }),
  en: words.en.replace(placeholder, (_, name: string) => { const known = blanks[name]; return known ? `[${known.en}]` : '…'; }),
};

/** The words for a reader; the other language where theirs is empty. */
export const inLanguage = (words: Words, language: string): string => (language.startsWith('zh') ? words.zh || words.en : words.en || words.zh);
