/** What of a BPMN element the naming needs. */
export interface Named { readonly $type: string; id?: string; name?: string | undefined; extensionElements?: { values?: Named[] } | undefined; zh?: string; en?: string }
type Tree = Named & Record<string, unknown>;

/** Every BPMN element of a definition, each once; the picture part is left out. */
export function elementsOf(definitions: unknown): Named[] {
  const seen = new Set<unknown>();
  const found: Named[] = [];
  const walk = (thing: unknown): void => {
    if (Array.isArray(thing)) { for (const one of thing) walk(one); return; }
    if (typeof thing !== 'object' || thing === null || seen.has(thing)) return;
    const type = (thing as { $type?: unknown }).$type;
    if (typeof type !== 'string' || type.startsWith('bpmndi:')) return;
    seen.add(thing);
    found.push(thing as Named);
    for (const key of Object.keys(thing)) if (!key.startsWith('$')) walk((thing as Tree)[key]);
  };
  walk(definitions);
  return found;
}

/** The title an element carries in both languages. */
export function titleOf(element: Named): Named | undefined {
  return element.extensionElements?.values?.find((value) => value.$type === 'aftercare:Title');
}

/** Gives elements with a title in both languages their name in the reader's. */
export function nameIn(definitions: unknown, language: string): void {
  for (const element of elementsOf(definitions)) {
    const title = titleOf(element);
    const words = title ? (language.startsWith('zh') ? title.zh : title.en) : undefined;
    if (words) element.name = words;
  }
}
