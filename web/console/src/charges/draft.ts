import type { ChargeLine, LineKind } from '@aftercare/contract/charges';
import { type Currency, currencyDigits } from '@aftercare/contract/money';

/** A line as somebody types it: numbers are texts until they are read. */
export interface DraftLine { readonly key: number; readonly kind: LineKind; readonly description: string; readonly quantity: string; readonly price: string; readonly tax: string; readonly partId: number | null }

/** `1,234.5`, `1234,5` or `１２３` as a number; NaN for anything else. */
export function readNumber(text: string): number {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '');
  const dotted = /,\d{1,2}$/.test(plain) ? plain.replaceAll('.', '').replace(',', '.') : plain.replaceAll(',', '');
  return /^-?\d+(\.\d+)?$/.test(dotted) ? Number(dotted) : Number.NaN;
}

/** Lines as the contract has them; a line that cannot be read yet is null. Discounts are typed as positive amounts. */
export function readLine(line: DraftLine, currency: Currency): ChargeLine | null {
  const [quantity, price, tax] = [readNumber(line.quantity), readNumber(line.price), readNumber(line.tax)];
  const unit = Math.round(price * 10 ** currencyDigits[currency]);
  if (!line.description.trim() || !(quantity > 0) || !Number.isFinite(unit) || !(tax >= 0 && tax <= 100)) return null;
  return { kind: line.kind, description: line.description.trim(), quantity: Math.round(quantity * 1000) / 1000, unitMinor: line.kind === 'discount' ? -Math.abs(unit) : Math.abs(unit), taxRate: Math.round(tax * 100), partId: line.partId };
}

const half = (n: number) => Math.sign(n) * Math.round(Math.abs(n));
/** What it will come to, as the server counts: each line rounded once, tax once for each rate. */
export function sumsOf(lines: readonly ChargeLine[]): { netMinor: number; taxMinor: number; grossMinor: number } {
  const nets = lines.map((l) => ({ rate: l.taxRate, net: half((Math.round(l.quantity * 1000) * l.unitMinor) / 1000) }));
  const netMinor = nets.reduce((sum, l) => sum + l.net, 0);
  const taxMinor = [...new Set(nets.map((l) => l.rate))].reduce((sum, rate) => sum + half((nets.filter((l) => l.rate === rate).reduce((s, l) => s + l.net, 0) * rate) / 10_000), 0);
  return { netMinor, taxMinor, grossMinor: netMinor + taxMinor };
}
