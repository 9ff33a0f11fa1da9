import type { FailureReason } from '../channel.ts';

/** What this door itself says to agents and administrators. */
const sentences = {
  'no-smtp': { 'zh-CN': '此邮箱没有设置发信服务器，邮件无法发出。请在“设置 › 渠道”中填写 SMTP 后重新发送。', en: 'This mailbox has no outgoing server, so the mail cannot leave. Fill in SMTP under Settings › Channels, then send it again.' },
  'no-address': { 'zh-CN': '没有这位客户的邮箱地址。', en: 'We have no mail address of this customer.' },
  'too-large': { 'zh-CN': '附件合计超过 {{limit}} MB，邮件系统不会接收。请减少附件后再发。', en: 'The attachments are larger than {{limit}} MB together; mail systems will not take them. Send fewer or smaller ones.' },
  refused: { 'zh-CN': '对方邮件服务器拒收：{{answer}}', en: 'The mail was refused: {{answer}}' },
  sign: { 'zh-CN': '发信服务器拒绝了用户名或密码：{{answer}}', en: 'The outgoing server refused user name or password: {{answer}}' },
  'probe-smtp': { 'zh-CN': '发信服务器', en: 'Outgoing server' },
  'probe-imap': { 'zh-CN': '收信服务器', en: 'Incoming server' },
  'probe-mail': { 'zh-CN': '测试邮件', en: 'Test mail' },
  'probe-intake': { 'zh-CN': '直接收信', en: 'Direct intake' },
  'signed-in': { 'zh-CN': '已登录 {{host}}', en: 'Signed in at {{host}}' },
  'folder-open': { 'zh-CN': '已登录 {{host}}，“{{folder}}”中有 {{count}} 封邮件', en: 'Signed in at {{host}}; {{folder}} holds {{count}} mails' },
  'mail-sent': { 'zh-CN': '已发往 {{to}}', en: 'Sent to {{to}}' },
  'no-one': { 'zh-CN': '没有可发往的邮箱地址', en: 'There is no address to send it to' },
  'not-set': { 'zh-CN': '没有设置，回复发不出去。请在「设置 → 渠道」中填写。', en: 'Not set, so answers cannot leave. Enter it in Settings → Channels.' },
  'by-smtp': { 'zh-CN': '没有设置 IMAP：请让邮件系统把 {{address}} 的来信转发到本机端口 {{port}}', en: 'No IMAP is set: have your mail system pass mail for {{address}} on to port {{port}} here' },
  'test-subject': { 'zh-CN': '测试邮件：{{name}}', en: 'Test mail from {{name}}' },
  'test-text': { 'zh-CN': '您好：\n\n这是从“{{name}}”（{{address}}）发出的测试邮件。收到它，说明发信设置正确。', en: 'Hello,\n\nThis is a test from {{name}} ({{address}}). If you can read it, sending works.' },
} as const;

/** What a send came to, as a sentence of the house and for each reader. */
export const mailReason = (key: keyof typeof sentences, values: FailureReason['values'] = {}): FailureReason => ({ key: `mail.${key}`, values });

/** A sentence in the reader's language with its values. */
export function sayMail(language: string, key: keyof typeof sentences, params: Readonly<Record<string, unknown>> = {}): string {
  return sentences[key][language.startsWith('zh') ? 'zh-CN' : 'en'].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
}
