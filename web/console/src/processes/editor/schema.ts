/** A field of an action's input, as its JSON Schema tells. */
export interface InputField { readonly name: string; readonly type: string; readonly required: boolean; readonly choices: readonly string[]; readonly description: string }

type Schema = Record<string, unknown>;
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

/** Fields of an object schema, required ones first; those of all variants where there are several. */
export function inputFields(schema: Schema): InputField[] {
  const variants = [schema['anyOf'], schema['oneOf'], schema['allOf']].flatMap((list) => (Array.isArray(list) ? list.filter(isSchema) : []));
  const found = new Map<string, InputField>();
  for (const one of [schema, ...variants]) {
    const required = Array.isArray(one['required']) ? (one['required'] as string[]) : [];
    for (const [name, field] of Object.entries(isSchema(one['properties']) ? one['properties'] : {})) {
      if (found.has(name) || !isSchema(field)) continue;
      found.set(name, { name, type: typeWord(field), required: required.includes(name), choices: choicesOf(field), description: typeof field['description'] === 'string' ? field['description'] : '' });
    }
  }
  return [...found.values()].sort((a, b) => Number(b.required) - Number(a.required));
}

function choicesOf(field: Schema): string[] {
  if (Array.isArray(field['enum'])) return field['enum'].filter((one): one is string => typeof one === 'string');
  return [field['anyOf'], field['oneOf']].flatMap((list) => (Array.isArray(list) ? list.filter(isSchema).flatMap(choicesOf) : []));
}

function typeWord(field: Schema): string {
  const { type } = field;
  if (typeof type === 'string') return type === 'array' && isSchema(field['items']) ? `${typeWord(field['items'])}[]` : type;
  const variants = [field['anyOf'], field['oneOf']].flatMap((list) => (Array.isArray(list) ? list.filter(isSchema) : []));
  return [...new Set(variants.map(typeWord).filter((one) => one !== 'null' && one !== ''))].join(' | ');
}
