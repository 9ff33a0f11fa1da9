/** Keys pressed: RFC 4733 events in RTP, and the bodies of INFO. Pure. */
const keys = '0123456789*#ABCD';

/** Reads events of one stream; each press is told once, however many packets repeat it. */
export class DigitReader {
  #last = -1;
  /** @returns the key when this packet is the first of a press */
  read(payload: Buffer, timestamp: number): string | null {
    if (payload.length < 4 || timestamp === this.#last) return null;
    const key = keys[payload.readUInt8(0)];
    if (key === undefined) return null;
    this.#last = timestamp;
    return key;
  }
}

/** Payloads of one press: every 20 ms while it lasts, the end three times because one may be lost (RFC 4733 §2.5). */
export function digitPayloads(key: string, frames = 5): { payload: Buffer; first: boolean }[] {
  const event = keys.indexOf(key.toUpperCase());
  if (event < 0) return [];
  const one = (n: number, end: boolean) => {
    const payload = Buffer.alloc(4);
    payload.writeUInt8(event, 0);
    payload.writeUInt8((end ? 0x80 : 0) | 10, 1);
    payload.writeUInt16BE(n * 160, 2);
    return payload;
  };
  return [...Array.from({ length: frames }, (_, i) => ({ payload: one(i + 1, false), first: i === 0 })), ...Array.from({ length: 3 }, () => ({ payload: one(frames, true), first: false }))];
}

/** The key in an INFO: `application/dtmf-relay` (Signal=5) or `application/dtmf` (5). */
export function digitOfInfo(type: string, body: string): string | null {
  const signal = type.startsWith('application/dtmf-relay') ? /^\s*Signal\s*=\s*([0-9*#A-D])\s*$/im.exec(body)?.[1] : type.startsWith('application/dtmf') ? /^\s*([0-9*#A-D])\s*$/i.exec(body)?.[1] : undefined;
  return signal?.toUpperCase() ?? null;
}
