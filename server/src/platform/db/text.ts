/**
 * Text as PostgreSQL can keep it: without NUL, and without halves of a character (which would make JSON columns refuse the whole
 * row). Senders put both in, by mistake or on purpose.
 */
export function storable(text: string): string {
  return (text.includes('\0') ? text.replaceAll('\0', '') : text).toWellFormed();
}

/** Every text in what came in, as PostgreSQL can keep it; the very same value where nothing has to be mended. */
export function storableIn<T>(value: T): T {
  if (typeof value === 'string') return storable(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const mended = value.map(storableIn);
    return mended.some((one, i) => one !== value[i]) ? (mended as T) : value;
  }
  const entries = Object.entries(value);
  const mended = entries.map(([key, one]) => [storable(key), storableIn(one)] as const);
  return mended.some(([key, one], i) => one !== entries[i]?.[1] || key !== entries[i]?.[0]) ? (Object.fromEntries(mended) as T) : value;
}

/** At most `length` UTF-16 units, never half a character at the end. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
