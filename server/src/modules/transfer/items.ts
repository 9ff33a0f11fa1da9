import type { Part } from './files.ts';
import { type JsonItem, jsonItems } from './json-items.ts';

const headLength = 1024 * 1024;
const isBoxKey = (key: string | undefined) => key === '*' || /^\d+$/.test(key ?? '');

/** One document a line: what most exports of any size are. */
function isLines(head: string, whole: boolean): boolean {
  const end = head.indexOf('\n');
  if (end < 0 && !whole) return false;
  try { JSON.parse(end < 0 ? head : head.slice(0, end)); return true; } catch { return false; }
}

/** The things in an answer of an API: `{ "tickets": [ … ] }`, `{ "assets": { "User": { "3": … } } }`, or the thing itself. */
function* unboxed(item: JsonItem): Generator<JsonItem> {
  const { value, path } = item;
  if (['id', 'ticket_id', 'number', 'kind'].some((key) => key in value)) { yield item; return; }
  const beside = Object.fromEntries(Object.entries(value).filter(([, v]) => typeof v !== 'object' || v === null));
  for (const [key, inner] of Object.entries(value)) {
    if (Array.isArray(inner)) for (const one of inner as unknown[]) { if (typeof one === 'object' && one !== null) yield* unboxed({ path: [...path, key, '*'], beside, value: one as Record<string, unknown> }); } else if (typeof inner === 'object' && inner !== null) yield* unboxed({ path: [...path, key], beside, value: inner as Record<string, unknown> });
  }
}

/** Every object of a part, whatever box it stands in: a list, a line, an answer of an API, a dump of tables. */
export async function* itemsOf(part: Part): AsyncGenerator<JsonItem> {
  const pieces = part.text()[Symbol.asyncIterator]();
  let head = '';
  let whole = false;
  while (head.length < headLength && !whole) {
    const { value, done } = await pieces.next();
    if (done) whole = true; else head += value;
  }
  async function* text() { yield head; for (;;) { const { value, done } = await pieces.next(); if (done) return; yield value; } }
  const start = head.replace(/^\ufeff/, '').trimStart();
  // A dump of tables: a list of tables, each with its rows.
  const tables = start.startsWith('[') && /^\[\s*\{\s*"type"\s*:\s*"header"/.test(start);
  const lines = start.startsWith('{') && isLines(start, whole);
  const isItem = (path: readonly string[]) => (path.length === 0 ? lines : tables ? path.length > 2 && path.at(-1) === '*' : isBoxKey(path.at(-1)));
  for await (const item of jsonItems(text(), { isItem })) if (item.path.length > 0) yield item; else yield* unboxed(item);
}
