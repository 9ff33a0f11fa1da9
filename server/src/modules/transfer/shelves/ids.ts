import type { Known } from '../known.ts';

/** What numbers inside settings and answers are called, and whose they are. */
const kinds: Readonly<Record<string, string>> = {
  ownerId: 'agent', agentId: 'agent', authorId: 'agent', assigneeId: 'agent', personId: 'agent', teamId: 'team', customerId: 'customer', ticketId: 'ticket', calendarId: 'calendar', skillId: 'skill', queueId: 'queue', siteId: 'site', technicianId: 'technician', unitId: 'unit', modelId: 'model', variantId: 'variant',
  partId: 'part', vendorId: 'vendor', planId: 'plan', policyId: 'warranty-policy', macroId: 'macro', templateId: 'template', quoteId: 'quote', invoiceId: 'invoice', repairId: 'repair', returnId: 'return', visitId: 'visit', carrierId: 'carrier', shopId: 'shop', fileId: 'file', photoId: 'file',
};
const overflows = new Set(['queue', 'team', 'vendor']);
const kindOf = (key: string) => kinds[key] ?? (key.endsWith('Ids') ? kinds[key.slice(0, -1)] : undefined);
export const foreign = (kind: string, id: number): string => (kind === 'agent' ? `agent:${id}` : String(id));
type Visit = (kind: string, id: number) => number | null;

/** JSON of another house with its numbers changed: those under a name that says whose they are, and who did it. */
export function withIds(value: unknown, visit: Visit, key = ''): unknown {
  const kind = kindOf(key);
  if (typeof value === 'number' && kind) return visit(kind, value);
  if (Array.isArray(value)) return kind && value.every((v) => typeof v === 'number') ? (value as number[]).flatMap((v) => visit(kind, v) ?? []) : value.map((inner) => withIds(inner, visit));
  if (typeof value !== 'object' || value === null) return value;
  const one = value as Record<string, unknown>;
  // Where a queue sends what waited too long: nowhere, where that one did not come along.
  if (overflows.has(String(one['to'])) && typeof one['id'] === 'number') { const id = visit(String(one['to']), one['id']); return id === null ? null : { ...one, id }; }
  const who = (one['kind'] === 'agent' || one['kind'] === 'customer') && typeof one['id'] === 'number' ? { id: visit(one['kind'], one['id']) } : {};
  return { ...Object.fromEntries(Object.entries(one).map(([k, inner]) => [k, withIds(inner, visit, k)])), ...who };
}
export function idsIn(value: unknown): { kind: string; foreignId: string }[] {
  const found: { kind: string; foreignId: string }[] = [];
  withIds(value, (kind, id) => { found.push({ kind, foreignId: foreign(kind, id) }); return id; });
  return found;
}
export const idsHere = (value: unknown, known: Known) => withIds(value, (kind, id) => known.get(kind, foreign(kind, id)) ?? null);
