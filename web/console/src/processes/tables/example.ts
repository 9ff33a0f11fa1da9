/** Example inputs for a table: the names its columns ask for, each with a value of the column's type, as JSON to be changed. */
export function inputExample(xml: string, decision: string | undefined): string {
  const names: Record<string, unknown> = {};
  const blocks = [...xml.matchAll(/<(?:\w+:)?decision\b[^>]*?\bid="([^"]+)"[\s\S]*?<\/(?:\w+:)?decision>/g)];
  const wanted = blocks.find(([, id]) => id === decision)?.[0] ?? blocks[0]?.[0] ?? '';
  for (const [, attributes, source] of wanted.matchAll(/<(?:\w+:)?inputExpression\b([^>]*)>\s*<(?:\w+:)?text>([\s\S]*?)<\/(?:\w+:)?text>/g)) {
    const type = /typeRef="([^"]*)"/.exec(attributes ?? '')?.[1];
    const path = /^\s*([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)\s*$/u.exec((source ?? '').replace(/<!\[CDATA\[|\]\]>/g, ''))?.[1]?.split('.');
    if (path) lay(names, path, sample(type));
  }
  return JSON.stringify(names, null, 2);
}

function lay(into: Record<string, unknown>, [head = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) { into[head] ??= value; return; }
  const inner = into[head];
  const next = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
  into[head] = next;
  lay(next, rest, value);
}

function sample(type: string | undefined): unknown {
  if (type === 'number' || type === 'integer' || type === 'long' || type === 'double') return 0;
  if (type === 'boolean') return true;
  if (type === 'date') return '2026-01-31';
  return '';
}
