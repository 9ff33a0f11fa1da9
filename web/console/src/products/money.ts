const whole = new Set(['JPY', 'KRW']);
/** `129900` CNY → `¥1,299.00`, as readers of this language write it. */
export const money = (minor: number, currency: string, language: string): string => new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(minor / (whole.has(currency) ? 1 : 100));
