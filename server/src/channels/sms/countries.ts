export interface Country { readonly prefix: string; readonly sender: string; readonly price: number | null }

/** `+49 NORVANE 0.075; +1 +15005550006`: by country, who it comes from there and what a piece costs. Null where it cannot be read. */
export function readCountries(text: string): readonly Country[] | null {
  const countries: Country[] = [];
  for (const line of text.split(/[;\n；]/).map((part) => part.trim()).filter(Boolean)) {
    const match = /^\+?([1-9]\d{0,6})\s+(\+?\d{3,15}|[\p{L}\d .&-]{1,30}?)(?:\s+(\d+(?:\.\d+)?))?$/u.exec(line);
    const [, prefix, sender, price] = match ?? [];
    if (!prefix || !sender) return null;
    countries.push({ prefix, sender: sender.trim(), price: price === undefined ? null : Number(price) });
  }
  return countries;
}

/** Of a number: the country with the longest prefix that fits. */
export function countryOf(countries: readonly Country[], phone: string): Country | null {
  const digits = phone.replace(/\D/g, '');
  return countries.filter((one) => digits.startsWith(one.prefix)).toSorted((a, b) => b.prefix.length - a.prefix.length)[0] ?? null;
}
