import { say } from '../../platform/i18n/index.ts';
import type { Imports } from './imports.ts';

const quote = (cell: string) => (/[",\n\r;]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : /^[=+@\t-]/.test(cell) && !/^[-+]?[\d.\s]+$/.test(cell) ? `'${cell}` : cell);
const line = (cells: readonly string[]) => `${cells.map(quote).join(',')}\r\n`;
const pageSize = 5000;

/** The lines that were not taken, as they stood in the file, and beside them row, column and what to do: to be mended and sent again. */
export async function errorFile({ run, fields, page }: Awaited<ReturnType<Imports['errorLines']>>, language: 'zh-CN' | 'en'): Promise<string> {
  const names = new Map(fields.map((f) => [f.key, language === 'zh-CN' ? f.name.zh : f.name.en]));
  const columnOf = (field: string) => run.columns[run.mapping[field] ?? -1]?.heading ?? names.get(field) ?? field;
  const pieces = [`\ufeff${line([...run.columns.map((c) => c.heading), say(language, 'imports.file.row'), say(language, 'imports.file.column'), say(language, 'imports.file.todo')])}`];
  for (let after = 0; ; ) {
    const lines = await page(after, pageSize);
    for (const l of lines) {
      const cells = Array.isArray(l.cells) ? l.cells.map(String) : [];
      pieces.push(line([...run.columns.map((_, i) => cells[i] ?? ''), String(l.line), [...new Set(l.faults.map((f) => columnOf(f.field)))].join(language === 'zh-CN' ? '、' : ', '), l.faults.map((f) => `${columnOf(f.field)}${language === 'zh-CN' ? '：' : ': '}${say(language, f.key, f.params)}`).join(' ')]));
    }
    if (lines.length < pageSize) return pieces.join('');
    after = lines.at(-1)?.n ?? 0;
  }
}
