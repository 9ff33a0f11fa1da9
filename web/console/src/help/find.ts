import type { HelpText } from './pages.ts';

/** Text as it is read, without its signs. */
export const plain = (text: string): string => text.replaceAll(/\]\([^)]*\)/g, ']').replaceAll(/[#*`[\]>]/g, '').replaceAll(/^\s*(?:-|\d+\.)\s+/gm, '');

export interface Hit { readonly page: HelpText; readonly words: string }

/** Pages with all the words, those that say it in their title first, then in a heading; with the first line that says it. */
export function findPages(pages: readonly HelpText[], query: string): Hit[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const some = (text: string) => words.some((word) => text.toLowerCase().includes(word));
  return pages.flatMap((page) => {
    const text = plain(page.text);
    if (!has(`${page.title}\n${text}`)) return [];
    const headings = [...page.text.matchAll(/^##+ (.+)$/gm)].map((found) => found[1] ?? '').join('\n');
    const line = text.split('\n').find((one) => some(one)) ?? text.split('\n').find((one) => one.trim() !== '') ?? '';
    return [{ page, words: line.trim(), weight: has(page.title) ? 3 : some(page.title) || has(headings) ? 2 : 1 }];
  }).toSorted((a, b) => b.weight - a.weight).map(({ weight: _, ...hit }) => hit);
}
