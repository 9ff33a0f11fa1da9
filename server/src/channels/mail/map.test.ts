import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailTest, mailTest, type StoredMessage } from './testing.ts';

let t: MailTest;
beforeAll(async () => { t = await mailTest(); await t.mailbox('support@northwind.example'); });
afterAll(() => t.close());

let n = 0;
async function write(extra: Record<string, unknown>): Promise<StoredMessage> {
  const messageId = `<map${n += 1}@customer.example>`;
  await t.deliver({ from: 'Ann <ann@customer.example>', to: 'support@northwind.example', subject: 'Subject', text: 'Words', messageId, ...extra });
  await t.drain();
  const stored = (await t.messages()).find((m) => m.externalId === messageId);
  if (!stored) throw new Error('the mail was not stored');
  return stored;
}
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const identities = async (customerId: number) => (await t.app.customers.get(customerId))?.identities.map((i) => i.value);

describe('words', () => {
  it('are what the customer wrote now; quotation and signature are folded away', async () => {
    const m = await write({ text: 'It still leaks.\n\n-- \nAnn Smith\nACME Ltd\n\nOn Mon, 2 Mar 2026 at 10:00, Northwind <support@northwind.example> wrote:\n> Have you tightened the valve?\n> Li Na' });
    expect(m.body).toBe('It still leaks.');
    expect(m.quoted).toContain('Have you tightened the valve?');
  });
  it('of HTML that only repeats them are not kept twice; real layout is, made safe', async () => {
    expect((await write({ html: '<div dir="ltr">Words<br></div>' })).html).toBeNull();
    const rich = await write({ html: '<p>See <b>this</b> <script>alert(1)</script><a href="javascript:alert(1)">x</a><img src="https://t.example/p.gif" width="1" height="1"></p>' });
    expect(rich.html).toContain('<b>this</b>');
    expect(rich.html).not.toMatch(/script|t\.example/);
  });
  it('may be missing: files alone are a message', async () => {
    const m = await write({ text: '', attachments: [{ filename: '发票.pdf', content: Buffer.from('%PDF-1.4 x'), contentType: 'application/pdf' }] });
    expect(m).toMatchObject({ body: '', attachments: [{ name: '发票.pdf', type: 'application/pdf', size: 10, inline: false }] });
  });
});

describe('files', () => {
  it('are stored, claimed, and inline pictures shown in their place', async () => {
    const m = await write({ html: '<p>Look: <img src="cid:photo@1"> and <img src="cid:unknown"></p>', attachments: [{ filename: 'photo.png', content: pixel, cid: 'photo@1' }, { filename: 'log.txt', content: 'line' }] });
    const [photo, log] = m.attachments;
    expect(photo).toMatchObject({ name: 'photo.png', type: 'image/png', inline: true });
    expect(log).toMatchObject({ name: 'log.txt', inline: false });
    expect(m.html).toContain(`src="/api/v1/files/${photo?.key}"`);
    expect(Buffer.from(await t.app.platform.files.read(photo?.fileId ?? 0))).toEqual(pixel);
    expect((await t.app.platform.files.find(log?.fileId ?? 0))?.claimed).toBe(true);
  });
});

describe('who wrote', () => {
  it('is the From address, known again in any case', async () => {
    const [a, b] = [await write({}), await write({ from: 'ANN@Customer.Example' })];
    expect(b.customerId).toBe(a.customerId);
  });
  it('is Reply-To for contact forms that write as ourselves or as nobody', async () => {
    for (const from of ['Form <support@northwind.example>', 'Shop <no-reply@shop.example>']) {
      expect(await identities((await write({ from, replyTo: 'Bo <bo@customer.example>' })).customerId)).toEqual(['bo@customer.example']);
    }
  });
  it('stays the writer when Reply-To only says where to answer', async () => {
    const m = await write({ from: 'Cai <cai@customer.example>', replyTo: 'desk@customer.example' });
    expect(await identities(m.customerId)).toEqual(['cai@customer.example']);
    expect(m.meta).toMatchObject({ from: 'cai@customer.example', replyTo: 'desk@customer.example' });
  });
  it('is never our own address as Reply-To', async () => {
    expect((await write({ replyTo: 'support@northwind.example' })).meta).not.toHaveProperty('replyTo');
  });
  it('may be nobody at all and the mail is still there', async () => {
    await t.deliver({ envelope: { from: '', to: ['support@northwind.example'] }, raw: 'Message-ID: <nobody@x.example>\r\nSubject: who am I\r\n\r\nno sender\r\n' });
    await t.drain();
    expect((await t.messages()).find((m) => m.externalId === '<nobody@x.example>')).toMatchObject({ body: 'no sender', ticketId: expect.any(Number) });
  });
});

describe('a language too little is written in', () => {
  const spoken = async (extra: Record<string, unknown>) => (await t.app.customers.get((await write(extra)).customerId))?.language;
  beforeAll(async () => {
    const mailbox = (await t.app.conversations.accounts.rows()).find((a) => a.kind === 'mail');
    await t.app.platform.db.tx((tx) => t.app.conversations.accounts.update(tx, mailbox?.id ?? 0, { language: 'zh-CN' }, { kind: 'system', id: null, name: 'Test' }));
  });
  it.each([['German', { text: 'Guten Tag,\n\nseit gestern leckt der Automat.', from: 'anna@weber.example' }, 'en'], ['a model and a photo from China', { text: '', subject: 'L220', from: 'li@kehu.example' }, 'zh-CN'], ['a Chinese name over a serial number', { text: 'iPhone Max Nova serial', from: '李雷 <lilei@kehu.example>' }, 'zh-CN']])('%s', async (_, extra, language) => { expect(await spoken({ subject: '', ...extra })).toBe(language); });
  it('an invitation says what it is', async () => {
    const m = await write({ from: 'kim@kim.example', text: '', icalEvent: { method: 'CANCEL', content: 'BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nBEGIN:VEVENT\r\nSUMMARY:Visit\r\nDTSTART:20261203T100000Z\r\nDTEND:20261203T110000Z\r\nEND:VEVENT\r\nEND:VCALENDAR' } });
    expect(m.body).toBe('日程已取消：Visit\n时间：2026-12-03 10:00 – 11:00 (UTC)');
  });
});

describe('flags', () => {
  it.each([
    ['list', { headers: { 'List-Id': '<news.shop.example>' } }],
    ['auto-reply', { headers: { 'Auto-Submitted': 'auto-replied' } }],
    ['encrypted', { text: '-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----' }],
  ])('%s', async (flag, extra) => { expect((await write(extra)).flag).toBe(flag); });

  it('keep nonsense as a message', async () => {
    await t.deliver({ envelope: { from: 'x@customer.example', to: ['support@northwind.example'] }, raw: Buffer.from([0, 255, 1, 2, 13, 10, 46, 46, 0, 200]) });
    await t.drain();
    expect((await t.messages()).at(-1)?.ticketId).toBeGreaterThan(0);
    expect((await t.raws()).every((r) => r.state === 'done')).toBe(true);
  });
  it('Message-IDs longer than any index are still one message each', async () => {
    const long = `<${'x'.repeat(3000)}@customer.example>`;
    const raw = `From: a@customer.example\r\nMessage-ID: ${long}\r\nSubject: long\r\n\r\nlong id\r\n`;
    for (let i = 0; i < 2; i++) await t.deliver({ envelope: { from: 'a@customer.example', to: ['support@northwind.example'] }, raw });
    await t.drain();
    expect((await t.messages()).filter((m) => m.subject === 'long')).toHaveLength(1);
  });
});
