interface Part { readonly text: string; readonly hit: boolean }

/** A text cut where one of the words stands in it, whatever the case. */
export function markedParts(text: string, words: readonly string[]): Part[] {
  const low = text.toLowerCase();
  // Lower case may be longer in a few scripts: then places do not fit, and nothing is marked.
  if (low.length !== text.length) return [{ text, hit: false }];
  const wanted = words.map((word) => word.toLowerCase()).filter(Boolean).toSorted((a, b) => b.length - a.length);
  const parts: Part[] = [];
  let plain = '';
  for (let at = 0; at < text.length; ) {
    const word = wanted.find((w) => low.startsWith(w, at));
    if (!word) { plain += text[at]; at += 1; continue; }
    if (plain) parts.push({ text: plain, hit: false });
    plain = '';
    parts.push({ text: text.slice(at, at + word.length), hit: true });
    at += word.length;
  }
  if (plain) parts.push({ text: plain, hit: false });
  return parts;
}
