import { createHash } from 'node:crypto';
import type { Fault, Field, Row } from '../imports/index.ts';
import { address, channelOf, priorityOf, statusOf } from './forms/form.ts';
import type { Raw } from './record.ts';
import { languageOf, momentOf, wordsOf } from './texts.ts';

const field = (key: string, zh: string, en: string, words: readonly string[], required = false): Field => ({ key, required, name: { zh, en }, words });
export const ticketFields: readonly Field[] = [
  field('subject', '主题', 'Subject', ['标题', '问题', '工单标题', 'title', 'summary', 'ticket subject', 'case subject'], true),
  field('openedAt', '创建时间', 'Opened at', ['提交时间', '创建日期', '受理时间', '报修时间', 'created', 'created at', 'created on', 'opened', 'open date', 'date created', 'created time', 'date'], true),
  field('number', '工单号', 'Number', ['编号', '单号', '工单编号', '工单ID', 'id', 'ticket id', 'ticket number', 'ticket #', 'case number', 'no'], false),
  field('text', '内容', 'First words', ['描述', '问题描述', '详情', '正文', 'description', 'body', 'message', 'content', 'details', 'comment']),
  field('answer', '处理结果', 'Answer', ['回复', '解决方案', '处理意见', 'resolution', 'reply', 'solution', 'response']),
  field('status', '状态', 'Status', ['工单状态', '处理状态', 'state', 'ticket status']),
  field('priority', '优先级', 'Priority', ['紧急程度', '优先', 'urgency', 'severity']),
  field('type', '类型', 'Type', ['工单类型', '问题类型', '分类', 'ticket type', 'category', 'kind']),
  field('channel', '渠道', 'Channel', ['来源', '来源渠道', 'source', 'via', 'origin']),
  field('name', '客户', 'Customer', ['客户名称', '客户姓名', '姓名', '联系人', 'customer name', 'requester', 'requester name', 'contact', 'contact name', 'name', 'from']),
  field('email', '客户邮箱', "Customer's e-mail", ['邮箱', '电子邮箱', 'email', 'e-mail', 'requester email', 'customer email', 'mail']),
  field('phone', '客户电话', "Customer's phone", ['电话', '手机', '手机号', '联系电话', 'phone', 'mobile', 'telephone', 'requester phone']),
  field('owner', '负责人', 'Owner', ['客服', '处理人', '受理人', '指派给', 'assignee', 'agent', 'assigned to', 'owner name', 'assignee email', 'agent email']),
  field('team', '团队', 'Team', ['组', '部门', '客服组', '处理部门', 'group', 'department', 'queue', 'team name']),
  field('tags', '标签', 'Tags', ['标记', 'labels', 'tag']),
  field('product', '产品', 'Product', ['产品名称', '型号', '机型', 'model', 'item', 'product name']),
  field('serial', '序列号', 'Serial number', ['SN', '机号', '产品序列号', 'serial', 'serial no', 's/n']),
  field('updatedAt', '更新时间', 'Changed at', ['最后更新', '修改时间', 'updated', 'updated at', 'last updated', 'modified']),
  field('solvedAt', '解决时间', 'Solved at', ['完成时间', '关闭时间', '办结时间', 'resolved', 'resolved at', 'solved', 'solved at', 'closed', 'closed at', 'resolution time']),
];
const types: Readonly<Record<string, string>> = { 咨询: 'inquiry', inquiry: 'inquiry', question: 'inquiry', 使用指导: 'usage', usage: 'usage', 技术支持: 'support', support: 'support', incident: 'support', problem: 'support', 故障: 'support', 维修: 'repair', 报修: 'repair', repair: 'repair', 退货: 'return', return: 'return', 换货: 'exchange', exchange: 'exchange', 退款: 'refund', refund: 'refund', 投诉: 'complaint', complaint: 'complaint' };

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
/** A number for a line that has none of its own: the same line again is the same ticket. */
const nameOf = (v: Readonly<Record<string, string>>): string => `line-${digest([v['subject'], v['openedAt'], v['email'], v['phone'], v['name'], v['text']].join('\u0001'))}`;

/** A line of a table as a ticket with its customer and its first words, or what is wrong with it. */
export function ticketOfRow(row: Row): { readonly records: Raw[]; readonly faults: Fault[] } {
  const v = row.values;
  const faults: Fault[] = [];
  const fault = (key: string, sentence: string) => void faults.push({ n: row.n, line: row.line, field: key, value: v[key] ?? '', key: sentence });
  const text = (key: string) => v[key] ?? '';
  if (!text('subject')) fault('subject', 'imports.required');
  const moment = (key: string, needed = false): string | null => { const at = momentOf(text(key)); if (at === null && (needed || text(key) !== '')) fault(key, 'transfer.moment'); return at; };
  const [openedAt, updatedAt, solvedAt] = [moment('openedAt', true), moment('updatedAt'), moment('solvedAt')];
  const status = text('status') === '' ? (solvedAt ? 'closed' : 'open') : statusOf(text('status'));
  if (status === null) fault('status', 'transfer.status');
  const priority = priorityOf(text('priority'));
  if (priority === null) fault('priority', 'transfer.priority');
  if (text('email') && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text('email'))) fault('email', 'products.import.email');
  if (faults.length > 0 || openedAt === null || status === null || priority === null) return { records: [], faults };
  const id = text('number') || nameOf(v);
  const owner = text('owner');
  const who = text('email') || text('phone') || text('name');
  // Kept for long, so no address of theirs.
  const customer = `row:${digest(who ? who.toLowerCase() : id)}`;
  const records: Raw[] = [
    ...(who ? [{ kind: 'customer' as const, id: customer, name: text('name') || who, addresses: [...address('email', v['email']), ...address('phone', v['phone'])], language: languageOf(text('language')) }] : []),
    ...(owner ? [{ kind: 'agent' as const, id: `row:${owner.toLowerCase()}`, name: owner, email: owner.includes('@') ? owner : null }] : []),
    ...(text('team') ? [{ kind: 'team' as const, id: `row:${text('team').toLowerCase()}`, name: text('team') }] : []),
    {
      kind: 'ticket', id, subject: text('subject'), type: types[text('type').toLowerCase()] ?? '', status, priority, channel: channelOf(text('channel')) ?? 'portal', customer, customerName: text('name'), owner: owner ? `row:${owner.toLowerCase()}` : null, team: text('team') ? `row:${text('team').toLowerCase()}` : null, tags: wordsOf(text('tags')),
      product: text('product'), serial: text('serial'), openedAt, updatedAt, solvedAt, closedAt: status === 'closed' ? (solvedAt ?? updatedAt) : null,
    },
    { kind: 'message', id: `${id}:1`, ticket: id, from: 'customer', by: customer, name: text('name'), text: text('text') || text('subject'), at: openedAt },
    ...(text('answer') ? [{ kind: 'message' as const, id: `${id}:2`, ticket: id, from: 'agent' as const, by: owner ? `row:${owner.toLowerCase()}` : null, name: owner, text: text('answer'), at: solvedAt ?? updatedAt ?? openedAt }] : []),
  ];
  return { records, faults };
}
