import { type Currency, currencyDigits, formatMoney } from '@aftercare/contract/money';

/** As people of this language read it: ¥1,234.50. */
export const moneyText = (amountMinor: number, currency: Currency, language: string): string => formatMoney(amountMinor, currency, language);
/** As machines read it: 1234.50. Negative amounts keep their sign. */
export const decimal = (amountMinor: number, currency: Currency): string => (amountMinor / 10 ** currencyDigits[currency]).toFixed(currencyDigits[currency]);
/** 1300 → 13%, 2050 → 20.5%. */
export const percent = (basisPoints: number): string => `${Number((basisPoints / 100).toFixed(2))}%`;
/** Up to three decimals, none that say nothing. */
export const count = (quantity: number): string => String(Number(quantity.toFixed(3)));
