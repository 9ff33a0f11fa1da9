import { type Pdu, numberOf, tlv } from './pdu.ts';

export interface Receipt { readonly id: string; readonly reference: number | null; readonly state: 'sent' | 'delivered' | 'failed'; readonly detail: string }

const receiptMark = 0x04;
/** A deliver_sm that tells of a message of ours. */
export const isReceipt = (pdu: Pdu): boolean => (numberOf(pdu, 'esm_class') & 0x3c) === receiptMark;

/** message_state by number; the text form has the same words cut to seven letters. */
const words = ['SCHEDULED', 'ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD'];
const stateOf = (word: string): Receipt['state'] => (word === 'DELIVRD' ? 'delivered' : ['EXPIRED', 'DELETED', 'UNDELIV', 'REJECTD'].includes(word) ? 'failed' : 'sent');

/** By its parameters where they stand, else by the text that most centres write (appendix B of the specification). Null where it names nothing. */
export function receiptOf(pdu: Pdu): Receipt | null {
  const text = (pdu.message.length > 0 ? pdu.message : (pdu.tlvs.get(tlv.messagePayload) ?? Buffer.alloc(0))).toString('latin1');
  const named = (name: string) => new RegExp(`(?:^|\\s)${name}:\\s*([^\\s]+)`, 'i').exec(text)?.[1] ?? '';
  const id = ascii(pdu.tlvs.get(tlv.receiptedMessageId)) || named('id');
  const number = pdu.tlvs.get(tlv.messageState)?.[0];
  const word = number === undefined ? named('stat').toUpperCase().slice(0, 7) : (words[number] ?? 'UNKNOWN');
  const reference = pdu.tlvs.get(tlv.userMessageReference);
  if (id === '' && reference === undefined) return null;
  const error = named('err').replace(/^0+$/, '');
  return { id, reference: reference?.length === 2 ? reference.readUInt16BE(0) : null, state: stateOf(word), detail: [word, error].filter(Boolean).join(' ') };
}
const ascii = (bytes: Buffer | undefined): string => (bytes ? bytes.toString('latin1').replace(/\0.*$/s, '') : '');

/** Several centres answer with a number in hexadecimal and name it in decimal later, or the other way round. */
export function idForms(id: string): string[] {
  const forms = [id];
  if (/^\d{1,20}$/.test(id)) forms.push(BigInt(id).toString(16), BigInt(id).toString(16).toUpperCase(), id.replace(/^0+(?=.)/, ''));
  if (/^[\da-f]{1,16}$/i.test(id)) forms.push(BigInt(`0x${id}`).toString());
  return [...new Set(forms)];
}
