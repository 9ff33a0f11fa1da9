import type { ImportReport } from '@aftercare/contract/products';
import { CsvError, parse } from 'csv-parse/sync';
import { Refusal } from '../../platform/http/index.ts';
import { say } from '../../platform/i18n/index.ts';

/** A line of a table sent in: values by our names of columns, empty text where there is none. */
export interface CsvRow { readonly line: number; readonly values: Readonly<Record<string, string>>; readonly original: readonly string[] }
export interface CsvFault { readonly line: number; readonly column: string; readonly value: string; readonly key: string; readonly params?: Readonly<Record<string, unknown>> }
export interface Csv { readonly heading: readonly string[]; readonly rows: readonly CsvRow[] }

/** Comma, semicolon or tab: whichever the heading has most of. */
const delimiterOf = (heading: string) => [',', ';', '\t'].toSorted((a, b) => heading.split(b).length - heading.split(a).length)[0] ?? ',';

/**
 * Reads a table whose first line names the columns, in either language and any order.
 * @param columns our name → other words for it
 * @throws Refusal `invalid-input` when it is no table or a needed column is missing
 */
export function readCsv(text: string, columns: Readonly<Record<string, readonly string[]>>, needed: readonly string[]): Csv {
  const names = new Map(Object.entries(columns).flatMap(([name, others]) => [name, ...others].map((o) => [o.toLowerCase().replace(/[\s_-]/g, ''), name] as const)));
  let lines: { record: string[]; info: { lines: number } }[];
  try {
    lines = parse(text, { bom: true, delimiter: delimiterOf(text.slice(0, 2000).split('\n')[0] ?? ''), skip_empty_lines: true, relax_column_count: true, trim: true, info: true }) as unknown as typeof lines;
  } catch (error) {
    if (error instanceof CsvError) throw new Refusal('invalid-input', { key: 'products.import.unreadable', params: { line: (error as { lines?: number }).lines ?? 1, message: error.code } });
    throw error;
  }
  const [first, ...rest] = lines;
  if (!first || rest.length === 0) throw new Refusal('invalid-input', { key: 'products.import.empty' });
  const heading = first.record;
  const known = heading.map((h) => names.get(h.toLowerCase().replace(/[\s_-]/g, '')));
  const missing = needed.find((n) => !known.includes(n));
  if (missing) throw new Refusal('invalid-input', { key: 'products.import.heading', params: { name: missing } });
  return { heading, rows: rest.map(({ record, info }) => ({ line: info.lines, original: record, values: Object.fromEntries(known.flatMap((name, i) => (name ? [[name, record[i] ?? '']] : []))) })) };
}

/** A day in one of the ways people write it: 2026-03-31, 2026/3/31, 2026年3月31日. Null when it is none. */
export function readDay(text: string): string | null {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (!match) return null;
  const [, y = '', m = '', d = ''] = match;
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day;
}
/** `1,299.00` or `1299` in minor units; null when it is no amount. */
export function readMoney(text: string): number | null {
  const plain = text.replace(/[,\s¥€£$]/g, '');
  return /^\d{1,11}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
}

const quote = (cell: string) => (/[",\n\r;]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : /^[=+@\t-]/.test(cell) && !/^-?[\d.]+$/.test(cell) ? `'${cell}` : cell);

/** What became of a table, in the caller's language; rows that failed come back with their reason, to be mended and sent again. */
export function reportOf(csv: Csv, counts: Pick<ImportReport, 'dryRun' | 'created' | 'changed' | 'unchanged'>, faults: readonly CsvFault[], language: string): ImportReport {
  const errors = faults.map((f) => ({ line: f.line, column: f.column, value: f.value, message: say(language, f.key, f.params) }));
  const byLine = Map.groupBy(errors, (e) => e.line);
  const failed = csv.rows.filter((r) => byLine.has(r.line));
  const lines = failed.map((r) => [...csv.heading.map((_, i) => r.original[i] ?? ''), (byLine.get(r.line) ?? []).map((e) => `${e.column}: ${e.message}`).join(' ')]);
  return {
    ...counts, rows: csv.rows.length, failed: failed.length, errors: errors.slice(0, 200),
    errorFile: failed.length === 0 ? '' : `\ufeff${[[...csv.heading, language === 'zh-CN' ? '原因' : 'reason'], ...lines].map((l) => l.map(quote).join(',')).join('\r\n')}\r\n`,
  };
}
