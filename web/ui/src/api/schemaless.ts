/**
 * Stands in for zod in browser bundles. The apps take types, methods and paths from the contract; checking is the server's
 * work, so the 37 KB of schemas would be carried for nothing. Every call gives the same harmless thing back – but whoever asks it for an
 * answer would get none: a list of choices stands in the contract as a list of its own.
 */
const answers = new Set<string | symbol>(['options', 'parse', 'safeParse', 'enum', 'def']);
const nothing: unknown = new Proxy(() => nothing, {
  get: (_, key) => { if (answers.has(key)) throw new TypeError(`There are no schemas in the browser: .${String(key)}`); return key === Symbol.toPrimitive ? () => '' : nothing; },
  apply: () => nothing,
});
/** `z.enum` and the like make a schema; a schema is not asked what it holds. */
export const z: unknown = new Proxy(() => nothing, { get: () => nothing, apply: () => nothing });
