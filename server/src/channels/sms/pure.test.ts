import { expect, test } from 'vitest';
import { aliyunSignature } from './aliyun.ts';
import { countryOf, readCountries } from './countries.ts';
import { quietUntil } from './quiet.ts';
import { segmentsOf } from './segments.ts';
import { wishOf } from './wishes.ts';

test('a text is counted as carriers count it', () => {
  expect([segmentsOf('a'.repeat(160)), segmentsOf('a'.repeat(161)), segmentsOf('a'.repeat(306)), segmentsOf('a'.repeat(307))].map((s) => s.segments)).toEqual([1, 2, 2, 3]);
  expect(segmentsOf(`${'a'.repeat(159)}€`)).toEqual({ alphabet: 'gsm7', segments: 2 });
  expect([segmentsOf('洗'.repeat(70)), segmentsOf('洗'.repeat(71)), segmentsOf(`${'洗'.repeat(66)}😀${'洗'.repeat(66)}`)]).toEqual([{ alphabet: 'ucs2', segments: 1 }, { alphabet: 'ucs2', segments: 2 }, { alphabet: 'ucs2', segments: 3 }]);
});

test('words that stop and start stand alone', () => {
  const wishes = (...texts: string[]) => texts.map((text) => wishOf(text));
  expect(wishes('STOP', ' stop. ', '退订', 'ＴＤ', 'Start', '恢复', 'please stop calling', '退订了还收到', '')).toEqual(['stop', 'stop', 'stop', 'stop', 'start', 'start', null, null, null]);
  expect(wishes('Abmelden!', 'ARRÊT', '¡Baja!', 'стоп', '配信停止', '수신 거부', 'إلغاء', 'sair')).toEqual(Array.from({ length: 8 }, () => 'stop'));
  // These answer a question of ours: whether to come, whether to cancel the visit.
  expect(wishes('N', 'no', '取消', '不用了')).toEqual([null, null, null, null]);
  expect([wishOf('Genug', 'genug, reicht'), wishOf('genug'), wishOf('', ',')]).toEqual(['stop', null, null]);
});

test('a country has its own sender and price; the longest prefix wins', () => {
  const countries = readCountries('+49 NORVANE 0.075; +1 +15005550006\n+1242 Norvane BS 0.2；86 10690123') ?? [];
  expect(countries).toEqual([{ prefix: '49', sender: 'NORVANE', price: 0.075 }, { prefix: '1', sender: '+15005550006', price: null }, { prefix: '1242', sender: 'Norvane BS', price: 0.2 }, { prefix: '86', sender: '10690123', price: null }]);
  expect(['+4915112345', '+12425550100', '+12125550100', '+33123456789'].map((phone) => countryOf(countries, phone)?.sender ?? null)).toEqual(['NORVANE', 'Norvane BS', '+15005550006', null]);
  expect([readCountries(''), readCountries('Germany NORVANE'), readCountries('+49')]).toEqual([[], null, null]);
});

test('quiet hours go over midnight and end on the wall clock of the place', () => {
  const night = { from: '21:00', to: '08:00', timeZone: 'Asia/Shanghai' };
  const at = (time: string, hours = night) => quietUntil(hours, new Date(time))?.toISOString() ?? null;
  expect([at('2026-05-18T12:59:59Z'), at('2026-05-18T13:00:00Z'), at('2026-05-18T23:59:00Z'), at('2026-05-19T00:00:00Z')]).toEqual([null, '2026-05-19T00:00:00.000Z', '2026-05-19T00:00:00.000Z', null]);
  expect(at('2026-05-18T05:30:00Z', { from: '13:00', to: '14:00', timeZone: 'Asia/Shanghai' })).toBe('2026-05-18T06:00:00.000Z');
  expect(at('2026-05-18T05:30:00Z', { ...night, to: '21:00' })).toBeNull();
  // Clocks go forward in that night.
  expect(at('2026-03-29T00:00:00Z', { ...night, timeZone: 'Europe/Berlin' })).toBe('2026-03-29T06:00:00.000Z');
});

test('Aliyun signs the sorted query, percent-encoded twice', () => {
  expect(aliyunSignature('s', 'POST', { b: 'x y', a: '*~' })).toBe(aliyunSignature('s', 'POST', { a: '*~', b: 'x y' }));
  expect(aliyunSignature('testsecret', 'GET', {
    AccessKeyId: 'testid', Action: 'DescribeRegions', Format: 'XML', SignatureMethod: 'HMAC-SHA1', SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf', SignatureVersion: '1.0', Timestamp: '2016-02-23T12:46:24Z', Version: '2014-05-26',
  })).toBe('OLeaidS1JvxuMvnyHOwuJ+uX5qY=');
});
