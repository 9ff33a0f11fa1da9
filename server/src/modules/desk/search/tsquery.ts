import type { SearchQuery } from './query.ts';

const quoted = (word: string) => `'${word.replaceAll(/['\\]/g, '')}'`;
const one = (word: string, prefix: boolean) => `${quoted(word)}${prefix ? ':*' : ''}`;

/**
 * A tsquery of words that are letters, digits and marks alone.
 * @param spelled words that begin like an unfinished one, which then stand for it; such with a digit at their end are beginnings themselves
 */
export function toTsquery(words: SearchQuery['words'], spelled: (word: string) => readonly string[] | null = () => null): string {
  return words.map(({ word, prefix }) => {
    const ways = prefix ? spelled(word) : null;
    if (!ways) return one(word, prefix);
    return `(${[...new Set([one(word, false), ...ways.map((w) => one(w, /\p{N}$/u.test(w)))])].join(' | ')})`;
  }).join(' & ');
}
