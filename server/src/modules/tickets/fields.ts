import type { FieldOption, TicketField } from '@aftercare/contract/ticket-fields';
import { meets } from './condition.ts';

export type FieldFault = { readonly path: string; readonly key: string; readonly params?: Readonly<Record<string, unknown>> };
type Values = Readonly<Record<string, unknown>>;

/** Names a field's condition may use beside the facts of a ticket. */
export const fieldNames = ['fields', 'product', 'serial', 'subject'] as const;
export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/** The choice a path of keys leads to; undefined when it leads nowhere or ends too early. */
export function optionAt(options: readonly FieldOption[], path: string): { readonly name: { zh: string; en: string } } | undefined {
  interface Any { readonly key: string; readonly name: { zh: string; en: string }; readonly below?: readonly Any[] }
  let level: readonly Any[] = options;
  let found: Any | undefined;
  for (const key of path.split('/')) {
    found = level.find((one) => one.key === key);
    if (!found) return undefined;
    level = found.below ?? [];
  }
  // Only the end of a branch is an answer.
  return level.length === 0 ? found : undefined;
}

/** What is wrong with a value, as the key of a sentence; null when it fits. Empty fits always: whether it is needed is asked elsewhere. */
export function faultOfValue(field: Pick<TicketField, 'kind' | 'options'>, value: unknown): string | null {
  if (isEmpty(value)) return null;
  const whole = Number.isSafeInteger(value);
  switch (field.kind) {
    case 'text': return typeof value === 'string' ? null : 'field.format';
    case 'number': return typeof value === 'number' && Number.isFinite(value) ? null : 'field.format';
    case 'money': return whole ? null : 'field.format';
    case 'yes-no': return typeof value === 'boolean' ? null : 'field.format';
    case 'date': return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(Date.parse(`${value}T00:00:00Z`) || 0).toISOString().startsWith(value) ? null : 'field.format';
    case 'choice': return typeof value === 'string' && field.options.some((o) => o.key === value) ? null : 'field.choice';
    case 'cascade': return typeof value === 'string' && optionAt(field.options, value) ? null : 'field.choice';
    case 'person': case 'unit': case 'file': return whole && Number(value) > 0 ? null : 'field.format';
  }
}

/** Fields a ticket has: those of its type whose condition holds. A condition may ask what other fields say. */
export function fieldsOf(all: readonly TicketField[], context: Values & { readonly type: string; readonly fields: Values }): TicketField[] {
  return all.filter((f) => f.active && (f.types.length === 0 || f.types.includes(context.type)) && meets(f.condition, context));
}

/** Values that do not fit their field. What no field is called is left alone: doors and connectors keep facts of their own there. */
export function faultsOf(all: readonly TicketField[], values: Values): FieldFault[] {
  const byKey = new Map(all.map((f) => [f.key, f]));
  return Object.entries(values).flatMap(([key, value]) => {
    const field = byKey.get(key);
    const fault = field ? faultOfValue(field, value) : null;
    return fault ? [{ path: `fields.${key}`, key: fault }] : [];
  });
}

/** Fields that are needed at this point and still empty. */
export const missingAt = (shown: readonly TicketField[], points: readonly string[], values: Values): FieldFault[] =>
  shown.filter((f) => f.requiredAt.some((p) => points.includes(p)) && isEmpty(values[f.key])).map((f) => ({ path: `fields.${f.key}`, key: 'field.required' }));

/** Their names in a sentence: a report of many tickets, or a step elsewhere, has no form to show the fields in. */
export function namesIn(all: readonly TicketField[], faults: readonly FieldFault[], language: 'zh' | 'en'): string {
  return faults.map(({ path }) => { const name = all.find((f) => path === `fields.${f.key}`)?.name; return name?.[language] || name?.zh || name?.en || path; }).join(language === 'zh' ? '、' : ', ');
}
