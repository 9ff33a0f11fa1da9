interface Placed { readonly id: number; readonly position: number }

/** Things by their position; those at the same one stay as they were made. */
export function inOrder<Item extends Placed>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => a.position - b.position || a.id - b.id);
}

/** The list with one thing moved, positions counted anew from 1. */
export function moved<Item extends Placed>(items: readonly Item[], id: number, to: number): Item[] {
  const rest = items.filter((one) => one.id !== id);
  const item = items.find((one) => one.id === id);
  if (!item) return [...items];
  return [...rest.slice(0, to), item, ...rest.slice(to)].map((one, at) => ({ ...one, position: at + 1 }));
}

/** Which of the new ones stand elsewhere than before and must be written. */
export function changedPlaces<Item extends Placed>(before: readonly Item[], after: readonly Item[]): Item[] {
  return after.filter((one) => before.find((old) => old.id === one.id)?.position !== one.position);
}
