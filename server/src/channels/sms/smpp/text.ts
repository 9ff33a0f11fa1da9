import iconv from 'iconv-lite';
import { decodeGsm7, encodeGsm7 } from '../gsm7.ts';
import { cutSegments } from '../segments.ts';

/** What the centre takes data_coding 0 for; the standard leaves it to each of them. */
export type DefaultAlphabet = 'gsm7' | 'latin1';
const ucs2 = 8;
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** The pieces of a text as they travel. */
export function encodeText(text: string, alphabet: DefaultAlphabet): { readonly coding: number; readonly pieces: readonly Buffer[] } {
  const cut = cutSegments(text);
  if (cut.alphabet === 'ucs2') return { coding: ucs2, pieces: cut.pieces.map(utf16) };
  if (alphabet === 'gsm7') return { coding: 0, pieces: cut.pieces.map((piece) => encodeGsm7(piece) ?? Buffer.alloc(0)) };
  // Latin 1 lacks some letters of GSM's alphabet, and has each of the rest at one place.
  const latin = iconv.encode(text, 'latin1');
  return iconv.decode(latin, 'latin1') === text ? { coding: 0, pieces: cut.pieces.map((piece) => iconv.encode(piece, 'latin1')) } : { coding: ucs2, pieces: ucs2Pieces(text) };
}

function ucs2Pieces(text: string): Buffer[] {
  if (text.length <= 70) return [utf16(text)];
  const pieces: Buffer[] = [];
  let piece = '';
  for (const letter of text) {
    if (piece.length + letter.length > 67) { pieces.push(utf16(piece)); piece = ''; }
    piece += letter;
  }
  return [...pieces, utf16(piece)];
}

/** By data_coding; null where it is no text. */
export function decodeText(bytes: Buffer, coding: number, alphabet: DefaultAlphabet): string | null {
  const plain = () => (alphabet === 'gsm7' ? decodeGsm7(bytes) : iconv.decode(bytes, 'latin1'));
  const wide = () => Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16().toString('utf16le');
  // General and class groups of GSM 03.38.
  if (coding >= 0xf0) return (coding & 0x04) === 0 ? decodeGsm7(bytes) : null;
  if (coding >= 0x10 && coding < 0x40) return [decodeGsm7(bytes), null, wide(), null][(coding >> 2) & 3] ?? null;
  switch (coding) {
    case 0: return plain();
    // Some call GSM's alphabet IA5 too: what ASCII has no letter for gives it away.
    case 1: return bytes.some((byte) => byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) ? decodeGsm7(bytes) : iconv.decode(bytes, 'latin1');
    case 3: return iconv.decode(bytes, 'latin1');
    case 5: return iconv.decode(bytes, 'shift_jis');
    case 6: return iconv.decode(bytes, 'iso-8859-5');
    case 7: return iconv.decode(bytes, 'iso-8859-8');
    case ucs2: return wide();
    case 14: return iconv.decode(bytes, 'euc-kr');
    default: return null;
  }
}
