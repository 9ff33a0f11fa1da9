/** What a message says to one customer; pure. */
import { campaignVariables } from '@aftercare/contract/campaigns';

interface Both { readonly zh: string; readonly en: string }
type Variable = (typeof campaignVariables)[number];
const variable = /\{\{\s*([\w.]+)\s*\}\}/g;
const known = new Set<string>(campaignVariables);

/** Variables that are none. */
export const unknownIn = (text: Both): string[] => [...new Set([...`${text.zh} ${text.en}`.matchAll(variable)].flatMap((m) => (m[1] && !known.has(m[1]) ? [m[1]] : [])))];
export const isEmpty = (text: Both): boolean => text.zh.trim() === '' && text.en.trim() === '';

/** In their language, else in the other. */
export function textFor(text: Both, language: 'zh-CN' | 'en', values: Readonly<Record<Variable, string>>): string {
  const [own, other] = language === 'zh-CN' ? [text.zh, text.en] : [text.en, text.zh];
  return (own.trim() || other.trim()).replace(variable, (whole, name: string) => (known.has(name) ? values[name as Variable] : whole));
}
