import type { FastifyRequest } from 'fastify';
import { Refusal } from './refusal.ts';

/** Keyset cursor: the sort values of the last row, opaque to callers. */
export function makeCursor(values: readonly (string | number | Date | null)[]): string {
  return Buffer.from(JSON.stringify(values.map((v) => (v instanceof Date ? v.toISOString() : v)))).toString('base64url');
}

/** Values of a cursor; empty without one. Throws `bad-request` when it is not one of ours. */
export function readCursor(cursor: string | undefined, length: number): (string | number | null)[] {
  if (!cursor) return [];
  try {
    const values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
    if (Array.isArray(values) && values.length === length && values.every((v) => v === null || typeof v === 'string' || typeof v === 'number')) return values;
  } catch { /* falls through to the refusal */ }
  throw new Refusal('bad-request', { key: 'request.cursor' });
}

/** Cuts `limit` rows off `limit + 1` fetched ones and says where to go on. */
export function toPage<T>(rows: readonly T[], limit: number, key: (row: T) => readonly (string | number | Date | null)[]): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? makeCursor(key(last)) : null };
}

/** Version in If-Match; null when the caller sent none. */
export function ifMatch(request: FastifyRequest): number | null {
  const text = request.headers['if-match'];
  if (!text || text === '*') return null;
  const version = /^(?:W\/)?"(\d+)"$/.exec(text)?.[1];
  if (!version) throw new Refusal('bad-request', { key: 'request.version' });
  return Number(version);
}
