import type { CaseTask } from './data.ts';

export type Answers = Readonly<Record<string, unknown>>;
const empty = (value: unknown) => value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

/** Keys of fields that must be answered and are not. */
export const missingIn = (form: CaseTask['form'], answers: Answers): string[] => form.filter((field) => field.required && empty(answers[field.key])).map((field) => field.key);

/** What was typed into a number field, as a number; null when it is none. */
export function numberOf(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? null : value;
}

/** Numbers of the files that were brought for a field: a list for photos, one for a signature. */
export const idsIn = (value: unknown): number[] => (Array.isArray(value) ? value : [value]).filter((one): one is number => typeof one === 'number');
