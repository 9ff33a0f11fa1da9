import { strToU8, zipSync } from 'fflate';
import type { Handle } from '../../platform/db/index.ts';
import type { FileStore } from '../../platform/files/index.ts';
import type { Part } from './closure.ts';
import * as store from './store.ts';

/** Ours alone: how a list is searched, what a sender's envelope was in bytes. */
const inner = new Set(['search_entry', 'customer_home']);

/** Everything of a person as a zip: one JSON file a table, and their files. */
export async function exportZip(db: Handle, files: FileStore, parts: readonly Part[], fileIds: readonly number[], tell: (share: number, step: string) => Promise<void>): Promise<{ zip: Uint8Array; rows: number; tables: number; files: number }> {
  const tables = new Map<string, Record<string, unknown>[]>();
  for (const [i, part] of parts.entries()) {
    if (inner.has(part.table)) continue;
    await tell((70 * i) / parts.length, part.table);
    const known = tables.get(part.table) ?? [];
    const seen = new Set(known.map((r) => JSON.stringify(r)));
    tables.set(part.table, [...known, ...(await store.rowsOf(db, part)).filter((r) => !seen.has(JSON.stringify(r)))]);
  }
  const entries: Record<string, Uint8Array> = {};
  for (const [table, rows] of tables) entries[`data/${table}.json`] = strToU8(JSON.stringify(rows, null, 2));
  let count = 0;
  for (const id of fileIds) {
    const file = await files.find(id);
    if (!file) continue;
    entries[`files/${id}-${file.name.replace(/[/\\]/g, '_')}`] = await files.read(id);
    count += 1;
  }
  return { zip: zipSync(entries, { level: 6 }), rows: [...tables.values()].reduce((n, r) => n + r.length, 0), tables: tables.size, files: count };
}
