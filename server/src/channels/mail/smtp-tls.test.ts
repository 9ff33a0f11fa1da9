import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDoorkeeper, smtpLimits, SmtpRefusal } from './smtp-limits.ts';
import { startSmtpIntake } from './smtp-intake.ts';
import { type MailTest, mailTest } from './testing.ts';
import { testCertificate } from '../../platform/testing/certificate.ts';

let t: MailTest;
let secured: Awaited<ReturnType<typeof startSmtpIntake>>;
beforeAll(async () => {
  t = await mailTest();
  await t.mailbox('support@northwind.example');
  const context = t.app.conversations.contextOf('mail');
  const { platform } = context;
  secured = await startSmtpIntake({ ...context, platform: { ...platform, config: { ...platform.config, SMTP_TLS_CERT: testCertificate.cert, SMTP_TLS_KEY: testCertificate.key } } });
});
afterAll(async () => { await secured.stop(); await t.close(); });

const send = async (port: number, options: Record<string, unknown>) => {
  const transport = createTransport({ host: '127.0.0.1', port, tls: { rejectUnauthorized: false }, ...options });
  try { await transport.sendMail({ from: 'wang@customer.example', to: 'support@northwind.example', subject: 'Secured', text: 'Words' }); } finally { transport.close(); }
};

describe('the line', () => {
  it('is encrypted for senders who wish it, where a certificate is given', async () => {
    await send(secured.port, { requireTLS: true });
    expect((await t.raws()).at(-1)?.meta).toMatchObject({ tls: true, recipients: ['support@northwind.example'] });
  });
  it('is not promised where there is none', async () => {
    await expect(send(t.smtpPort, { requireTLS: true })).rejects.toThrow(/STARTTLS|TLS/);
    await send(t.smtpPort, {});
    expect((await t.raws()).at(-1)?.meta).toMatchObject({ tls: false });
  });
  it('says which port is taken by another program', async () => {
    const context = t.app.conversations.contextOf('mail');
    const { platform } = context;
    await expect(startSmtpIntake({ ...context, platform: { ...platform, config: { ...platform.config, SMTP_PORT: t.smtpPort } } })).rejects.toMatchObject({ code: 'EADDRINUSE', port: t.smtpPort });
  });
});

describe('the doorkeeper', () => {
  const refused = (work: () => void) => { try { work(); return null; } catch (error) { return error instanceof SmtpRefusal ? error.responseCode : error; } };
  it('lets so many in at once from one address, and the next when one leaves', () => {
    const door = createDoorkeeper(() => 0);
    for (let i = 0; i < smtpLimits.clientsPerAddress; i++) door.enter('203.0.113.9');
    expect(refused(() => door.enter('203.0.113.9'))).toBe(421);
    expect(refused(() => door.enter('203.0.113.10'))).toBeNull();
    door.leave('203.0.113.9');
    expect(refused(() => door.enter('203.0.113.9'))).toBeNull();
  });
  it('lets so many a minute in from a stranger, any number from the own network', () => {
    let now = 0;
    const door = createDoorkeeper(() => now);
    const come = (address: string) => refused(() => { door.enter(address); door.leave(address); });
    for (let i = 0; i < smtpLimits.connectionsPerMinute; i++) expect(come('8.8.8.8')).toBeNull();
    expect(come('8.8.8.8')).toBe(421);
    now = 60_000;
    expect(come('8.8.8.8')).toBeNull();
    for (let i = 0; i < smtpLimits.connectionsPerMinute * 2; i++) expect(come('10.0.0.5')).toBeNull();
  });
});
