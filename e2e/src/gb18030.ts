const pairs = new Map<string, number>();

/** Every two-byte character of GB18030, read out of the runtime's own decoder. */
function table(): Map<string, number> {
  if (pairs.size > 0) return pairs;
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if ([...char].length === 1 && char !== '�' && !pairs.has(char)) pairs.set(char, lead * 256 + trail);
    }
  }
  return pairs;
}

/** Text in GB18030. Of the four-byte characters only those above the basic plane, which is what its proof needs. */
export function encodeGb18030(text: string): Buffer {
  const bytes: number[] = [];
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    const pair = table().get(char);
    if (point < 0x80) bytes.push(point);
    else if (pair !== undefined) bytes.push(pair >> 8, pair & 255);
    else if (point >= 0x10000) {
      const at = point - 0x10000;
      bytes.push(0x90 + Math.floor(at / 12_600), 0x30 + (Math.floor(at / 1260) % 10), 0x81 + (Math.floor(at / 10) % 126), 0x30 + (at % 10));
    } else throw new Error(`${char} needs four bytes in GB18030, which only the mail's reader knows`);
  }
  return Buffer.from(bytes);
}
