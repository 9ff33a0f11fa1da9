/** The order in which rights are read; what the server adds later comes after. */
const order = ['tickets', 'customers', 'templates', 'analytics', 'sla', 'routing', 'channels', 'org'];

/** Rights by the thing they are about: `tickets.read`, `tickets.write` → tickets. */
export function groupRights(rights: readonly string[]): readonly (readonly [group: string, rights: readonly string[]])[] {
  const groups = Map.groupBy(rights.filter((right) => right !== '*' && right !== 'self'), (right) => right.split('.')[0] ?? right);
  const place = (group: string) => (order.includes(group) ? order.indexOf(group) : order.length);
  return [...groups].sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b));
}
