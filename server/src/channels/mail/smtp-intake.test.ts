import { connect, type Socket } from 'node:net';
import { createTransport } from 'nodemailer';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailTest, mailTest } from './testing.ts';

let t: MailTest;
let support: number;
let sales: number;
beforeAll(async () => {
  t = await mailTest();
  support = await t.mailbox('support@northwind.example', { aliases: ['help@northwind.example'] });
  sales = await t.mailbox('sales@northwind.example', { replyDomain: 'reply.northwind.example' });
});
afterAll(() => t.close());

const mail = (extra: Record<string, unknown> = {}) => ({ from: 'Wang Fang <wang@customer.example>', to: 'support@northwind.example', subject: 'Screen stays black', text: 'Hello', ...extra });
const countOf = async (part: string) => (await t.raws()).filter((r) => r.content.includes(part)).length;
const refusalOf = (work: Promise<unknown>) => work.then(() => { throw new Error('was taken'); }, (error: Error & { responseCode?: number }) => error.responseCode);

/** A raw session: sends what it is told and hands back each complete answer. */
class Session {
  readonly socket: Socket;
  #buffer = '';
  #wake = () => {};
  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (chunk) => { this.#buffer += chunk.toString(); this.#wake(); });
    this.socket.on('close', () => { this.#buffer += '\r\n000 closed\r\n'; this.#wake(); });
    this.socket.on('error', () => {});
  }
  async answer(): Promise<string> {
    for (;;) {
      const match = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/m.exec(this.#buffer);
      if (match) { this.#buffer = this.#buffer.slice(match.index + match[0].length); return match[0].trim().split('\r\n').at(-1) ?? ''; }
      await new Promise<void>((resolve) => { this.#wake = resolve; });
    }
  }
  async say(line: string): Promise<string> { this.socket.write(`${line}\r\n`); return this.answer(); }
}

describe('recipients', () => {
  it('are ours by address, alias, plus and reply domain, whatever their case', async () => {
    for (const to of ['Support@Northwind.example', 'help@northwind.example', 'support+anything@northwind.example', 'reply+c1-xyz@reply.northwind.example', 'postmaster@northwind.example']) {
      await t.deliver(mail({ to, text: `to ${to}!` }));
      expect(await countOf(`to ${to}!`), to).toBe(1);
    }
  });
  it('are refused when they are not ours', async () => {
    expect(await refusalOf(t.deliver(mail({ to: 'nobody@northwind.example' })))).toBe(550);
    expect(await refusalOf(t.deliver(mail({ to: 'support@elsewhere.example' })))).toBe(550);
  });
  it('that are guessed end the session', async () => {
    const s = new Session(t.smtpPort);
    await s.answer();
    await s.say('EHLO guess.example');
    await s.say('MAIL FROM:<>');
    const answers: string[] = [];
    for (let i = 0; i < 22; i++) answers.push((await s.say(`RCPT TO:<user${i}@northwind.example>`)).slice(0, 3));
    expect(answers.slice(0, 20).every((a) => a === '550')).toBe(true);
    expect(answers.slice(20)).toContain('421');
    s.socket.destroy();
  });
  it('know a new mailbox at once', async () => {
    expect(await refusalOf(t.deliver(mail({ to: 'new@northwind.example' })))).toBe(550);
    await t.mailbox('new@northwind.example');
    await t.deliver(mail({ to: 'new@northwind.example', text: 'the first one' }));
    expect(await countOf('the first one')).toBe(1);
  });
});

describe('one mail', () => {
  it('to two mailboxes is two messages, to two names of one mailbox is one', async () => {
    await t.deliver(mail({ to: ['support@northwind.example', 'sales@northwind.example', 'help@northwind.example'], text: 'for both houses' }));
    const items = (await t.raws()).filter((r) => r.content.includes('for both houses'));
    expect(items.map((r) => r.accountId).sort()).toEqual([support, sales].sort());
    expect(items.find((r) => r.accountId === support)?.meta['recipients']).toEqual(['support@northwind.example', 'help@northwind.example']);
  });
  it('delivered twice is one message, also when it has no Message-ID', async () => {
    const raw = 'From: a@customer.example\r\nTo: support@northwind.example\r\nSubject: no id\r\n\r\nwithout an id\r\n';
    const envelope = { from: 'a@customer.example', to: ['support@northwind.example'] };
    await t.deliver({ envelope, raw });
    await t.deliver({ envelope, raw });
    await t.deliver({ envelope, raw: raw.replace('without', 'still without') });
    await t.drain();
    expect(await countOf('without an id')).toBe(2);
    expect((await t.messages()).filter((m) => m.subject === 'no id')).toHaveLength(2);
  });
  it('keeps its envelope, the empty sender too', async () => {
    await t.deliver({ envelope: { from: '', to: ['support@northwind.example'] }, raw: 'Subject: report\r\n\r\nfrom nobody\r\n' });
    expect((await t.raws()).find((r) => r.content.includes('from nobody'))?.meta).toMatchObject({ via: 'smtp', envelopeFrom: '', recipients: ['support@northwind.example'] });
  });
  it('with a GB18030 subject and four-byte characters arrives whole', async () => {
    const subject = '冰箱𠮷不制冷，请尽快处理';
    const word = `=?GB18030?B?${iconv.encode(subject, 'gb18030').toString('base64')}?=`;
    const body = iconv.encode('您好，\r\n冷藏室𠮷温度一直是 15 度。\r\n', 'gb18030');
    const raw = Buffer.concat([Buffer.from(`From: =?GB18030?B?${iconv.encode('王芳', 'gb18030').toString('base64')}?= <wangfang@customer.example>\r\nTo: support@northwind.example\r\nSubject: ${word}\r\nMessage-ID: <gb@customer.example>\r\nContent-Type: text/plain; charset=GB18030\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`), body]);
    await t.deliver({ envelope: { from: 'wangfang@customer.example', to: ['support@northwind.example'] }, raw });
    await t.drain();
    const [message] = (await t.messages()).filter((m) => m.externalId === '<gb@customer.example>');
    expect(message).toMatchObject({ subject, authorName: '王芳', body: '您好，\n冷藏室𠮷温度一直是 15 度。' });
    expect(message?.ticketId).toBeGreaterThan(0);
  });
});

describe('acknowledgement', () => {
  it('comes after the commit and never when the transaction fails', async () => {
    const { db } = t.app.platform;
    await db.run({ text: `create function refuse_mail() returns trigger language plpgsql as $$ begin if position('poison'::bytea in new.content) > 0 then raise exception 'disk full'; end if; return new; end $$`, values: [] });
    await db.run({ text: 'create trigger refuse before insert on raw_item for each row execute function refuse_mail()', values: [] });
    try {
      const answers = await Promise.allSettled([t.deliver(mail({ text: 'good one' })), t.deliver(mail({ text: 'poison' })), t.deliver(mail({ text: 'good two' }))]);
      expect(answers.map((a) => a.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect((answers[1] as PromiseRejectedResult).reason.responseCode).toBe(451);
      expect([await countOf('good one'), await countOf('poison'), await countOf('good two')]).toEqual([1, 0, 1]);
    } finally {
      await db.run({ text: 'drop trigger refuse on raw_item', values: [] });
    }
  });
  it('is not given to a sender that hangs up in the middle, and the mail is not kept', async () => {
    const s = new Session(t.smtpPort);
    await s.answer();
    for (const line of ['EHLO half.example', 'MAIL FROM:<a@customer.example>', 'RCPT TO:<support@northwind.example>']) await s.say(line);
    expect(await s.say('DATA')).toMatch(/^354/);
    s.socket.write('Subject: half\r\n\r\nhalf a mail');
    s.socket.destroy();
    await t.deliver(mail({ text: 'after the half one' }));
    expect(await countOf('half a mail')).toBe(0);
  });
  it('comes to pipelined senders for each mail in order', async () => {
    const s = new Session(t.smtpPort);
    await s.answer();
    await s.say('EHLO pipe.example');
    const one = (n: number) => `MAIL FROM:<a@customer.example>\r\nRCPT TO:<support@northwind.example>\r\nRCPT TO:<wrong@northwind.example>\r\nDATA\r\nMessage-ID: <pipe-${n}@customer.example>\r\nSubject: pipe\r\n\r\npiped ${n}.\r\n.\r\n`;
    s.socket.write(one(1) + one(2) + one(3));
    const codes: string[] = [];
    for (let i = 0; i < 15; i++) codes.push((await s.answer()).slice(0, 3));
    expect(codes).toEqual(Array.from({ length: 3 }, () => ['250', '250', '550', '354', '250']).flat());
    expect(await Promise.all([1, 2, 3].map((n) => countOf(`piped ${n}.`)))).toEqual([1, 1, 1]);
    s.socket.destroy();
  });
  it('is refused for a mail that is too large, told before or after the bytes', async () => {
    const s = new Session(t.smtpPort);
    await s.answer();
    await s.say('EHLO large.example');
    expect(await s.say('MAIL FROM:<a@customer.example> SIZE=40000000')).toMatch(/^552/);
    s.socket.destroy();
    const big = Buffer.concat([Buffer.from('Subject: big\r\n\r\n'), Buffer.alloc(26 * 1024 * 1024, 'x'.repeat(70).concat('\r\n'))]);
    expect(await refusalOf(t.deliver({ envelope: { from: 'a@customer.example', to: ['support@northwind.example'], size: 10 }, raw: big }))).toBe(552);
    await t.deliver(mail({ text: 'small again' }));
    expect(await countOf('small again')).toBe(1);
    expect((await t.raws()).some((r) => r.content.length > 1_000_000)).toBe(false);
  });
  it('holds for many senders at once: everything exactly once', async () => {
    const transport = createTransport({ host: '127.0.0.1', port: t.smtpPort, ignoreTLS: true, pool: true, maxConnections: 16, maxMessages: 1000 });
    await Promise.all(Array.from({ length: 200 }, (_, i) => transport.sendMail(mail({ subject: `crowd ${i}`, text: `crowd ${i}` }))));
    transport.close();
    await t.drain();
    const subjects = (await t.messages()).map((m) => m.subject).filter((s) => s?.startsWith('crowd '));
    expect(subjects).toHaveLength(200);
    expect(new Set(subjects).size).toBe(200);
  });
});
