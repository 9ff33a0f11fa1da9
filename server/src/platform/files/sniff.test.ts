import { expect, test } from 'vitest';
import { sniffType } from './sniff.ts';
import { accepts, bareType, isActive, servingOf } from './types.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const png = Uint8Array.from(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));
const sniff = (head: Uint8Array, declaredType: string, name = 'file') => sniffType({ path: null, head, declaredType, name });

test.each([
  ['a picture called text', png, 'text/plain', 'image/png'],
  ['text called a picture', text('hello'), 'image/png', 'text/plain'],
  ['a page called text', text('\n <!DOCTYPE html><title>x'), 'text/plain', 'text/html'],
  ['a script in a page without a beginning', text('<script>alert(1)</script>'), 'image/jpeg', 'text/html'],
  ['a page behind a comment', text('<!-- a --><!-- b --><html>'), 'text/csv', 'text/html'],
  ['a page that says it is a page', text('plain words'), 'text/html', 'text/html'],
  ['a drawing called text', text('<?xml version="1.0"?>\n<!-- x --><svg onload="alert(1)" xmlns="http://www.w3.org/2000/svg"/>'), 'text/plain', 'image/svg+xml'],
  ['a drawing with a prefix', text('<s:svg xmlns:s="http://www.w3.org/2000/svg"/>'), 'image/png', 'image/svg+xml'],
  ['XHTML', text('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script/></html>'), 'application/xml', 'application/xhtml+xml'],
  ['XML', text('<?xml version="1.0"?><fapiao/>'), 'application/octet-stream', 'application/xml'],
  ['a table in GB18030', Uint8Array.from([0xd0, 0xf2, 0xba, 0xc5, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x0a]), 'application/octet-stream', 'text/plain'],
  ['a calendar', text('BEGIN:VCALENDAR\r\n'), 'text/calendar; method=REQUEST', 'text/calendar'],
  ['a log in UTF-16', Uint8Array.from([0xff, 0xfe, 0x61, 0x00, 0x62, 0x00]), '', 'text/plain'],
  ['unknown bytes called a picture', Uint8Array.from([1, 2, 3, 0, 255]), 'image/jpeg', 'application/octet-stream'],
  ['unknown bytes of a type without signature', Uint8Array.from([0x78, 0x9f, 0x3e, 0x22, 0]), 'application/ms-tnef', 'application/ms-tnef'],
  ['nothing', new Uint8Array(), 'image/png', 'application/octet-stream'],
])('%s', async (_title, head, declared, type) => expect(await sniff(head, declared)).toBe(type));

test('an extension helps only among kinds of text', async () => {
  expect(await sniff(text('a,b\n1,2'), 'application/octet-stream', 'orders.CSV')).toBe('text/csv');
  expect(await sniff(text('alert(1)'), 'text/plain', 'x.js')).toBe('text/javascript');
  expect(await sniff(text('hello'), 'text/plain', 'x.png')).toBe('text/plain');
});

test('what a browser could run leaves only as nameless bytes', () => {
  for (const type of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/xml', 'application/rss+xml', 'text/javascript', 'application/x-javascript', 'message/rfc822', 'multipart/related', 'text/css']) {
    expect([type, isActive(type), servingOf(type)]).toEqual([type, true, { contentType: 'application/octet-stream', disposition: 'attachment' }]);
  }
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  expect(servingOf(word)).toEqual({ contentType: word, disposition: 'attachment' });
  expect(servingOf('image/png')).toEqual({ contentType: 'image/png', disposition: 'inline' });
});

test('declared types are read without parameters, nonsense as bytes', () => {
  expect(['Text/Plain; charset=gbk', 'x', 'a/b\r\nc: d', ''].map(bareType)).toEqual(['text/plain', ...Array<string>(3).fill('application/octet-stream')]);
});

test('accepted types know families', () => {
  expect([accepts(['image/*'], 'image/png'), accepts(['image/*'], 'imagex/png'), accepts(['application/pdf'], 'application/pdf'), accepts([], 'text/plain')]).toEqual([true, false, true, false]);
});
