/** RTP packets (RFC 3550). Pure. */
export interface RtpPacket { readonly payloadType: number; readonly marker: boolean; readonly sequence: number; readonly timestamp: number; readonly ssrc: number; readonly payload: Buffer }

/** Undefined for what is no RTP: RTCP by the same port, STUN, noise. */
export function parseRtp(bytes: Buffer): RtpPacket | undefined {
  if (bytes.length < 12 || bytes.readUInt8(0) >> 6 !== 2) return undefined;
  const first = bytes.readUInt8(0);
  const second = bytes.readUInt8(1);
  // RFC 5761: these numbers are RTCP's.
  if (second >= 192 && second <= 223) return undefined;
  let offset = 12 + (first & 0x0f) * 4;
  if (first & 0x10) {
    if (bytes.length < offset + 4) return undefined;
    offset += 4 + bytes.readUInt16BE(offset + 2) * 4;
  }
  const padding = first & 0x20 ? bytes.readUInt8(bytes.length - 1) : 0;
  const end = bytes.length - padding;
  if (offset > end || (first & 0x20 && padding === 0)) return undefined;
  return { payloadType: second & 0x7f, marker: (second & 0x80) !== 0, sequence: bytes.readUInt16BE(2), timestamp: bytes.readUInt32BE(4), ssrc: bytes.readUInt32BE(8), payload: bytes.subarray(offset, end) };
}
export function serialiseRtp(packet: RtpPacket): Buffer {
  const bytes = Buffer.allocUnsafe(12 + packet.payload.length);
  bytes.writeUInt8(0x80, 0);
  bytes.writeUInt8((packet.marker ? 0x80 : 0) | packet.payloadType, 1);
  bytes.writeUInt16BE(packet.sequence & 0xffff, 2);
  bytes.writeUInt32BE(packet.timestamp >>> 0, 4);
  bytes.writeUInt32BE(packet.ssrc >>> 0, 8);
  packet.payload.copy(bytes, 12);
  return bytes;
}
/** How far `b` is after `a` in numbers that begin anew at 65,536. */
export const sequenceAfter = (a: number, b: number): number => (((b - a) & 0xffff) << 16) >> 16;
