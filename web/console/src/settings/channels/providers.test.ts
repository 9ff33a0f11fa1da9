import { expect, test } from 'vitest';
import { providerByHost, providerOf } from './providers.ts';

test('a provider is known by the address', () => expect(['a@qq.com', 'a@FoxMail.com', 'a@126.com', 'a@hotmail.com', 'a@gmail.com', 'a@example.com', 'a'].map((address) => providerOf(address)?.key ?? null)).toEqual(['qq', 'qq', '163', 'outlook', 'gmail', null, null]));
test('126.com has hosts of its own', () => expect([providerOf('a@126.com')?.imap.host, providerOf('a@163.com')?.imap.host]).toEqual(['imap.126.com', 'imap.163.com']));
test('and by the host', () => expect([providerByHost('imap.126.com')?.key, providerByHost('imap.qq.com')?.key, providerByHost('mail.example.com'), providerByHost(undefined)]).toEqual(['163', 'qq', null, null]));
