import { type Given, type Pdu, numberOf, tlv, uint, wordOf } from './pdu.ts';

/** One piece of a message from outside, as the centre brought it. */
export interface ArrivedPart {
  readonly from: string; readonly to: string; readonly coding: number; readonly content: Buffer;
  /** Null where the message is one piece. */
  readonly long: { readonly reference: number; readonly total: number; readonly number: number } | null;
}
const hasHeader = 0x40;

/** Reads a message out of deliver_sm or data_sm: short or as payload, its place by user data header or by SAR parameters. */
export function partOf(pdu: Pdu): ArrivedPart {
  const bytes = pdu.message.length > 0 ? pdu.message : (pdu.tlvs.get(tlv.messagePayload) ?? Buffer.alloc(0));
  const headerLength = (numberOf(pdu, 'esm_class') & hasHeader) !== 0 && bytes.length > 0 ? Math.min((bytes[0] ?? 0) + 1, bytes.length) : 0;
  return {
    from: wordOf(pdu, 'source_addr'), to: wordOf(pdu, 'destination_addr'), coding: numberOf(pdu, 'data_coding'), content: bytes.subarray(headerLength),
    long: sane(headerLength > 0 ? fromHeader(bytes.subarray(1, headerLength)) : fromSar(pdu)),
  };
}

function fromHeader(header: Buffer): ArrivedPart['long'] {
  for (let at = 0; at + 2 <= header.length; at += 2 + (header[at + 1] ?? 0)) {
    const [id = 0, length = 0] = [header[at], header[at + 1]];
    const data = header.subarray(at + 2, at + 2 + length);
    if (id === 0x00 && data.length === 3) return { reference: data[0] ?? 0, total: data[1] ?? 0, number: data[2] ?? 0 };
    if (id === 0x08 && data.length === 4) return { reference: data.readUInt16BE(0), total: data[2] ?? 0, number: data[3] ?? 0 };
  }
  return null;
}
function fromSar({ tlvs }: Pdu): ArrivedPart['long'] {
  const [reference, total, number] = [tlvs.get(tlv.sarReference), tlvs.get(tlv.sarTotal), tlvs.get(tlv.sarNumber)];
  return reference?.length === 2 && total?.length === 1 && number?.length === 1 ? { reference: reference.readUInt16BE(0), total: total[0] ?? 0, number: number[0] ?? 0 } : null;
}
/** A place outside of the whole is none: such a message is shown by itself. */
const sane = (long: ArrivedPart['long']): ArrivedPart['long'] => (long && long.total > 1 && long.number >= 1 && long.number <= long.total ? long : null);

export type LongStyle = 'udh' | 'sar' | 'payload';

/** One piece as it leaves. `payload` carries the whole text in one. */
export function partGiven(o: { content: Buffer; number: number; total: number; reference: number; style: LongStyle }): Given & { readonly esmClass: number } {
  if (o.total === 1) return o.content.length <= 140 || o.style !== 'payload' ? whole(o.content) : { esmClass: 0, tlvs: [[tlv.messagePayload, o.content]] };
  if (o.style === 'sar') return { esmClass: 0, message: o.content, tlvs: [[tlv.sarReference, uint(o.reference & 0xffff, 2)], [tlv.sarTotal, uint(o.total, 1)], [tlv.sarNumber, uint(o.number, 1)]] };
  return { esmClass: hasHeader, message: Buffer.concat([Buffer.of(5, 0, 3, o.reference & 0xff, o.total, o.number), o.content]) };
}
const whole = (content: Buffer) => (content.length > 254 ? { esmClass: 0, tlvs: [[tlv.messagePayload, content]] as const } : { esmClass: 0, message: content });

/** Numbering plan of an address: a name, a short code, or a number of the world. */
export function addressKind(address: string): { readonly ton: number; readonly npi: number; readonly address: string } {
  if (/[^+\d]/.test(address)) return { ton: 5, npi: 0, address };
  if (address.startsWith('+')) return { ton: 1, npi: 1, address: address.slice(1) };
  return address.length <= 6 ? { ton: 3, npi: 0, address } : { ton: 1, npi: 1, address };
}
