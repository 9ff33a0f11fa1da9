import type { Mapping } from '../model/model.ts';
import type { Variables } from '../types.ts';
import type { Port } from './port.ts';

type Evaluate = Pick<Port, 'evaluate'>;

/** FEEL without its leading `=`. */
export const feelOf = (source: string): string => source.trim().replace(/^=/, '').trim();
export const isFeel = (source: string): boolean => source.trimStart().startsWith('=');

const shown = (value: unknown): string => (value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean));

/** Text with its `{= …}` places filled in. A place that cannot be evaluated stays empty: words to people never break a step. */
export function filled(text: string, variables: Variables, { evaluate }: Evaluate, strict = false): string {
  return text.replaceAll(/\{=([^{}]+)\}/g, (_, source: string) => {
    try {
      return shown(evaluate(source.trim(), variables));
    } catch (error) {
      if (strict) throw error;
      return '';
    }
  });
}

/** Value of a mapping: FEEL after `=`, text with places otherwise. */
export const valueOf = (source: string, variables: Variables, port: Evaluate): unknown => (isFeel(source) ? port.evaluate(feelOf(source), variables) : filled(source, variables, port, true));

export function mapped(mappings: readonly Mapping[], variables: Variables, port: Evaluate): Record<string, unknown> {
  return Object.fromEntries(mappings.map((m) => [m.name, valueOf(m.value, variables, port)]));
}
