import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanName, contentDisposition, extensionOf } from './names.ts';

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\王\\发票.pdf', '发票.pdf'],
  ['photo\u202egpj.exe', 'photogpj.exe'],
  ['a\u0000b\r\nX-Evil: 1.txt', 'abX-Evil_ 1.txt'],
  ['  保修卡 .jpg. . ', '保修卡 .jpg'],
  ['con.txt', '_con.txt'],
  ['', 'file'],
  ['///', 'file'],
  ['..', 'file'],
  ['\ud800.png', '\ufffd.png'],
  ['e\u0301t\u00e9.png', '\u00e9t\u00e9.png'],
  ['👨‍👩‍👧.png', '👨‍👩‍👧.png'],
  [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(176)}.pdf`],
])('%j becomes %j', (given, clean) => expect(cleanName(given)).toBe(clean));

test('whatever the name, the clean one is safe, short, and stays as it is', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
    const clean = cleanName(given);
    expect(clean).not.toBe('');
    expect([...clean].length).toBeLessThanOrEqual(181);
    expect(clean).not.toMatch(/[/\\<>:"|?*\p{Cc}\u202a-\u202e\u2066-\u2069]|^\s|[\s.]$/u);
    expect(cleanName(clean)).toBe(clean);
  }));
});

test('extensions are told in small letters', () => {
  expect([extensionOf('a.tar.GZ'), extensionOf('.htaccess'), extensionOf('report'), extensionOf('a.b c')]).toEqual(['gz', '', '', '']);
});

test('a disposition carries the real name for new programs and a plain one for old', () => {
  expect(contentDisposition('attachment', '发票 "2026".pdf')).toBe('attachment; filename="?? _2026_.pdf"; filename*=UTF-8\'\'%E5%8F%91%E7%A5%A8%20_2026_.pdf');
  expect(contentDisposition('inline', 'plan.png')).toMatch(/^inline; filename="?plan\.png"?$/);
});

test('no name breaks out of its header', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => {
    expect(contentDisposition('attachment', name)).toMatch(/^attachment; [\x20-\x7e\xa0-\xff]+$/);
  }));
});
