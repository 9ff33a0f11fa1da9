import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { htmlBody } from './html-body.ts';
import { noticeBody } from './notice-body.ts';
import { createOwnMail } from './index.ts';
import { parseMail } from './parse/index.ts';
import { outgoingSubject } from './send.ts';
import { type MailTest, mailTest, type Sink, smtpSink } from './testing.ts';
import { verifyDkim } from './testing-dkim.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const actor = { kind: 'system' as const, id: null, name: 'Test' };
let t: MailTest;
let sink: Sink;
let account: number;
beforeAll(async () => {
  t = await mailTest();
  sink = await smtpSink({ user: 'support', password: 's3cret' });
  account = await t.mailbox('support@northwind.example', {
    displayName: '北风售后', smtp: { host: '127.0.0.1', port: sink.port, security: 'none', user: 'support' }, smtpPassword: 's3cret',
    dkim: { domain: 'northwind.example', selector: 'care' }, dkimPrivateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  });
});
afterAll(async () => { await t.close(); await sink.stop(); });
beforeEach(() => { sink.answers.length = 0; });

const settings = (patch: Record<string, unknown>) => t.app.platform.db.tx((tx) => t.app.conversations.accounts.update(tx, account, { settings: patch }, actor));
const outgoing = async () => (await t.app.conversations.accounts.byId(account))?.settings['smtp'] as Record<string, unknown>;

/** Writes a message to a new conversation with a customer and returns its id. */
async function write(input: { text?: string; files?: number[]; email?: string | null; author?: 'agent' | 'system' } = {}): Promise<number> {
  const { db } = t.app.platform;
  const email = input.email === undefined ? 'wang@customer.example' : input.email;
  return db.tx(async (tx) => {
    const { id } = await t.app.customers.findOrCreate(tx, { name: '王芳', language: 'zh-CN', addresses: email ? [{ kind: 'email', value: email }] : [] });
    const conversationId = await t.app.conversations.begin(tx, { accountId: account, customerId: id, subject: '您的订单' });
    return t.app.conversations.write(tx, { conversationId, ticketId: 7, author: { kind: input.author ?? 'agent', id: null, name: '李娜' }, text: input.text ?? '您好！', files: input.files ?? [] }, actor);
  });
}
const stored = async (id: number) => (await t.messages()).find((m) => m.id === id);
/** Jobs that failed wait; this makes them due. */
const retry = async () => { await t.app.platform.db.run({ text: `update graphile_worker._private_jobs set run_at = now() where run_at > now()`, values: [] }); await t.drain(); };

