/** Finds what is wrong in a menu, with the place of each fault; pure. */
import type { MenuNode, MenuTree } from '@aftercare/contract/hotline';

export interface MenuFault { readonly path: string; readonly key: string; readonly params: Readonly<Record<string, unknown>> }

/** Where a station leads, by the field that says so. */
export function exits(node: MenuNode): (readonly [field: string, to: string])[] {
  switch (node.kind) {
    case 'say': case 'language': return [['next', node.next]];
    case 'hours': return [['open', node.open], ['closed', node.closed]];
    case 'menu': return [...Object.entries(node.keys).map(([key, to]) => [`keys.${key}`, to] as const), ['otherwise', node.otherwise]];
    case 'lookup': return [['found', node.found], ['otherwise', node.otherwise]];
    case 'vip': return [['vip', node.vip], ['otherwise', node.otherwise]];
    case 'queue': return [['overflow', node.overflow]];
    case 'transfer': return [['failed', node.failed]];
    case 'voicemail': case 'callback': case 'hangup': return [];
  }
}
const speaks = (node: MenuNode) => (node.kind === 'menu' || node.kind === 'language' || (node.kind === 'lookup' && node.by === 'ticket') ? node.say : null);
/** Exits taken without anybody having to do anything: a circle of them would never end. */
const unasked = (node: MenuNode) => (node.kind === 'menu' ? [node.otherwise] : node.kind === 'queue' || node.kind === 'transfer' ? [] : exits(node).map(([, to]) => to));

export function menuFaults(tree: MenuTree): MenuFault[] {
  const faults: MenuFault[] = [];
  const index = new Map<string, number>();
  tree.nodes.forEach((node, i) => {
    if (index.has(node.id)) faults.push({ path: `menu.nodes.${i}.id`, key: 'hotline.menu.twice', params: { value: node.id } });
    else index.set(node.id, i);
  });
  if (!index.has(tree.start)) faults.push({ path: 'menu.start', key: 'hotline.menu.unknown', params: { value: tree.start } });
  tree.nodes.forEach((node, i) => {
    for (const [field, to] of exits(node)) if (!index.has(to)) faults.push({ path: `menu.nodes.${i}.${field}`, key: 'hotline.menu.unknown', params: { value: to } });
    const say = speaks(node);
    if (say && !say.zh && !say.en && !say.zhFileId && !say.enFileId) faults.push({ path: `menu.nodes.${i}.say`, key: 'hotline.menu.silent', params: { value: node.id } });
    if (node.kind === 'transfer' && node.to.length < 2 && !node.numberId && !node.vendorId) faults.push({ path: `menu.nodes.${i}.to`, key: 'field.required', params: {} });
    if (node.kind === 'menu' && Object.keys(node.keys).length === 0) faults.push({ path: `menu.nodes.${i}.keys`, key: 'hotline.menu.no-keys', params: { value: node.id } });
  });
  if (faults.length > 0) return faults;
  const nodeOf = (id: string) => tree.nodes[index.get(id) ?? 0] as MenuNode;
  const reached = new Set<string>();
  const look = [tree.start];
  for (let id = look.pop(); id !== undefined; id = look.pop()) if (!reached.has(id)) { reached.add(id); look.push(...exits(nodeOf(id)).map(([, to]) => to)); }
  tree.nodes.forEach((node, i) => { if (!reached.has(node.id)) faults.push({ path: `menu.nodes.${i}.id`, key: 'hotline.menu.unreachable', params: { value: node.id } }); });
  const done = new Set<string>();
  const circle = (id: string, way: ReadonlySet<string>): string | null => {
    if (way.has(id)) return id;
    if (done.has(id)) return null;
    for (const to of unasked(nodeOf(id))) { const found = circle(to, new Set([...way, id])); if (found) return found; }
    done.add(id);
    return null;
  };
  // From everywhere: what is reached only after waiting may go round as well.
  let endless: string | null = null;
  for (const { id } of tree.nodes) endless ??= circle(id, new Set());
  if (endless !== null) faults.push({ path: `menu.nodes.${index.get(endless)}.id`, key: 'hotline.menu.endless', params: { value: endless } });
  return faults;
}
