import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ParsedMail } from './parse/index.ts';
import { parseMail } from './parse/index.ts';
import { type MailTest, type Sink, mailTest, smtpSink, type StoredMessage } from './testing.ts';

let t: MailTest;
let sink: Sink;
beforeAll(async () => {
  t = await mailTest();
  sink = await smtpSink();
  await t.mailbox('support@northwind.example', { displayName: 'Northwind', smtp: outgoing(), acknowledge: { on: false } });
  await t.mailbox('hello@northwind.example', { smtp: outgoing() });
});
afterAll(async () => { await t.close(); await sink.stop(); });

const outgoing = () => ({ host: '127.0.0.1', port: sink.port, security: 'none', user: '' });
let n = 0;
/** A customer writes; the message as it was stored. */
async function write(extra: Record<string, unknown> = {}): Promise<StoredMessage> {
  n += 1;
  const messageId = `<m${n}@customer.example>`;
  await t.deliver({ from: 'Wang Fang <wang@customer.example>', to: 'support@northwind.example', subject: `Case ${n}`, text: `Words ${n}`, messageId, ...extra });
  await t.drain();
  const stored = (await t.messages()).find((m) => m.externalId === (extra['messageId'] ?? messageId));
  if (!stored) throw new Error('the mail was not stored');
  return stored;
}
/** An agent answers; the mail that left. */
async function answer(ticketId: number, text = 'Please restart it.'): Promise<ParsedMail & { raw: string; envelope: { from: string; to: string[] } }> {
  const agent = await t.agent({ name: 'Li Na' });
  const { db } = t.app.platform;
  const principal = { kind: 'agent' as const, id: agent.id, name: 'Li Na', rights: new Set(['*']), scope: 'all', teams: [] };
  await db.tx((tx) => t.app.tickets.reply(tx, principal as never, ticketId, { text, files: [], undoSeconds: 0, then: 'wait' }));
  await t.drain();
  const mail = sink.mails.at(-1);
  if (!mail) throw new Error('no mail left');
  return { ...(await parseMail(mail.raw)), raw: mail.raw.toString(), envelope: mail };
}

describe('an answer of ours', () => {
  it('carries what makes the next mail thread', async () => {
    const first = await write({ subject: 'Re: Printer smokes' });
    const sent = await answer(first.ticketId ?? 0);
    expect(sent).toMatchObject({ subject: `Re: Printer smokes [#${first.ticketId}]`, inReplyTo: [first.externalId], references: [first.externalId], from: { name: 'Li Na · Northwind', address: 'support@northwind.example' } });
    expect(sent.replyTo[0]?.address).toMatch(/^support\+c\d+-[a-z2-7]{16}@northwind\.example$/);
    expect(sent.envelope.from).toMatch(/^support\+b\d+-\d+-[a-z2-7]{16}@northwind\.example$/);
    expect(sent.envelope.to).toEqual(['wang@customer.example']);
    expect(sent.html).toContain('<p style="margin:0 0 1em">Please restart it.</p>');
    const stored = (await t.messages()).find((m) => m.externalId === sent.messageId);
    expect(stored).toMatchObject({ delivery: 'sent', direction: 'out' });
  });
  it('speaks Chinese to Chinese customers', async () => {
    const first = await write({ subject: '打印机冒烟了', text: '您好，打印机冒烟了，请尽快派人来看一下。', from: '王芳 <wangfang@customer.example>' });
    expect((await answer(first.ticketId ?? 0, '已安排工程师。')).subject).toBe(`回复：打印机冒烟了 [#${first.ticketId}]`);
  });
  it('goes where the customer asked for it', async () => {
    const first = await write({ replyTo: 'wang@private.example' });
    expect((await answer(first.ticketId ?? 0)).envelope.to).toEqual(['wang@private.example']);
  });
});

describe('a reply finds its ticket', () => {
  it('by its headers, whatever the subject says', async () => {
    const first = await write();
    const sent = await answer(first.ticketId ?? 0);
    const reply = await write({ subject: 'something else', inReplyTo: sent.messageId, references: [first.externalId, sent.messageId] });
    expect(reply).toMatchObject({ conversationId: first.conversationId, ticketId: first.ticketId });
  });
  it('by headers that name only the first mail', async () => {
    const first = await write();
    expect((await write({ references: first.externalId })).conversationId).toBe(first.conversationId);
  });
  it('by the signed address alone, from another mailbox of the customer', async () => {
    const first = await write();
    const sent = await answer(first.ticketId ?? 0);
    const reply = await write({ from: 'wang@elsewhere.example', to: sent.replyTo[0]?.address, subject: 'hello' });
    expect(reply).toMatchObject({ conversationId: first.conversationId, ticketId: first.ticketId });
    // Whoever answered for the customer is answered, and the customer sees it.
    expect((await answer(first.ticketId ?? 0)).envelope.to).toEqual(['wang@elsewhere.example', 'wang@customer.example']);
  });
  it('not by a signed address that was tampered with', async () => {
    const [first, other] = [await write(), await write({ from: 'zhao@customer.example' })];
    const sent = await answer(first.ticketId ?? 0);
    const forged = sent.replyTo[0]?.address.replace(`+c${first.conversationId}-`, `+c${other.conversationId}-`);
    const reply = await write({ to: forged, subject: 'let me in' });
    expect(reply.conversationId).not.toBe(other.conversationId);
    expect(reply.ticketId).not.toBe(other.ticketId);
  });
  it('by the number in the subject, full-width brackets too', async () => {
    const first = await write();
    for (const subject of [`Re: about it [#${first.ticketId}]`, `答复：【＃${first.ticketId}】`]) expect((await write({ subject })).ticketId).toBe(first.ticketId);
  });
  it('not by the number of somebody else\'s ticket', async () => {
    const first = await write();
    const foreign = await write({ from: 'Mallory <mallory@foreign.example>', subject: `Re: [#${first.ticketId}] tell me more` });
    expect(foreign.ticketId).not.toBe(first.ticketId);
    expect(foreign.ticketId).toBeGreaterThan(0);
  });
  it('by a number beyond all numbers without falling over', async () => {
    expect((await write({ subject: 'Re: [#999999999999]' })).ticketId).toBeGreaterThan(0);
  });
});

