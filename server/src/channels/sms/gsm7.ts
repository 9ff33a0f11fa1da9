/** GSM 03.38: the default alphabet by place, and what stands behind the escape. */
const basic = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extension: Readonly<Record<string, number>> = { '\f': 0x0a, '^': 0x14, '{': 0x28, '}': 0x29, '\\': 0x2f, '[': 0x3c, '~': 0x3d, ']': 0x3e, '|': 0x40, '€': 0x65 };
const escape = 0x1b;
const codes = new Map([...basic].map((letter, code) => [letter, code] as const).filter(([, code]) => code !== escape));
const extended = new Map(Object.entries(extension).map(([letter, code]) => [code, letter]));

/** Septets a letter takes: 1, 2 behind the escape, 0 where the alphabet has none. */
export const septetsOf = (letter: string): number => (codes.has(letter) ? 1 : letter in extension ? 2 : 0);

/** One septet to an octet, as SMPP carries them; null where a letter is not in the alphabet. */
export function encodeGsm7(text: string): Buffer | null {
  const out: number[] = [];
  for (const letter of text) {
    const code = codes.get(letter);
    if (code !== undefined) { out.push(code); continue; }
    const behind = extension[letter];
    if (behind === undefined) return null;
    out.push(escape, behind);
  }
  return Buffer.from(out);
}

/** What is not in the extension table is shown as its letter of the first table, as the standard asks of phones. */
export function decodeGsm7(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i++) {
    const code = (bytes[i] ?? 0) & 0x7f;
    if (code !== escape) { out += basic[code] ?? ''; continue; }
    const next = (bytes[++i] ?? 0x20) & 0x7f;
    out += extended.get(next) ?? (next === escape ? ' ' : (basic[next] ?? ''));
  }
  return out;
}
