/** What the server puts around found words in excerpts: characters of the private area, so that they are never part of a text. */
const marks = /\u{E000}([^\u{E001}]*)\u{E001}/u;

/** Cuts a text where something was found: at the server's own marks if it set any, otherwise where the searched words stand. */
export function marked(text: string, query: string): { readonly text: string; readonly hit: boolean }[] {
  const pattern = marks.test(text) ? marks : wordsOf(query);
  if (!pattern) return [{ text, hit: false }];
  return text.split(new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`)).map((piece, at) => ({ text: piece, hit: at % 2 === 1 })).filter((piece) => piece.text !== '');
}

function wordsOf(query: string): RegExp | null {
  const words = [...new Set(query.toLowerCase().split(/[\s，。、]+/).filter(Boolean))].sort((a, b) => b.length - a.length);
  return words.length > 0 ? new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'i') : null;
}
