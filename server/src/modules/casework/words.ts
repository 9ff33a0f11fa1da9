import { evaluate, FeelError } from '../../platform/feel/index.ts';

export interface Words { readonly zh: string; readonly en: string }
const placeholder = /\{=\s*([^{}]+?)\s*\}/g;

/** A text with its `{= expression}` filled in; what is unknown or cannot be read leaves nothing behind. */
export function fill(text: string, variables: Readonly<Record<string, unknown>>): string {
  return text.replace(placeholder, (_, source: string) => {
    try {
      const value = evaluate(source, variables);
      return value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
    } catch (error) {
      if (error instanceof FeelError) return '';
      throw error;
    }
  });
}
/** As `fill`, in both languages. Texts of the engine may be typed loosely. */
export const fillWords = (words: { readonly zh: unknown; readonly en: unknown } | null, variables: Readonly<Record<string, unknown>>): Words | null => (words ? { zh: fill(String(words.zh), variables), en: fill(String(words.en), variables) } : null);

/** The words for a reader; the other language where theirs is empty. */
export const inLanguage = (words: Words, language: string): string => (language.startsWith('zh') ? words.zh || words.en : words.en || words.zh);
