import type { Handle } from '../../../platform/db/index.ts';
import type { Plan } from './plan.ts';
import * as store from './store.ts';

type Row = Record<string, unknown>;
export interface FileHere { readonly id: number; readonly key: string; readonly name: string; readonly size: number }
const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : value === null || value === undefined ? [] : [Number(value)]);

/** The value at a place such as `diagnosis.photos`, changed; the row is a copy. */
export function changeAt(row: Row, path: string, change: (value: unknown) => unknown): Row {
  const [head = '', ...rest] = path.split('.');
  if (rest.length === 0) return row[head] === undefined || row[head] === null ? row : { ...row, [head]: change(row[head]) };
  const inner = row[head];
  return typeof inner === 'object' && inner !== null ? { ...row, [head]: changeAt(inner as Row, rest.join('.'), change) } : row;
}
function valueAt(row: Row, path: string): unknown { return path.split('.').reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Row)[key] : undefined), row); }

/** A row as a record: numbers of others as texts, files by their keys. */
export async function recordsOf(db: Handle, plan: Plan, rows: readonly { own: string[]; row: Row }[]): Promise<{ records: Row[]; files: FileHere[] }> {
  const { shelf } = plan;
  const single = plan.columns.filter((c) => c.ref === 'file');
  const ids = rows.flatMap(({ row }) => [...(shelf.files ?? []).flatMap((path) => numbers(valueAt(row, path))), ...single.flatMap((c) => numbers(row[c.column]))]);
  const files = ids.length > 0 ? await store.keysOfFiles(db, [...new Set(ids)]) : new Map<number, FileHere>();
  const keyed = (value: unknown) => (Array.isArray(value) ? numbers(value).flatMap((id) => files.get(id)?.key ?? []) : (files.get(Number(value))?.key ?? null));
  const records = rows.map(({ own, row }) => {
    let plain = row;
    for (const path of shelf.files ?? []) plain = changeAt(plain, path, keyed);
    const record: Row = { kind: shelf.kind, id: own.join(':') };
    for (const c of plan.columns) {
      const value = plain[c.column] ?? null;
      record[c.key] = c.ref === null || value === null ? value : c.ref === 'file' ? keyed(value) : c.list ? (value as unknown[]).map(String) : c.ref === 'agent' ? `agent:${String(value as number)}` : String(value as number);
    }
    return record;
  });
  return { records, files: [...files.values()] };
}
