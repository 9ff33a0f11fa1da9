declare module 'bpmn-js-differ' {
  interface Difference { readonly _added: Record<string, unknown>; readonly _removed: Record<string, unknown>; readonly _changed: Record<string, unknown>; readonly _layoutChanged: Record<string, unknown> }
  /** What differs between two definitions read by bpmn-moddle, by element id. */
  export function diff(older: unknown, newer: unknown): Difference;
}
