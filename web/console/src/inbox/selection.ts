/** Which rows of a list are marked, and from where a range reaches. Pure. */
export interface Selection { readonly ids: ReadonlySet<number>; readonly anchor: number | null }
export const nothingSelected: Selection = { ids: new Set(), anchor: null };

/** Marks or unmarks one row. */
export function toggle(selection: Selection, id: number): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id };
}

/** Marks every row there is. */
export const everything = (order: readonly number[]): Selection => ({ ids: new Set(order), anchor: order.at(-1) ?? null });

/** Marks everything between the last marked row and this one, in the order of the list. */
export function extend(selection: Selection, id: number, order: readonly number[]): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return toggle(selection, id);
  return { ids: new Set([...selection.ids, ...order.slice(Math.min(from, to), Math.max(from, to) + 1)]), anchor: selection.anchor };
}

/** Only what is still in the list stays marked. */
export function pruned(selection: Selection, order: readonly number[]): Selection {
  const there = new Set(order);
  const ids = [...selection.ids].filter((id) => there.has(id));
  return ids.length === selection.ids.size ? selection : { ids: new Set(ids), anchor: selection.anchor !== null && there.has(selection.anchor) ? selection.anchor : null };
}
