/** A change may be taken back once, when all it touched are fields people set. */
export function mayUndo(change: { undone: boolean; fields: readonly { field: string }[] }): boolean {
  return !change.undone && change.fields.every((f) => undoable.has(f.field));
}
const undoable = new Set(['subject', 'type', 'status', 'priority', 'ownerId', 'teamId', 'product', 'serial', 'unitId', 'tags', 'fields', 'snoozedUntil', 'waitsFor']);
