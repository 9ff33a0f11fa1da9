/** The alphabet of GSM 03.38; those after the gap take two places. */
const basic = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
const extended = new Set('\f^{}\\[~]|€');

/** How a text travels: its alphabet, and in how many pieces a carrier counts it. */
export function segmentsOf(text: string): { readonly alphabet: 'gsm7' | 'ucs2'; readonly segments: number } {
  let places = 0;
  let gsm = true;
  for (const letter of text) {
    if (basic.has(letter)) places += 1;
    else if (extended.has(letter)) places += 2;
    else { gsm = false; break; }
  }
  if (gsm) return { alphabet: 'gsm7', segments: places <= 160 ? 1 : pieces([...text].map((l) => (extended.has(l) ? 2 : 1)), 153) };
  return { alphabet: 'ucs2', segments: text.length <= 70 ? 1 : pieces([...text].map((l) => l.length), 67) };
}

/** Letters are never cut in two: a piece may end one place early. */
function pieces(sizes: readonly number[], most: number): number {
  let count = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > most) { count += 1; used = 0; }
    used += size;
  }
  return count;
}
