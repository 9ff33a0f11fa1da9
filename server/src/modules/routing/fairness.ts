/** How evenly work was spread: what each got beside what their time present entitled them to; pure. */

export interface Got { readonly id: number; readonly given: number; readonly weight: number; readonly hours: number }
export interface Share extends Got { /** Of all weight. */ readonly share: number; readonly fair: number }

/**
 * 1 when everybody got their fair share, less by the part of the work that would have to change hands; null when there is nothing to
 * compare. Who was not here has no share coming; where nobody's time is known, all are alike.
 */
export function spread(people: readonly Got[]): { evenness: number | null; people: Share[] } {
  const weight = people.reduce((sum, p) => sum + p.weight, 0);
  const hours = people.reduce((sum, p) => sum + p.hours, 0);
  const shares = people.map((p): Share => ({ ...p, share: weight > 0 ? p.weight / weight : 0, fair: hours > 0 ? p.hours / hours : 1 / people.length }));
  const astray = shares.reduce((sum, p) => sum + Math.abs(p.share - p.fair), 0) / 2;
  return { evenness: weight === 0 || people.length < 2 ? null : Math.max(0, 1 - astray), people: shares.toSorted((a, b) => b.weight - a.weight || a.id - b.id) };
}
