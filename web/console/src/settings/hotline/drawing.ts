/** Where the stations of a menu stand when it is drawn: a column for each step away from the start; pure. */
import type { MenuNode, MenuTree } from '@aftercare/contract/hotline';

export interface Way { readonly from: string; readonly to: string; /** A key that is pressed, or the field that leads there. */ readonly by: string; readonly key: boolean }
export function waysOf(node: MenuNode): Way[] {
  const way = (by: string, to: string, key = false): Way => ({ from: node.id, to, by, key });
  switch (node.kind) {
    case 'say': case 'language': return [way('next', node.next)];
    case 'hours': return [way('open', node.open), way('closed', node.closed)];
    case 'menu': return [...Object.entries(node.keys).map(([key, to]) => way(key, to, true)), way('otherwise', node.otherwise)];
    case 'lookup': return [way('found', node.found), way('notFound', node.otherwise)];
    case 'vip': return [way('vipTo', node.vip), way('others', node.otherwise)];
    case 'queue': return [way('overflow', node.overflow)];
    case 'transfer': return [way('failed', node.failed)];
    case 'voicemail': case 'callback': case 'hangup': return [];
  }
}
export interface Placed { readonly node: MenuNode; readonly column: number; readonly row: number }
export interface Drawing { readonly placed: readonly Placed[]; readonly ways: readonly Way[]; readonly columns: number; readonly rows: number }

/** Stations nobody reaches stand in a last column of their own. */
export function draw(menu: MenuTree): Drawing {
  const nodes = new Map(menu.nodes.map((node) => [node.id, node]));
  const columnOf = new Map<string, number>();
  // The longest way decides, so that arrows lead to the right; a way back does not push anything further.
  const visit = (id: string, column: number, way: ReadonlySet<string>): void => {
    const node = nodes.get(id);
    if (!node || way.has(id) || (columnOf.get(id) ?? -1) >= column) return;
    columnOf.set(id, column);
    const here = new Set([...way, id]);
    for (const { to } of waysOf(node)) visit(to, column + 1, here);
  };
  visit(menu.start, 0, new Set());
  const last = Math.max(-1, ...columnOf.values()) + 1;
  const taken = new Map<number, number>();
  const placed = menu.nodes.map((node): Placed => {
    const column = columnOf.get(node.id) ?? last;
    const row = taken.get(column) ?? 0;
    taken.set(column, row + 1);
    return { node, column, row };
  });
  // Several ways between the same two are one line with all their words.
  const ways = menu.nodes.flatMap((node) => [...Map.groupBy(waysOf(node).filter((w) => nodes.has(w.to)), (w) => w.to).values()].map((same): Way => ({ ...(same[0] as Way), by: same.map((w) => w.by).join('\u0000'), key: same.every((w) => w.key) })));
  return { placed, ways, columns: Math.max(0, ...placed.map((p) => p.column)) + 1, rows: Math.max(1, ...taken.values()) };
}
