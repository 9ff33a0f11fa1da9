import type { Gathered } from './gather.ts';
import { shelfOf } from './shelves/shelves.ts';

type Cell = readonly [zh: string, en: string, value: (r: Record<string, unknown>) => unknown];
const key = (name: string) => (r: Record<string, unknown>) => r[name];
const address = (kind: string) => (r: Record<string, unknown>) => (r['addresses'] as { kind: string; value: string }[]).filter((a) => a.kind === kind).map((a) => a.value).join(' ');
const tables: Readonly<Record<string, { readonly name: string; readonly cells: readonly Cell[] }>> = {
  customer: { name: 'customers', cells: [['编号', 'Number', key('id')], ['姓名', 'Name', key('name')], ['公司', 'Is a company', (r) => (r['company'] ? 1 : '')], ['所属公司', 'Company number', key('companyId')], ['邮箱', 'E-mail', address('email')], ['电话', 'Phone', address('phone')], ['其他', 'Other addresses', address('external')], ['等级', 'Tier', key('tier')], ['语言', 'Language', key('language')], ['区域', 'Region', key('region')], ['标签', 'Tags', key('tags')], ['备注', 'Note', key('note')], ['创建时间', 'Since', key('since')]] },
  ticket: { name: 'tickets', cells: [['工单号', 'Number', key('id')], ['主题', 'Subject', key('subject')], ['类型', 'Type', key('type')], ['状态', 'Status', key('status')], ['优先级', 'Priority', key('priority')], ['渠道', 'Channel', key('channel')], ['客户编号', 'Customer number', key('customer')], ['客户', 'Customer', key('customerName')], ['客户邮箱', "Customer's e-mail", key('email')], ['客户电话', "Customer's phone", key('phone')], ['负责人', 'Owner', key('ownerName')], ['团队', 'Team', key('teamName')], ['标签', 'Tags', key('tags')], ['产品', 'Product', key('product')], ['序列号', 'Serial number', key('serial')], ['创建时间', 'Opened at', key('openedAt')], ['首次回复', 'First answered at', key('firstAnsweredAt')], ['更新时间', 'Changed at', key('updatedAt')], ['解决时间', 'Solved at', key('solvedAt')], ['关闭时间', 'Closed at', key('closedAt')], ['重开次数', 'Reopened', key('reopened')], ['自定义字段', 'Fields', key('fields')]] },
  message: { name: 'messages', cells: [['编号', 'Number', key('id')], ['工单号', 'Ticket', key('ticket')], ['时间', 'At', key('at')], ['来自', 'From', key('from')], ['姓名', 'Name', key('name')], ['内容', 'Text', key('text')], ['附件', 'Files', (r) => (r['files'] as { name: string }[]).map((f) => f.name)]] },
  note: { name: 'notes', cells: [['编号', 'Number', key('id')], ['工单号', 'Ticket', key('ticket')], ['时间', 'At', key('at')], ['姓名', 'Name', key('name')], ['内容', 'Text', key('text')]] },
  change: { name: 'history', cells: [['编号', 'Number', key('id')], ['工单号', 'Ticket', key('ticket')], ['时间', 'At', key('at')], ['姓名', 'Name', key('name')], ['变更', 'Changes', (r) => (r['fields'] as { field: string; from: unknown; to: unknown; fromName?: string; toName?: string }[]).map((f) => `${f.field}: ${String(f.fromName ?? f.from ?? '')} → ${String(f.toName ?? f.to ?? '')}`)]] },
  team: { name: 'teams', cells: [['编号', 'Number', key('id')], ['名称', 'Name', key('name')]] },
  agent: { name: 'people', cells: [['编号', 'Number', key('id')], ['姓名', 'Name', key('name')], ['邮箱', 'E-mail', key('email')]] },
};
export const tableNameOf = (kind: string): string => tables[kind]?.name ?? shelfOf.get(kind)?.file ?? kind;
/** What lies on shelves has columns named as in its records. */
const cellsOf = (kind: string, keys: readonly string[] = []): readonly Cell[] => tables[kind]?.cells ?? keys.map((name) => [name, name, key(name)]);

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : Array.isArray(value) ? value.map(textOf).join(' | ') : typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean));
/** What a spreadsheet would take for a formula begins with an apostrophe. */
const quote = (text: string) => { const safe = /^[=+@\t\r-]/.test(text) && !/^[-+]?[\d.\s()*-]+$/.test(text) ? `'${text}` : text; return /[",\n\r;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe; };
export const headingOf = (kind: string, language: string, keys?: readonly string[]): string => `\ufeff${cellsOf(kind, keys).map(([zh, en]) => quote(language === 'zh-CN' ? zh : en)).join(',')}\r\n`;
export const rowsOf = (kind: string, list: readonly Record<string, unknown>[], keys?: readonly string[]): string => list.map((r) => `${cellsOf(kind, keys).map(([, , value]) => quote(textOf(value(r)))).join(',')}\r\n`).join('');

/** One table: the tickets, or the customers. */
export async function* writeTable(pieces: AsyncIterable<Gathered>, kind: 'ticket' | 'customer', language: string, isFirst: boolean): AsyncGenerator<Uint8Array> {
  if (isFirst) yield Buffer.from(headingOf(kind, language));
  for await (const piece of pieces) if (piece.kind === 'records' && piece.of === kind) yield Buffer.from(rowsOf(kind, piece.list));
}
/** What stands beside a record for tables only is no part of it. */
export const bare = (record: Record<string, unknown>): Record<string, unknown> => {
  if (record['kind'] !== 'ticket') return record;
  const { ownerName: _, teamName: __, email: ___, phone: ____, ...r } = record;
  return r;
};
export async function* writeLines(pieces: AsyncIterable<Gathered>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) if (piece.kind === 'records' && piece.list.length > 0) yield Buffer.from(`${piece.list.map((r) => JSON.stringify(bare(r))).join('\n')}\n`);
}
