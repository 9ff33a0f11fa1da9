/** SMPP 3.4: what travels between a company and a message centre. Numbers and names are the specification's. */
export const command = {
  bindReceiver: 0x01, bindTransmitter: 0x02, querySm: 0x03, submitSm: 0x04, deliverSm: 0x05, unbind: 0x06, bindTransceiver: 0x09, outbind: 0x0b, enquireLink: 0x15, alertNotification: 0x102, dataSm: 0x103,
} as const;
const response = 0x8000_0000;
export const responseTo = (id: number): number => (id | response) >>> 0;
export const isResponse = (id: number): boolean => id >= response;
export const genericNack = response;

export const status = { ok: 0x00, invalidLength: 0x01, invalidCommandLength: 0x02, invalidCommand: 0x03, bindStatus: 0x04, alreadyBound: 0x05, systemError: 0x08, invalidSource: 0x0a, invalidDestination: 0x0b, bindFailed: 0x0d, invalidPassword: 0x0e, invalidSystemId: 0x0f, queueFull: 0x14, throttled: 0x58, temporaryAppError: 0x64 } as const;

export const tlv = { receiptedMessageId: 0x001e, userMessageReference: 0x0204, scInterfaceVersion: 0x0210, sarReference: 0x020c, sarTotal: 0x020e, sarNumber: 0x020f, networkErrorCode: 0x0423, messagePayload: 0x0424, messageState: 0x0427 } as const;

type Field = readonly [name: string, length: 'u8' | number];
const addresses = (most: number): Field[] => [['service_type', 6], ['source_addr_ton', 'u8'], ['source_addr_npi', 'u8'], ['source_addr', most], ['dest_addr_ton', 'u8'], ['dest_addr_npi', 'u8'], ['destination_addr', most]];
const bind: readonly Field[] = [['system_id', 16], ['password', 9], ['system_type', 13], ['interface_version', 'u8'], ['addr_ton', 'u8'], ['addr_npi', 'u8'], ['address_range', 41]];
const short: readonly Field[] = [...addresses(21), ['esm_class', 'u8'], ['protocol_id', 'u8'], ['priority_flag', 'u8'], ['schedule_delivery_time', 17], ['validity_period', 17], ['registered_delivery', 'u8'], ['replace_if_present_flag', 'u8'], ['data_coding', 'u8'], ['sm_default_msg_id', 'u8']];
const answered: readonly Field[] = [['message_id', 65]];
const forms = new Map<number, readonly Field[]>([
  [command.bindReceiver, bind], [command.bindTransmitter, bind], [command.bindTransceiver, bind], [command.submitSm, short], [command.deliverSm, short],
  [command.dataSm, [...addresses(65), ['esm_class', 'u8'], ['registered_delivery', 'u8'], ['data_coding', 'u8']]],
  ...[command.bindReceiver, command.bindTransmitter, command.bindTransceiver].map((id) => [responseTo(id), [['system_id', 16]]] as const),
  ...[command.submitSm, command.deliverSm, command.dataSm].map((id) => [responseTo(id), answered] as const),
  [command.outbind, [['system_id', 16], ['password', 9]]],
]);
/** These carry a length and that many bytes behind their fields. */
const withMessage = new Set<number>([command.submitSm, command.deliverSm]);

export interface Pdu {
  readonly command: number;
  readonly status: number;
  readonly sequence: number;
  readonly fields: Readonly<Record<string, string | number>>;
  readonly message: Buffer;
  readonly tlvs: ReadonlyMap<number, Buffer>;
}
export type Given = Partial<Omit<Pdu, 'command' | 'sequence' | 'tlvs'>> & { readonly tlvs?: readonly (readonly [number, Buffer])[] };

/** The body is not of its command's form; `sequence` is whose answer should say so. */
export class MalformedPdu extends Error {
  readonly sequence: number;
  constructor(words: string, sequence: number) {
    super(words);
    this.sequence = sequence;
  }
}

export const wordOf = (pdu: Pdu, field: string): string => String(pdu.fields[field] ?? '');
export const numberOf = (pdu: Pdu, field: string): number => Number(pdu.fields[field] ?? 0);
export const uint = (value: number, bytes: number): Buffer => { const out = Buffer.alloc(bytes); out.writeUIntBE(value, 0, bytes); return out; };

export function encodePdu(id: number, sequence: number, { status: state = 0, fields = {}, message = Buffer.alloc(0), tlvs = [] }: Given): Buffer {
  const parts: Buffer[] = [];
  // An answer that says no has no body.
  if (!(isResponse(id) && state !== 0)) {
    for (const [name, length] of forms.get(id) ?? []) {
      const value = fields[name] ?? (length === 'u8' ? 0 : '');
      if (length === 'u8') { parts.push(Buffer.of(Number(value))); continue; }
      const bytes = Buffer.from(String(value).replaceAll('\0', ''), 'latin1');
      if (bytes.length >= length) throw new RangeError(`${name} is longer than SMPP allows (${length - 1})`);
      parts.push(bytes, Buffer.of(0));
    }
    if (withMessage.has(id)) {
      if (message.length > 254) throw new RangeError('a short message has 254 bytes at most');
      parts.push(Buffer.of(message.length), message);
    }
    for (const [tag, value] of tlvs) parts.push(uint(tag, 2), uint(value.length, 2), value);
  }
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(16);
  head.writeUInt32BE(16 + body.length, 0);
  head.writeUInt32BE(id, 4);
  head.writeUInt32BE(state, 8);
  head.writeUInt32BE(sequence, 12);
  return Buffer.concat([head, body]);
}

/** `bytes` is one whole PDU. Answers may be shorter than their form: several centres leave the body out. @throws MalformedPdu */
export function decodePdu(bytes: Buffer): Pdu {
  const [id, state, sequence] = [bytes.readUInt32BE(4), bytes.readUInt32BE(8), bytes.readUInt32BE(12)];
  const fields: Record<string, string | number> = {};
  const tlvs = new Map<number, Buffer>();
  let message: Buffer = Buffer.alloc(0);
  let at = 16;
  const tooShort = (what: string): never => { throw new MalformedPdu(`the body ends within ${what}`, sequence); };
  for (const [name, length] of forms.get(id) ?? []) {
    if (at >= bytes.length && isResponse(id)) break;
    if (length === 'u8') { if (at >= bytes.length) tooShort(name); fields[name] = bytes[at++] ?? 0; continue; }
    const end = bytes.indexOf(0, at);
    if (end < 0) tooShort(name);
    fields[name] = bytes.toString('latin1', at, end);
    at = end + 1;
  }
  if (withMessage.has(id)) {
    const length = bytes[at++] ?? tooShort('sm_length');
    if (at + length > bytes.length) tooShort('short_message');
    message = bytes.subarray(at, at + length);
    at += length;
  }
  while (at + 4 <= bytes.length) {
    const [tag, length] = [bytes.readUInt16BE(at), bytes.readUInt16BE(at + 2)];
    if (at + 4 + length > bytes.length) tooShort(`the optional parameter ${tag}`);
    tlvs.set(tag, bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { command: id, status: state, sequence, fields, message, tlvs };
}
