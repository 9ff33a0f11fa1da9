/**
 * Text as PostgreSQL can keep it: without NUL, and without halves of a character (which would make JSON columns refuse the whole
 * row). Senders put both in, by mistake or on purpose.
 */
export function storable(text: string): string {
  return (text.includes('\0') ? text.replaceAll('\0', '') : text).toWellFormed();
}

/** At most `length` UTF-16 units, never half a character at the end. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
