/** What was said instead of a key; pure. */
const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/[\p{P}\p{S}\s]+/gu, ' ').trim();
const latin = /^[\p{Script=Latin}\d ]+$/u;

/**
 * The key whose words were said; null when none were, or those of two. The longest fitting words decide.
 * @param words by key, apart by commas of any script
 */
export function keySaid(text: string, words: Readonly<Record<string, string>>): string | null {
  const said = plain(text);
  const fits = (word: string) => (latin.test(word) ? ` ${said} `.includes(` ${word} `) : said.replaceAll(' ', '').includes(word.replaceAll(' ', '')));
  const found = Object.entries(words).flatMap(([key, list]) => list.split(/[,，、;；]/).map(plain).filter((word) => word !== '' && fits(word)).map((word) => ({ key, length: word.length })));
  const longest = Math.max(0, ...found.map((f) => f.length));
  const keys = new Set(found.filter((f) => f.length === longest).map((f) => f.key));
  const [only] = keys;
  return keys.size === 1 && only !== undefined ? only : null;
}
