import type { TicketRow } from '../data/types.ts';

interface Pages { readonly pages: readonly { readonly items: readonly TicketRow[] }[] }

/** Rows of all loaded pages, each ticket once: while lists move, a ticket can stand at the end of one page and the start of the next. */
export function rowsOf(data: Pages | undefined): TicketRow[] {
  const seen = new Set<number>();
  return (data?.pages ?? []).flatMap((page) => page.items).filter((row) => !seen.has(row.id) && seen.add(row.id));
}

/** The row to open after one leaves the list: the next below, else the one above. */
export function neighbour(order: readonly number[], id: number): number | null {
  const at = order.indexOf(id);
  return at < 0 ? (order[0] ?? null) : (order[at + 1] ?? order[at - 1] ?? null);
}
