/** What a contract covers, as far as matching looks. */
export interface Coverage {
  readonly startsOn: string; readonly endsOn: string | null; readonly active: boolean;
  readonly regions: readonly string[]; readonly products: readonly string[]; readonly rates: Readonly<Record<string, { readonly amountMinor: number }>>;
}
export interface Wanted { readonly kind: string; readonly region: string; readonly product: string; /** 'YYYY-MM-DD' at the company. */ readonly today: string }

const same = (a: string, b: string) => a.toLocaleLowerCase().startsWith(b.toLocaleLowerCase());

/** Whether a contract covers a job: in its time, with a rate for the kind, in a region it begins with, for a product that has one of its words. */
export function covers(c: Coverage, w: Wanted): boolean {
  if (!c.active || w.today < c.startsOn || (c.endsOn !== null && w.today > c.endsOn) || !c.rates[w.kind]) return false;
  const region = c.regions.length === 0 || c.regions.some((r) => same(w.region, r));
  const product = c.products.length === 0 || c.products.some((p) => w.product.toLocaleLowerCase().includes(p.toLocaleLowerCase()));
  return region && product;
}

/** Serial numbers are read by people: case, spaces and dashes do not count. Null where none was expected. */
export function serialFits(expected: string, given: string): boolean | null {
  const plain = (text: string) => text.replace(/[\s-]/g, '').toUpperCase();
  return plain(expected) === '' ? null : plain(expected) === plain(given);
}
