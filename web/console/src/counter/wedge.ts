/** A scanner that acts as a keyboard types faster than people and ends with Enter. */
export interface WedgeKey { readonly key: string; readonly at: number }
/** Longest pause between two characters of a scan, in milliseconds. */
export const scanPauseMs = 50;
export const scanLength = 5;

/** What was scanned when this key ends a scan; null otherwise. `before` are the keys up to now, oldest first. */
export function scanned(before: readonly WedgeKey[], last: WedgeKey): string | null {
  if (last.key !== 'Enter') return null;
  let text = '';
  let next = last.at;
  for (const { key, at } of before.toReversed()) {
    if (key.length !== 1 || next - at > scanPauseMs) break;
    text = key + text;
    next = at;
  }
  return text.length >= scanLength ? text : null;
}
