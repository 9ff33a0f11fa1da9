/**
 * Random numbers that are found again: each is made from the seed and from what it is for, not from how many were drawn before.
 * So the same case takes the same time at the same step before and after a change, and what differs is the change alone.
 */
export function draw(seed: number, ...what: readonly number[]): number {
  let h = seed | 0;
  for (const part of what) h = mixed(h ^ Math.imul(part | 0, 0x9e3779b1));
  return (mixed(h) >>> 0) / 0x1_0000_0000;
}

/** The finishing steps of MurmurHash3: every bit of the input reaches every bit of the output. */
function mixed(value: number): number {
  let h = (value + 0x6d2b79f5) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A whole number from a text, for use in `draw`. */
export function numberOf(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h | 0;
}
