/** The value below which a share of a sorted list lies, between neighbours in proportion; 0 for an empty list. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return 0;
  const at = (sorted.length - 1) * Math.min(1, Math.max(0, share));
  const low = Math.floor(at);
  const a = sorted[low] as number;
  const b = sorted[Math.min(low + 1, sorted.length - 1)] as number;
  return a + (b - a) * (at - low);
}

export const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);
export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
export const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();
