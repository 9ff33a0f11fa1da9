/** The first of `c1`, `c2`, … that none of the things has. */
export function freshKey(prefix: string, taken: readonly { readonly key: string }[]): string {
  for (let n = taken.length + 1; ; n++) if (!taken.some((one) => one.key === `${prefix}${n}`)) return `${prefix}${n}`;
}
