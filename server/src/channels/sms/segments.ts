import { septetsOf } from './gsm7.ts';

/** How a text travels: its alphabet, and in how many pieces a carrier counts it. */
export function segmentsOf(text: string): { readonly alphabet: 'gsm7' | 'ucs2'; readonly segments: number } {
  const { alphabet, pieces } = cutSegments(text);
  return { alphabet, segments: pieces.length };
}

/** A text in the pieces it travels in. Letters are never cut in two: a piece may end one place early. */
export function cutSegments(text: string): { readonly alphabet: 'gsm7' | 'ucs2'; readonly pieces: readonly string[] } {
  const letters = [...text];
  const septets = letters.map(septetsOf);
  if (!septets.includes(0)) return { alphabet: 'gsm7', pieces: pieces(letters, septets, 160, 153) };
  return { alphabet: 'ucs2', pieces: pieces(letters, letters.map((l) => l.length), 70, 67) };
}

function pieces(letters: readonly string[], sizes: readonly number[], whole: number, most: number): string[] {
  if (sizes.reduce((a, b) => a + b, 0) <= whole) return [letters.join('')];
  const out: string[] = [];
  let piece = '';
  let used = 0;
  for (const [i, size] of sizes.entries()) {
    if (used + size > most) { out.push(piece); piece = ''; used = 0; }
    piece += letters[i] ?? '';
    used += size;
  }
  return [...out, piece];
}
