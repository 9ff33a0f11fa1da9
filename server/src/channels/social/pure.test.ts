import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutText, flat } from './parts.ts';
import { windowOpen } from './window.ts';
import { cdata, flatXml } from './xml.ts';

test('a window is open from the last word to its hours, and not before anybody wrote', () => {
  const at = '2026-05-18T10:00:00.000Z';
  const on = (time: string) => windowOpen(at, 24, new Date(time));
  expect([on('2026-05-18T10:00:00Z'), on('2026-05-19T09:59:59Z'), on('2026-05-19T10:00:00Z')]).toEqual([true, true, false]);
  expect([windowOpen(undefined, 24, new Date(at)), windowOpen('soon', 24, new Date(at)), windowOpen(undefined, null, new Date(at))]).toEqual([false, false, true]);
});

test('a long text is cut where a reader would; nothing but blanks between is lost', () => {
  expect(cutText('One sentence. Another sentence here.', 20)).toEqual(['One sentence.', 'Another sentence', 'here.']);
  expect(cutText('第一句。第二句很长。', 6)).toEqual(['第一句。', '第二句很长。']);
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 2, max: 40 }), (text, limit) => {
    const pieces = cutText(text, limit);
    expect(pieces.every((p) => p.length <= limit && p.length > 0)).toBe(true);
    expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    if (text.isWellFormed()) expect(pieces.every((p) => p.isWellFormed())).toBe(true);
  }));
});

test('templates take one line', () => expect(flat(' Your part\n\n is   here. ', 100)).toBe('Your part is here.'));

test('XML of platforms is read as it was written', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
    expect(flatXml(`<xml><A>${cdata(text)}</A><B>1</B></xml>`)).toMatchObject({ A: text, B: '1' });
  }));
});
