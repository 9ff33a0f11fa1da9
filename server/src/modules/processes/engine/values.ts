import { dayWords } from '../../../platform/time/index.ts';
import type { Mapping } from '../model/model.ts';
import type { Variables } from '../types.ts';
import type { Port } from './port.ts';

type Evaluate = Pick<Port, 'evaluate'>;

/** FEEL without its leading `=`. */
export const feelOf = (source: string): string => source.trim().replace(/^=/, '').trim();
export const isFeel = (source: string): boolean => source.trimStart().startsWith('=');

const shown = (value: unknown): string => (value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean));

/** Text with its `{= …}` places filled in. A place that cannot be evaluated stays empty: words to people never break a step. Words in a language say days as it does. */
export function filled(text: string, variables: Variables, { evaluate }: Evaluate, strict = false, language?: string): string {
  return text.replaceAll(/\{=([^{}]+)\}/g, (_, source: string) => {
    try {
      const text = shown(evaluate(source.trim(), variables));
      return language ? dayWords(text, language) : text;
    } catch (error) {
      if (strict) throw error;
      return '';
    }
  });
}

/** Value of a mapping: FEEL after `=`, text with places otherwise. */
export const valueOf = (source: string, variables: Variables, port: Evaluate, language?: string): unknown => (isFeel(source) ? port.evaluate(feelOf(source), variables) : filled(source, variables, port, true, language));

/** Inputs of these names are words for people, each in its language. */
const languages: Readonly<Record<string, string>> = { zh: 'zh-CN', en: 'en' };

export function mapped(mappings: readonly Mapping[], variables: Variables, port: Evaluate): Record<string, unknown> {
  return Object.fromEntries(mappings.map((m) => [m.name, valueOf(m.value, variables, port, languages[m.name])]));
}
