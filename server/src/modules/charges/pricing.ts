import type { ChargeLine, Totals } from '@aftercare/contract/charges';

export type PricedLine = ChargeLine & { netMinor: number };

/** `a × b ÷ c`, half away from zero. Exact for what a bill can hold. */
export function share(a: number, b: number, c: number): number {
  const product = BigInt(a) * BigInt(b);
  const sign = product < 0n ? -1n : 1n;
  return Number((sign * ((product * sign * 2n + BigInt(c)) / (BigInt(c) * 2n))));
}

/**
 * Prices lines: each is rounded once (quantity to thousandths × price), tax once for each rate over the sum of its lines, so
 * that what stands on the paper adds up. Discounts lower the base of their own rate.
 */
export function price(lines: readonly ChargeLine[]): Totals & { lines: PricedLine[] } {
  const priced = lines.map((line) => ({ ...line, netMinor: share(Math.round(line.quantity * 1000), line.unitMinor, 1000) }));
  const rates = [...new Set(priced.map((l) => l.taxRate))].toSorted((a, b) => b - a);
  const taxes = rates.map((rate) => {
    const netMinor = priced.reduce((sum, l) => sum + (l.taxRate === rate ? l.netMinor : 0), 0);
    return { rate, netMinor, taxMinor: share(netMinor, rate, 10_000) };
  });
  const netMinor = taxes.reduce((sum, t) => sum + t.netMinor, 0);
  const taxMinor = taxes.reduce((sum, t) => sum + t.taxMinor, 0);
  return { lines: priced, taxes, netMinor, taxMinor, grossMinor: netMinor + taxMinor };
}

/** Tax of single lines that adds up to the tax of their rate: what rounding leaves goes to the lines that lost most. */
export function taxOfLines(lines: readonly PricedLine[], taxes: Totals['taxes']): number[] {
  const result = lines.map((l) => Math.trunc((l.netMinor * l.taxRate) / 10_000));
  for (const { rate, taxMinor } of taxes) {
    const own = lines.map((l, i) => ({ i, lost: (l.netMinor * rate) / 10_000 - result[i]! })).filter(({ i }) => lines[i]!.taxRate === rate);
    let left = taxMinor - own.reduce((sum, { i }) => sum + result[i]!, 0);
    const step = Math.sign(left);
    for (const { i } of own.toSorted((a, b) => step * (b.lost - a.lost))) {
      if (left === 0) break;
      result[i]! += step;
      left -= step;
    }
  }
  return result;
}

/** The sum as China's papers write it, so that nobody adds a stroke: 12345 fen → 壹佰贰拾叁元肆角伍分. */
export function inChineseWords(amountMinor: number): string {
  const digits = '零壹贰叁肆伍陆柒捌玖';
  const units = ['', '拾', '佰', '仟'];
  const groups = ['', '万', '亿', '万亿'];
  const yuan = Math.floor(amountMinor / 100);
  const [jiao, fen] = [Math.floor((amountMinor % 100) / 10), amountMinor % 10];
  let words = '';
  let zero = false;
  const text = String(yuan);
  for (const [i, digit] of [...text].entries()) {
    const place = text.length - 1 - i;
    if (digit === '0') zero = true;
    else {
      words += (zero && words ? '零' : '') + digits[Number(digit)] + units[place % 4];
      zero = false;
    }
    if (place % 4 === 0 && Number(text.slice(Math.max(0, i - 3), i + 1)) > 0) words += groups[place / 4];
  }
  const whole = words ? `${words}元` : '';
  if (jiao === 0 && fen === 0) return whole ? `${whole}整` : '零元整';
  const cents = (jiao > 0 ? `${digits[jiao]}角` : whole ? '零' : '') + (fen > 0 ? `${digits[fen]}分` : '整');
  return whole + cents;
}
