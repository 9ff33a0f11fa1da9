import type { Field } from './kind.ts';

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/[\s_\-:：()（）*·./]/g, '');

/** Which field each heading speaks of; a field once, the whole word before a part of one. */
export function guessColumns(headings: readonly string[], fields: readonly Field[]): (string | null)[] {
  const words = fields.flatMap((f) => [f.key, f.name.zh, f.name.en, ...f.words].map((w) => ({ key: f.key, word: plain(w) })));
  const guesses: (string | null)[] = headings.map(() => null);
  const taken = new Set<string>();
  const settle = (fits: (heading: string, word: string) => boolean) => headings.forEach((heading, i) => {
    if (guesses[i] !== null || plain(heading) === '') return;
    const hit = words.filter((w) => !taken.has(w.key) && fits(plain(heading), w.word)).toSorted((a, b) => b.word.length - a.word.length)[0];
    if (hit) { guesses[i] = hit.key; taken.add(hit.key); }
  });
  settle((heading, word) => heading === word);
  settle((heading, word) => word.length >= (/[\u4e00-\u9fff]/.test(word) ? 2 : 4) && heading.includes(word));
  return guesses;
}