describe('a message leaves', () => {
  it('signed so that anybody can verify it, with its files', async () => {
    const file = await t.app.platform.files.put(Buffer.from('%PDF-1.4 报告'), { name: '检测报告.pdf', declaredType: 'application/pdf', maxBytes: 1e6 });
    const id = await write({ text: '检测报告见附件，详情：https://northwind.example/r/1。\n\n谢谢', files: [file.id] });
    await t.drain();
    expect(await stored(id)).toMatchObject({ delivery: 'sent' });
    const raw = sink.mails.at(-1)?.raw ?? Buffer.alloc(0);
    const signature = verifyDkim(raw, publicKey);
    expect(signature).toMatchObject({ domain: 'northwind.example', selector: 'care', bodyOk: true, signatureOk: true });
    for (const name of ['from', 'to', 'subject', 'message-id', 'date']) expect(signature.signed).toContain(name);
    expect(verifyDkim(Buffer.from(raw.toString('latin1').replace(/^(Date:.*)\d{2}(?=:)/m, '$199'), 'latin1'), publicKey).signatureOk).toBe(false);
    const mail = await parseMail(raw);
    expect(mail).toMatchObject({ subject: '您的订单 [#7]', from: { name: '李娜 · 北风售后' }, text: '检测报告见附件，详情：https://northwind.example/r/1。\n\n谢谢' });
    expect(mail.attachments.map((a) => [a.name, a.type, Buffer.from(a.content).toString()])).toEqual([['检测报告.pdf', 'application/pdf', '%PDF-1.4 报告']]);
    expect(mail.html).toContain('<a href="https://northwind.example/r/1">https://northwind.example/r/1</a>。');
  });
  it('again after a passing refusal, as the same mail', async () => {
    sink.answers.push({ responseCode: 451, message: 'greylisted, come back' });
    const id = await write();
    const before = sink.mails.length;
    await t.drain();
    expect(await stored(id)).toMatchObject({ delivery: 'queued', deliveryError: expect.stringContaining('greylisted') });
    expect(sink.mails).toHaveLength(before);
    await retry();
    expect(sink.mails).toHaveLength(before + 1);
    const after = await stored(id);
    expect(after).toMatchObject({ delivery: 'sent', externalId: (await parseMail(sink.mails.at(-1)?.raw ?? Buffer.alloc(0))).messageId });
  });
  it('never again after a lasting one, and says why in the mailbox\'s language', async () => {
    sink.answers.push({ responseCode: 550, message: 'no such user' });
    const id = await write();
    await t.drain();
    expect(await stored(id)).toMatchObject({ delivery: 'failed', deliveryError: expect.stringMatching(/^The mail was refused: 550 no such user/), meta: { why: { key: 'mail.refused', values: { words: expect.stringMatching(/^550 no such user/) } } } });
    const before = sink.mails.length;
    await retry();
    expect(sink.mails).toHaveLength(before);
  });
  it('not to customers without a mail address', async () => {
    const id = await write({ email: null });
    await t.drain();
    expect(await stored(id)).toMatchObject({ delivery: 'failed', deliveryError: 'We have no mail address of this customer.' });
  });
  it('marked as automatic when nobody of ours wrote it', async () => {
    await write({ author: 'system' });
    await t.drain();
    const raw = sink.mails.at(-1)?.raw.toString() ?? '';
    expect(raw).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect((await parseMail(Buffer.from(raw))).from?.name).toBe('北风售后');
  });
});

describe('a mailbox that cannot send', () => {
  it('with a wrong password keeps trying and shows its fault', async () => {
    await settings({ smtpPassword: 'wrong' });
    const id = await write();
    await t.drain();
    expect(await stored(id)).toMatchObject({ delivery: 'queued', deliveryError: expect.stringContaining('refused user name or password') });
    expect((await t.app.conversations.accounts.list()).find((a) => a.id === account)?.health).toMatchObject({ state: 'failing' });
    await settings({ smtpPassword: 's3cret' });
    await retry();
    expect(await stored(id)).toMatchObject({ delivery: 'sent' });
  });
  it('without a server says so, and the message waits to be sent again', async () => {
    const smtp = await outgoing();
    await settings({ smtp: null });
    const id = await write();
    await t.drain();
    expect(await stored(id)).toMatchObject({ delivery: 'failed', deliveryError: expect.stringContaining('no outgoing server') });
    await settings({ smtp });
    await t.app.platform.db.tx((tx) => t.app.conversations.retry(tx, id));
    await t.drain();
    expect(await stored(id)).toMatchObject({ delivery: 'sent' });
  });
  it('is never a door into our own network', async () => {
    const smtp = await outgoing();
    await settings({ smtp: { ...smtp, host: '10.0.0.1' } });
    const id = await write();
    await t.drain();
    expect((await stored(id))?.deliveryError).toContain('not a public address');
    await settings({ smtp });
  });
});

describe('trying it from the settings page', () => {
  const probe = async (language: string) => {
    const row = await t.app.conversations.accounts.byId(account);
    if (!row) throw new Error('no account');
    return t.app.conversations.probe(row, { email: 'admin@northwind.example', language });
  };
  it('signs in and sends a mail to whoever asked', async () => {
    const steps = await probe('zh-CN');
    expect(steps.map((s) => [s.name, s.ok])).toEqual([['直接收信', true], ['发信服务器', true], ['测试邮件', true]]);
    expect(sink.mails.at(-1)?.to).toEqual(['admin@northwind.example']);
  });
  it('says which step failed and why', async () => {
    await settings({ smtpPassword: 'wrong' });
    expect((await probe('en')).at(-1)).toMatchObject({ name: 'Outgoing server', ok: false, detail: expect.stringContaining('refused user name or password') });
    await settings({ smtpPassword: 's3cret' });
  });
});

