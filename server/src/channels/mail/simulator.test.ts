import { afterAll, beforeAll, expect, it } from 'vitest';
import { simulateMail } from './simulator.ts';
import { type MailTest, mailTest } from './testing.ts';

let t: MailTest;
beforeAll(async () => { t = await mailTest(); await t.mailbox('support@northwind.example'); });
afterAll(() => t.close());

it('a mixed stream from sixteen senders comes in whole: none lost, double, misthreaded or broken', async () => {
  const stored = async () => new Map((await t.messages()).map((m) => [m.externalId, m]));
  const sent = await simulateMail({
    host: '127.0.0.1', port: t.smtpPort, to: 'support@northwind.example', count: 160, senders: 16, seed: 7, at: () => t.clock.now(),
    ticketOf: async (mail) => { const known = (await stored()).get(mail.messageId)?.ticketId; if (known) return known; await t.drain(); return (await stored()).get(mail.messageId)?.ticketId ?? undefined; },
  });
  await t.drain();
  const messages = await stored();
  expect(messages.size).toBe(sent.length);
  for (const mail of sent) {
    const message = messages.get(mail.messageId);
    expect(message, mail.kind).toMatchObject({ body: mail.text, flag: null, attachments: mail.kind === 'attachment' ? [{ type: 'image/png' }] : [] });
    if (mail.answers) expect(message?.ticketId, `${mail.kind} ${mail.subject}`).toBe(messages.get(mail.answers)?.ticketId);
  }
  expect(new Set(sent.map((m) => m.kind)).size).toBe(6);
});
