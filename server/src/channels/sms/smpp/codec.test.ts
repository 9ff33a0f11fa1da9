import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeGsm7, encodeGsm7 } from '../gsm7.ts';
import { segmentsOf } from '../segments.ts';
import { addressKind, partGiven, partOf } from './parts.ts';
import { type Pdu, command, decodePdu, encodePdu, responseTo, tlv } from './pdu.ts';
import { idForms, isReceipt, receiptOf } from './receipt.ts';
import { decodeText, encodeText } from './text.ts';

test('a submit_sm stands on the wire byte for byte as the specification lays it out', () => {
  const bytes = encodePdu(command.submitSm, 7, { fields: { source_addr_ton: 5, source_addr: 'NV', dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: '49151', esm_class: 0x40, registered_delivery: 1, data_coding: 8 }, message: Buffer.of(0xaa, 0xbb), tlvs: [[0x0204, Buffer.of(1, 2)]] });
  expect(bytes.toString('hex')).toBe([
    '00000030', '00000004', '00000000', '00000007',
    '00', '05', '00', '4e5600', '01', '01', '343931353100', '40', '00', '00', '00', '00', '01', '00', '08', '00', '02', 'aabb', '020400020102',
  ].join(''));
  expect(decodePdu(bytes)).toMatchObject({ sequence: 7, fields: { source_addr: 'NV', destination_addr: '49151', data_coding: 8 }, message: Buffer.of(0xaa, 0xbb) });
});

test('answers without a body are read; a body that ends early is not', () => {
  expect(decodePdu(encodePdu(responseTo(command.submitSm), 3, { status: 0x58 }))).toMatchObject({ status: 0x58, sequence: 3, fields: {} });
  const whole = encodePdu(command.deliverSm, 9, { fields: { source_addr: '1', destination_addr: '2' }, message: Buffer.from('hello') });
  for (let cut = 17; cut < whole.length; cut++) expect(() => decodePdu(whole.subarray(0, cut))).toThrow(expect.objectContaining({ sequence: 9 }));
});

test('the GSM alphabet has 128 places and its extension ten', () => {
  expect(encodeGsm7('@Δ !€[~]')?.toString('hex')).toBe('0010202 11b651b3c1b3d1b3e'.replaceAll(' ', ''));
  expect([encodeGsm7('ç'), encodeGsm7('洗'), encodeGsm7('`')]).toEqual([null, null, null]);
  // Not in the extension table: shown as its letter of the first one; a lone escape is a space.
  expect(decodeGsm7(Buffer.of(0x1b, 0x41, 0x1b))).toBe('A ');
  const all = Array.from({ length: 128 }, (_, code) => code).filter((code) => code !== 0x1b).map((code) => decodeGsm7(Buffer.of(code))).join('');
  expect([new Set(all).size, encodeGsm7(all)?.length]).toEqual([127, 127]);
});

test('any text comes back from its pieces, each within a message and as many as counted', () => {
  fc.assert(fc.property(fc.string({ unit: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...'aZ9 @€[]é\nΩ洗衣') }, { weight: 1, arbitrary: fc.constantFrom('😀', '𠮷', 'ş') }), maxLength: 400 }), fc.constantFrom('gsm7' as const, 'latin1' as const), (text, alphabet) => {
    const { coding, pieces } = encodeText(text, alphabet);
    expect(decodeText(Buffer.concat(pieces), coding, alphabet)).toBe(text);
    expect(Math.max(...pieces.map((p) => p.length))).toBeLessThanOrEqual(coding === 8 ? (pieces.length === 1 ? 140 : 134) : pieces.length === 1 ? 160 : 153);
    if (alphabet === 'gsm7') expect(pieces.length).toBe(segmentsOf(text).segments);
    for (const piece of pieces) if (coding === 8) expect(decodeText(piece, 8, alphabet)).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
  }), { numRuns: 300 });
});

