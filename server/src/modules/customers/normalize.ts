import type { IdentityKind } from '@aftercare/contract/customers';
import { parsePhone } from '../../platform/phone/index.ts';

/**
 * The one form in which an address is kept and compared: mail lower-case, phone E.164 (a number without a country is
 * Chinese). Null when it cannot be such an address.
 */
export function normalizeIdentity(kind: IdentityKind, value: string): string | null {
  const text = value.trim();
  if (kind === 'email') {
    const mail = text.toLowerCase();
    return /^[^\s@<>]+@[^\s@<>]+$/.test(mail) && mail.length <= 320 ? mail : null;
  }
  if (kind === 'phone') {
    const phone = parsePhone(text, 'CN');
    if (phone?.isPossible()) return phone.number;
    const digits = text.replace(/[^\d+]/g, '');
    return digits.length >= 5 && digits.length <= 20 ? digits : null;
  }
  return text.length > 0 && text.length <= 320 ? text : null;
}

/** The one form in which a customer number is kept and compared. */
export const normalNumber = (text: string): string => text.normalize('NFKC').trim().toUpperCase().replace(/\s+/g, '');