describe('a report in free words, without our marks', () => {
  const report = async (email: string, text: string) => {
    await t.deliver({ envelope: { from: '', to: ['support@northwind.example'] }, raw: ['From: PostMaster@qq.example', 'To: support@northwind.example', `Subject: =?utf-8?B?${Buffer.from('系统退信').toString('base64')}?=`, `Message-ID: <report-${email}>`, 'Content-Type: text/plain; charset=utf-8', '', `无法发送到 ${email}`, text].join('\r\n') });
    await t.drain();
  };
  it.each([['gone@qq.example', '退信原因：550 User not found\n主题：您的订单 [#7]', 'failed'], ['full@qq.example', '退信原因：邮箱空间已满\n主题：您的订单 [#7]', 'failed'], ['late@qq.example', '邮件投递延迟，系统仍在尝试\n主题：您的订单 [#7]', 'sent'], ['other@qq.example', '退信原因：550 User not found', 'sent']])('%s: %s', async (email, text, delivery) => {
    const id = await write({ email });
    await t.drain();
    await report(email, text);
    expect((await stored(id))?.delivery).toBe(delivery);
  });
});

describe('mails of the product itself', () => {
  it.each([['zh-CN', '482913 是您的登录验证码'], ['en', '482913 is your sign-in code']] as const)('speak %s', async (language, subject) => {
    const own = createOwnMail(t.app.platform, () => t.app.conversations.contextOf('mail').accounts());
    await own.postman.send({ to: 'ann@customer.example', language, template: 'code', params: { code: '482913' } });
    const [waiting] = await t.app.platform.db.rows<{ payload: string }>({ text: `select payload::text from graphile_worker._private_jobs`, values: [] });
    expect(waiting?.payload).not.toContain('482913');
    await t.app.platform.jobs.drain([own.job as never]);
    const mail = await parseMail(sink.mails.at(-1)?.raw ?? Buffer.alloc(0));
    expect(mail).toMatchObject({ subject, to: [{ address: 'ann@customer.example' }], from: { name: '北风售后' } });
    expect(mail.text).toContain('482913');
    own.close();
  });
});

describe('subjects', () => {
  it.each([
    ['AW: Re[2]: Leak', 5, 'en', true, 'Re: Leak [#5]'], ['回复：答复: 漏水', 5, 'zh-CN', true, '回复：漏水 [#5]'], ['Leak [#5]', 5, 'en', true, 'Re: Leak [#5]'],
    ['Leak', null, 'en', true, 'Re: Leak'], ['Re: [#4] Leak', 5, 'en', true, 'Re: Leak [#5]'], ['Your order', 5, 'en', false, 'Your order [#5]'], ['', 5, 'zh-CN', true, '回复：您的咨询 [#5]'],
  ] as const)('%s', (subject, ticketId, language, answers, expected) => { expect(outgoingSubject(subject, ticketId, { language, answers })).toBe(expected); });
});

describe('the HTML beside the text', () => {
  it('shows the same words and no more', () => {
    const html = htmlBody('A <b> & "c"\nline two\n\nhttps://x.example/?a=1&b=2, then', 'en');
    expect(html).toContain('<p style="margin:0 0 1em">A &lt;b&gt; &amp; &quot;c&quot;<br>\nline two</p>');
    expect(html).toContain('<a href="https://x.example/?a=1&amp;b=2">https://x.example/?a=1&amp;b=2</a>, then');
  });
  it('of a notice names the house, makes buttons of addresses and rows of marks', () => {
    const html = noticeBody('Hello <Ann>,\n\nFollow it here:\nhttps://x.example/portal/t/7?t=a&b=1\n\n★★★★ Good\nhttps://x.example/portal/t/7?t=a&rate=4\n\n146121\n\nBrook & Co', 'en', 'Brook & Co');
    expect(html).toContain('Hello &lt;Ann&gt;,');
    expect(html).toMatch(/<a href="https:\/\/x\.example\/portal\/t\/7\?t=a&amp;b=1"[^>]*>Open my request<\/a>/);
    expect(html).toMatch(/<a class="a-star" href="[^"]*rate=4"[^>]*><b[^>]*>★★★★<\/b><span[^>]*>Good<\/span><\/a>/);
    expect(html).toMatch(/<p[^>]*font-size:28px[^>]*>146121<\/p>/);
    expect(html.match(/Brook &amp; Co/g)).toHaveLength(1);
  });
});
