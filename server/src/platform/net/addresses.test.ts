import { expect, test } from 'vitest';
import { isPublicAddress, readExceptions } from './addresses.ts';

test.each(['8.8.8.8', '114.114.114.114', '2606:4700::1111', '240e:4c:4008::1', '2400:3200::1'])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

test.each([
  '127.0.0.1', '127.1', '0.0.0.0', '10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '100.100.100.200', '192.0.0.192', '192.0.2.1',
  '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'fc00::1', 'fd00:ec2::254', '::ffff:10.0.0.1',
  '::ffff:8.8.8.8', '::10.0.0.1', '64:ff9b::a00:1', '64:ff9b:1::1', '2002:a00:1::', '2001:0:1::', '2001:db8::1', 'ff02::1', '100::1', '5f00::1', '4000::1', 'localhost', '',
])('%j is not', (address) => expect(isPublicAddress(address)).toBe(false));

test('exceptions are names, addresses, ranges', () => {
  const { host, address } = readExceptions(['Mail.internal', '10.1.0.0/16', '::1', 'fd12::/16']);
  expect([host('mail.INTERNAL'), host('internal')]).toEqual([true, false]);
  expect(['10.1.2.3', '::ffff:10.1.2.3', '10.2.0.1', '::1', '127.0.0.1', 'fd12::5', 'fd13::5'].map(address)).toEqual([true, true, false, true, false, true, false]);
});

test('the star opens the private network but not the metadata of clouds', () => {
  const { address } = readExceptions(['*']);
  expect(['10.1.2.3', '127.0.0.1', 'fd00::1', '169.254.169.254', 'fe80::1', '::ffff:169.254.169.254', 'fd00:ec2::254'].map(address)).toEqual([true, true, true, false, false, false, false]);
  expect(readExceptions(['*', '169.254.169.254']).address('169.254.169.254')).toBe(true);
});