test('coding 1 is ASCII, unless there is what only the GSM alphabet has', () => {
  expect([decodeText(Buffer.from('a@b {x} $5'), 1, 'gsm7'), decodeText(encodeGsm7('a@b {x} $5') ?? Buffer.alloc(0), 1, 'gsm7'), decodeText(Buffer.of(1, 2), 4, 'gsm7'), decodeText(Buffer.of(0x4f, 0x60), 0x18, 'gsm7'), decodeText(Buffer.of(0x1b, 0x65), 0xf1, 'latin1')]).toEqual(['a@b {x} $5', 'a@b {x} $5', null, '\u4f60', '€']);
});

test('a piece says its place by either header, by SAR, or not at all', () => {
  const read = (given: ReturnType<typeof partGiven>, esm = given.esmClass) => {
    const { esmClass: _, ...rest } = given;
    return partOf(decodePdu(encodePdu(command.deliverSm, 1, { ...rest, fields: { source_addr: '49', destination_addr: '1', esm_class: esm } })));
  };
  const content = Buffer.from('part');
  expect(read(partGiven({ content, number: 2, total: 3, reference: 0x1ff, style: 'udh' }))).toMatchObject({ content, long: { reference: 0xff, total: 3, number: 2 } });
  expect(read(partGiven({ content, number: 2, total: 3, reference: 0x1ff, style: 'sar' }))).toMatchObject({ content, long: { reference: 0x1ff, total: 3, number: 2 } });
  const payload = Buffer.alloc(3000, 'x');
  expect(read(partGiven({ content: payload, number: 1, total: 1, reference: 1, style: 'payload' }))).toMatchObject({ content: payload, long: null });
  // A port header before the one of 16 bits; a place outside of the whole is none.
  expect(read({ esmClass: 0x40, message: Buffer.concat([Buffer.of(12, 5, 4, 0, 80, 0, 80, 8, 4, 1, 2, 2, 1), content]) })).toMatchObject({ content, long: { reference: 258, total: 2, number: 1 } });
  expect(read({ esmClass: 0x40, message: Buffer.concat([Buffer.of(5, 0, 3, 1, 2, 3), content]) }).long).toBeNull();
  expect(read({ esmClass: 0x40, message: Buffer.of(200, 0, 3) })).toMatchObject({ content: Buffer.alloc(0), long: null });
});

test('receipts are read by parameters or by the usual text', () => {
  const receipt = (text: string, tlvs: readonly (readonly [number, Buffer])[] = [], esm = 4): Pdu => decodePdu(encodePdu(command.deliverSm, 1, { fields: { source_addr: '49', destination_addr: '1', esm_class: esm }, message: Buffer.from(text), tlvs }));
  expect(isReceipt(receipt('x'))).toBe(true);
  expect(isReceipt(receipt('x', [], 0x40))).toBe(false);
  expect(receiptOf(receipt('id:0123456789 sub:001 dlvrd:001 submit date:2605181000 done date:2605181001 stat:DELIVRD err:000 text:Hello'))).toEqual({ id: '0123456789', reference: null, state: 'delivered', detail: 'DELIVRD' });
  expect(receiptOf(receipt('id:7f done date:1 stat:UNDELIV err:027 Text:id:9'))).toMatchObject({ id: '7f', state: 'failed', detail: 'UNDELIV 027' });
  expect(receiptOf(receipt('', [[tlv.receiptedMessageId, Buffer.from('ab\0')], [tlv.messageState, Buffer.of(6)], [tlv.userMessageReference, Buffer.of(1, 0)]]))).toEqual({ id: 'ab', reference: 256, state: 'sent', detail: 'ACCEPTD' });
  expect(receiptOf(receipt('nothing of use'))).toBeNull();
  expect(idForms('0123')).toEqual(['0123', '7b', '7B', '123', '291']);
});

test('a sender is a name, a short code or a number of the world', () => {
  expect(['NORVANE', '10690', '+4915112345', '8613900001234'].map(addressKind)).toEqual([{ ton: 5, npi: 0, address: 'NORVANE' }, { ton: 3, npi: 0, address: '10690' }, { ton: 1, npi: 1, address: '4915112345' }, { ton: 1, npi: 1, address: '8613900001234' }]);
});
