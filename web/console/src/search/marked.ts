/** Cuts a text where the searched words stand, so that they can be shown. The server's own marks, if any, are taken off first. */
export function marked(text: string, query: string): { readonly text: string; readonly hit: boolean }[] {
  const plain = text.replace(/<\/?(?:mark|b)>/g, '');
  const words = [...new Set(query.toLowerCase().split(/[\s，。、]+/).filter(Boolean))].sort((a, b) => b.length - a.length);
  if (words.length === 0) return [{ text: plain, hit: false }];
  const pattern = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'gi');
  return plain.split(pattern).map((piece, at) => ({ text: piece, hit: at % 2 === 1 })).filter((piece) => piece.text !== '');
}
