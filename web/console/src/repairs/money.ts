import { type Currency, currencyDigits, formatMoney } from '@aftercare/contract/money';

export { formatMoney };
/** What somebody typed as money, in minor units; null when it is none. */
export function readMoney(text: string, currency: Currency): number | null {
  const value = Number(text.replaceAll(',', '').trim());
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) return null;
  return Math.round(value * 10 ** currencyDigits[currency]);
}
/** Minor units as one types them. */
export const writeMoney = (minor: number, currency: Currency): string => (minor / 10 ** currencyDigits[currency]).toFixed(currencyDigits[currency]);
