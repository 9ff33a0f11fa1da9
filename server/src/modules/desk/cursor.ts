import { Refusal, makeCursor, readCursor } from '../../platform/http/index.ts';

/** Where a list goes on: its order, which part of it, and the last row's keys; null at the beginning of a part. */
export interface Position { readonly sort: string; readonly part: number; readonly after: readonly string[] | null }
export type KeyKind = 'time' | 'number';

const forms: Readonly<Record<KeyKind, (text: string) => boolean>> = {
  number: (text) => /^-?\d{1,15}$/.test(text),
  // As PostgreSQL writes it, in UTC and to the microsecond.
  time: (text) => /^\d{4,6}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?\+00(:00)?$/.test(text) && !Number.isNaN(Date.parse(text.replace(' ', 'T').replace(/(\.\d{1,6})?\+00(:00)?$/, 'Z'))),
};

/** Throws `bad-request` for what is not a cursor of this list. `parts` has the kinds of keys of each part. */
export function readPosition(cursor: string | undefined, sort: string, parts: readonly (readonly KeyKind[])[]): Position {
  if (!cursor) return { sort, part: 0, after: null };
  const [kind, part, text] = readCursor(cursor, 3);
  const keys = typeof part === 'number' ? parts[part] : undefined;
  if (kind !== sort || typeof part !== 'number' || !keys) throw new Refusal('bad-request');
  if (text === null) return { sort, part, after: null };
  const after = String(text).split('|');
  if (after.length !== keys.length || !keys.every((k, i) => forms[k](after[i] ?? ''))) throw new Refusal('bad-request');
  return { sort, part, after };
}

export const writePosition = (p: Position): string => makeCursor([p.sort, p.part, p.after ? p.after.join('|') : null]);