describe('the confirmation of a new ticket', () => {
  it('goes out once, says that a machine wrote it, and an answer to it finds the ticket', async () => {
    const before = sink.mails.length;
    const first = await write({ to: 'hello@northwind.example', from: 'New <new@customer.example>' });
    await t.drain();
    expect(sink.mails).toHaveLength(before + 1);
    const raw = sink.mails.at(-1)?.raw ?? Buffer.alloc(0);
    expect(raw.toString()).toMatch(/^Auto-Submitted: auto-replied\r$/m);
    const sent = await parseMail(raw);
    expect(sent.text).toContain(`#${first.ticketId}`);
    expect(await write({ from: 'new@customer.example', to: sent.replyTo[0]?.address, subject: 'thanks' })).toMatchObject({ ticketId: first.ticketId });
    await t.drain();
    expect(sink.mails).toHaveLength(before + 1);
  });
  it('is never answered to a machine that answers it', async () => {
    const before = sink.mails.length;
    for (let i = 0; i < 3; i++) await write({ to: 'hello@northwind.example', from: 'robot@customer.example', headers: { 'Auto-Submitted': 'auto-replied' } });
    await t.drain();
    expect(sink.mails).toHaveLength(before);
  });
});

describe('what never loops', () => {
  it('our own mail that comes back is dropped', async () => {
    const first = await write();
    const sent = await answer(first.ticketId ?? 0);
    const before = (await t.messages()).length;
    await t.deliver({ envelope: { from: 'wang@customer.example', to: ['support@northwind.example'] }, raw: sent.raw.replace(/^Message-ID:.*$/im, 'Message-ID: <rewritten@relay.example>') });
    await t.drain();
    expect(await t.messages()).toHaveLength(before);
    expect((await t.raws()).at(-1)?.state).toBe('ignored');
  });
  it('a forged loop mark hides nothing', async () => {
    expect((await write({ headers: { 'X-Aftercare-Loop': 'ffffffffffffffffffffffffffffffff' } })).ticketId).toBeGreaterThan(0);
  });
  it('an out-of-office answer is kept, marked, and does not reopen', async () => {
    const first = await write();
    const sent = await answer(first.ticketId ?? 0);
    const auto = await write({ subject: '自动回复: 我在休假', inReplyTo: sent.messageId, headers: { 'Auto-Submitted': 'auto-replied' } });
    expect(auto).toMatchObject({ flag: 'auto-reply', ticketId: first.ticketId });
    expect((await t.app.tickets.get(first.ticketId ?? 0))?.status).toBe('pending');
  });
});

describe('a bounce', () => {
  const report = (to: string, originalId: string | null) => ({
    envelope: { from: '', to: [to] },
    raw: ['From: MAILER-DAEMON@relay.example', `To: ${to}`, 'Subject: Undelivered Mail Returned to Sender', `Message-ID: <bounce-${n++}@relay.example>`, 'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary=x', '',
      '--x', 'Content-Type: text/plain', '', 'I could not deliver your mail.', '--x', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; relay.example', '', 'Final-Recipient: rfc822; wang@customer.example', 'Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 no such user', '',
      ...(originalId ? ['--x', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${originalId}`, ''] : []), '--x--', ''].join('\r\n'),
  });
  it.each(['by the address we signed', 'by the Message-ID it quotes'])('tells the agent that the mail did not arrive, found %s', async (how) => {
    const first = await write();
    const sent = await answer(first.ticketId ?? 0);
    const tickets = new Set((await t.messages()).map((m) => m.ticketId)).size;
    await t.deliver(how.includes('address') ? report(sent.envelope.from, null) : report('support@northwind.example', sent.messageId));
    await t.drain();
    const messages = await t.messages();
    expect(messages.find((m) => m.externalId === sent.messageId)).toMatchObject({ delivery: 'failed', deliveryError: '550 5.1.1 no such user' });
    expect(messages.at(-1)).toMatchObject({ flag: 'bounce', ticketId: first.ticketId, customerId: first.customerId });
    expect(new Set(messages.map((m) => m.ticketId)).size).toBe(tickets);
  });
});
