/**
 * A key for a skill out of its English name: "Compressor repair" → `compressor-repair`. Where nothing is left, or the key is
 * taken, a number follows.
 * @returns of the form the contract wants: `[a-z0-9-]{1,40}`
 */
export function keyFor(name: string, taken: readonly string[]): string {
  const plain = name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 36).replace(/-+$/, '') || 'item';
  for (let number = 1; ; number++) {
    const key = number === 1 && plain !== 'item' ? plain : `${plain}-${number}`;
    if (!taken.includes(key)) return key;
  }
}
