import type { i18n as Languages } from 'i18next';

/** A reason of ours is a key, with a name or a figure behind it; a person's is said as it was written. */
export function reasonWords(reason: string, i18n: Languages): string {
  const at = reason.indexOf('|');
  const key = at < 0 ? reason : reason.slice(0, at);
  const words = at < 0 ? '' : reason.slice(at + 1);
  // A macro has a name in each language.
  const names = key === 'macro' ? words.split(' / ') : [];
  return i18n.exists(`app:reason.${key}`) ? i18n.t(`app:reason.${key}`, { words: names.length === 2 ? names[i18n.language.startsWith('zh') ? 0 : 1] : words }) : reason;
}
