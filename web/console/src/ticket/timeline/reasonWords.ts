import type { i18n as Languages } from 'i18next';

/** A reason of ours is a key, with a name or a figure behind it; a person's is said as it was written. */
export function reasonWords(reason: string, i18n: Languages): string {
  const at = reason.indexOf('|');
  const key = at < 0 ? reason : reason.slice(0, at);
  return i18n.exists(`app:reason.${key}`) ? i18n.t(`app:reason.${key}`, { words: at < 0 ? '' : reason.slice(at + 1) }) : reason;
}
