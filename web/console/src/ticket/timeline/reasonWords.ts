import type { i18n as Languages } from 'i18next';

/** The rule a change was made by, and what it is called in both languages. */
export function ruleOf(reason: string): { readonly id: number; readonly names: string } | null {
  const [, id, names] = /^rule\|(\d+)\|(.*)$/s.exec(reason) ?? [];
  return id === undefined || names === undefined ? null : { id: Number(id), names };
}

/** A reason of ours is a key, with a name or a figure behind it; a person's is said as it was written. */
export function reasonWords(reason: string, i18n: Languages): string {
  const at = reason.indexOf('|');
  const key = at < 0 ? reason : reason.slice(0, at);
  const words = at < 0 ? '' : reason.slice(at + 1);
  // What people set up has a name in each language.
  const names = key === 'macro' || key === 'rule' ? (ruleOf(reason)?.names ?? words).split(' / ') : [];
  return i18n.exists(`app:reason.${key}`) ? i18n.t(`app:reason.${key}`, { words: names.length === 2 ? names[i18n.language.startsWith('zh') ? 0 : 1] : words }) : reason;
}
