import { expect, test } from 'vitest';
import { followed, freshImap, freshSmtp } from './mailSettings.ts';
import { providerByHost, providerOf } from './providers.ts';

test('a provider is known by the address', () => expect(['a@qq.com', 'a@FoxMail.com', 'a@126.com', 'a@hotmail.com', 'a@gmail.com', 'a@example.com', 'a'].map((address) => providerOf(address)?.key ?? null)).toEqual(['qq', 'qq', '163', 'outlook', 'gmail', null, null]));
test('126.com has hosts of its own', () => expect([providerOf('a@126.com')?.imap.host, providerOf('a@163.com')?.imap.host]).toEqual(['imap.126.com', 'imap.163.com']));
test('and by the host', () => expect([providerByHost('imap.126.com')?.key, providerByHost('imap.qq.com')?.key, providerByHost('mail.example.com'), providerByHost(undefined)]).toEqual(['163', 'qq', null, null]));

test('the outgoing server follows the incoming one, until somebody writes something else there', () => {
  const box = { imap: freshImap('a@example.com'), smtp: freshSmtp('a@example.com') };
  expect(followed(box, { imap: { host: 'imap.example.com', user: 'a' } }).smtp).toMatchObject({ host: 'smtp.example.com', user: 'a' });
  expect(followed(box, { imap: { host: 'mail.example.com' } }).smtp).toMatchObject({ host: 'mail.example.com' });
  expect(followed(box, { imapPassword: 'one' })).toMatchObject({ imapPassword: 'one', smtpPassword: 'one' });
  const own = { ...box, smtp: { ...box.smtp, host: 'relay.example.net', user: 'relay' }, imapPassword: 'one', smtpPassword: 'two' };
  expect(followed(own, { imap: { host: 'imap.example.com', user: 'b' }, imapPassword: 'three' })).toMatchObject({ smtp: { host: 'relay.example.net', user: 'relay' }, imapPassword: 'three' });
  expect(followed(own, { imapPassword: 'three' })).not.toHaveProperty('smtpPassword');
});
