import type { JsonItem } from '../json-items.ts';
import type { Of, Raw } from '../record.ts';

/** A thing of another desk's export, with the file it stands in. */
export interface Found extends JsonItem { readonly file: string }
/** What one thing becomes, in any order; nothing where it is not ours to know. */
export interface Form {
  readonly key: string;
  read(found: Found): Raw[];
  /** The key of the file that a file of the zip is; null for all others. */
  fileAt?(name: string): string | null;
  /** A piece of a file that stands in a table, and the key of its file. */
  chunkOf?(found: Found): { readonly id: string; readonly bytes: Uint8Array } | null;
}

type Status = Of<'ticket'>['status'];
type Priority = Of<'ticket'>['priority'];
type Channel = Of<'ticket'>['channel'];
const lower = (word: unknown) => String(word ?? '').trim().toLowerCase();

const statuses: Readonly<Record<string, Status>> = {
  new: 'new', 新建: 'new', 待受理: 'new', open: 'open', 处理中: 'open', 打开: 'open', 进行中: 'open', 'in progress': 'open', pending: 'pending', 等待客户: 'pending', 'waiting on customer': 'pending', 'pending reminder': 'pending', snoozed: 'pending', 'pending close': 'pending',
  hold: 'hold', 挂起: 'hold', 'on hold': 'hold', on_hold: 'hold', 'on-hold': 'hold', 'waiting on third party': 'hold', solved: 'solved', 已解决: 'solved', resolved: 'solved', closed: 'closed', 已关闭: 'closed', 关闭: 'closed', archived: 'closed', deleted: 'closed', merged: 'closed', 已完成: 'closed', done: 'closed',
};
export const statusOf = (word: unknown): Status | null => statuses[lower(word)] ?? null;
const priorities: Readonly<Record<string, Priority>> = { low: 'low', 低: 'low', '1 low': 'low', normal: 'normal', medium: 'normal', '2 normal': 'normal', 中: 'normal', 普通: 'normal', 一般: 'normal', '': 'normal', high: 'high', 高: 'high', '3 high': 'high', urgent: 'urgent', emergency: 'urgent', critical: 'urgent', 紧急: 'urgent', 特急: 'urgent' };
export const priorityOf = (word: unknown): Priority | null => priorities[lower(word)] ?? null;
const channels: Readonly<Record<string, Channel>> = {
  email: 'mail', mail: 'mail', 邮件: 'mail', web: 'portal', portal: 'portal', api: 'webhook', webhook: 'webhook', 网页: 'portal', 门户: 'portal', help_center: 'portal', web_form: 'portal', chat: 'chat', native_messaging: 'chat', 聊天: 'chat', 在线聊天: 'chat', 'web widget': 'chat', web_widget: 'chat', web_messaging: 'chat', webwidget: 'chat', phone: 'phone', voice: 'phone', 电话: 'phone', sms: 'sms', 短信: 'sms', twilio: 'sms',
  facebook: 'messenger', facebook_messenger: 'messenger', messenger: 'messenger', whatsapp: 'whatsapp', instagram: 'instagram', instagram_dm: 'instagram', telegram: 'telegram', line: 'line', wechat: 'wechat', 微信: 'wechat', 企业微信: 'wecom', weibo: 'weibo', 微博: 'weibo',
};
export const channelOf = (word: unknown): Channel | null => channels[lower(word).replace(/^channel::/, '')] ?? null;
export const address = (kind: 'email' | 'phone', value: unknown): { kind: 'email' | 'phone'; value: string }[] => (typeof value === 'string' && value.trim() !== '' ? [{ kind, value: value.trim() }] : []);
