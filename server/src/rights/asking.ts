import { type Schema, zodOf } from '@aftercare/contract';
import { z } from 'zod';

interface Json { type?: string | string[]; const?: unknown; enum?: unknown[]; anyOf?: Json[]; oneOf?: Json[]; allOf?: Json[]; properties?: Record<string, Json>; required?: string[]; items?: Json; prefixItems?: Json[]; minItems?: number; minimum?: number; exclusiveMinimum?: number; minLength?: number; pattern?: string; format?: string; $ref?: string; $defs?: Record<string, Json>; default?: unknown; additionalProperties?: Json | boolean }

/** Texts for the forms that patterns ask for. */
const forms = ['asked', 'asked-for', '09:00', '2026-03-02', '2026-03', '03-02', '123456', 'A', 'CNY', '#aabbcc', '2026-03-02T02:00:00Z', '+8613700137000', 'asked@example.com', 'x'.repeat(40)];

/** The smallest thing a schema accepts; `idFor` says which row a field such as `siteId` is about. */
export function askingFor(schema: Schema, idFor: (field: string) => number | undefined): unknown {
  const whole = z.toJSONSchema(zodOf(schema), { io: 'input', unrepresentable: 'any' }) as Json;
  const text = (s: Json): string => {
    if (s.format === 'date-time') return '2026-03-02T02:00:00Z';
    if (s.format === 'date') return '2026-03-02';
    if (s.format === 'email') return 'asked@example.com';
    if (s.format === 'uri') return 'https://example.com/asked';
    const fits = s.pattern === undefined ? 'asked' : (forms.find((f) => new RegExp(s.pattern ?? '', 'u').test(f)) ?? 'asked');
    return fits.padEnd(s.minLength ?? 0, 'd');
  };
  const make = (s: Json, field: string, depth: number): unknown => {
    if (s.$ref) return make(whole.$defs?.[s.$ref.split('/').at(-1) ?? ''] ?? {}, field, depth + 1);
    if (s.const !== undefined) return s.const;
    if (s.enum) return s.enum[0];
    if (s.allOf) return Object.assign({}, ...s.allOf.map((part) => make(part, field, depth))) as unknown;
    const choices = s.anyOf ?? s.oneOf;
    if (choices) return make(choices.find((c) => c.type !== 'null') ?? {}, field, depth);
    const type = Array.isArray(s.type) ? s.type[0] : s.type;
    if (type === 'object' || s.properties) {
      // Also what need not be said, where it names somebody else's row.
      const wanted = Object.keys(s.properties ?? {}).filter((name) => s.required?.includes(name) || (idFor(name) !== undefined && depth < 4));
      return Object.fromEntries(wanted.map((name) => [name, make(s.properties?.[name] ?? {}, name, depth + 1)]));
    }
    if (type === 'array') {
      if (s.prefixItems) return s.prefixItems.map((item) => make(item, field, depth + 1));
      const one = field.replace(/s$/, '');
      const needed = Math.max(s.minItems ?? 0, idFor(one) === undefined && idFor(field) === undefined ? 0 : 1);
      return Array.from({ length: needed }, () => make(s.items ?? {}, one, depth + 1));
    }
    if (type === 'integer' || type === 'number') return idFor(field) ?? Math.max(s.minimum ?? 1, s.exclusiveMinimum === undefined ? 1 : s.exclusiveMinimum + 1, field === 'id' ? 1 : 0);
    if (type === 'boolean') return true;
    if (type === 'null') return null;
    if (type === 'string') return text(s);
    return idFor(field) ?? (type === undefined ? 1 : 'asked');
  };
  return make(whole, '', 0);
}
