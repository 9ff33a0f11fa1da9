import { z } from 'zod';

/** ISO 4217 codes we bill in. */
export const Currency = z.enum(['CNY', 'EUR', 'USD', 'GBP', 'HKD', 'JPY']);
export type Currency = z.infer<typeof Currency>;
/** Digits after the point: amounts are integers in minor units (fen, cents; whole yen). */
export const currencyDigits: Readonly<Record<Currency, number>> = { CNY: 2, EUR: 2, USD: 2, GBP: 2, HKD: 2, JPY: 0 };
/** An amount that is not negative, in minor units. At most a thousand million of them: sums stay exact. */
export const Minor = z.int().min(0).max(1_000_000_000);
export const SignedMinor = z.int().min(-1_000_000_000).max(1_000_000_000);

/** `12345` CNY → `¥123.45`, as readers of this language write it. */
export function formatMoney(amountMinor: number, currency: Currency, language: string): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(amountMinor / 10 ** currencyDigits[currency]);
}
