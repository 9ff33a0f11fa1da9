import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dimensionsOf } from './dimensions.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
/** A start of frame of 640 × 480 behind an Exif block with this orientation. */
const jpeg = (orientation: number): Uint8Array => bytes(
  [0xff, 0xd8, 0xff, 0xe1, 0, 34], 'Exif\0\0', 'MM', [0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
  [0xff, 0xc4, 0, 4, 1, 2, 0xff, 0xff, 0xc0, 0, 11, 8, 0x01, 0xe0, 0x02, 0x80, 1, 1, 0x11, 0],
);

test.each([
  ['image/png', bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 1, 0x40, 0, 0, 0, 0xf0]), { width: 320, height: 240 }],
  ['image/gif', bytes('GIF89a', [0x40, 1, 0xf0, 0]), { width: 320, height: 240 }],
  ['image/webp', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 0x40, 1, 0xf0, 0]), { width: 320, height: 240 }],
  ['image/webp', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f, 0x3f, 0xc1, 0x3b, 0]), { width: 320, height: 240 }],
  ['image/webp', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0, 0x3f, 1, 0, 0xef, 0, 0]), { width: 320, height: 240 }],
  ['image/jpeg', jpeg(1), { width: 640, height: 480 }],
  ['image/jpeg', jpeg(6), { width: 480, height: 640 }],
  ['image/jpeg', jpeg(6).slice(0, 40), undefined],
  ['application/pdf', bytes('%PDF-1.7'), undefined],
])('%s', (type, head, dimensions) => expect(dimensionsOf(type, head)).toEqual(dimensions));

test('no bytes make it fail or hang', () => {
  fc.assert(fc.property(fc.constantFrom('image/png', 'image/gif', 'image/webp', 'image/jpeg'), fc.uint8Array({ maxLength: 300 }), fc.boolean(), (type, tail, marked) => {
    const found = dimensionsOf(type, marked ? bytes([0xff, 0xd8, 0xff, 0xe1], [...tail]) : tail);
    if (found) expect(Math.min(found.width, found.height)).toBeGreaterThan(0);
  }));
});
