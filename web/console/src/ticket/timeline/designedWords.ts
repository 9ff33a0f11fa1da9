import type { TicketField } from '@aftercare/contract/ticket-fields';
import { named } from '@aftercare/ui';
import type { TimelineItem } from '../../data/types.ts';

type Change = Extract<TimelineItem, { kind: 'change' }>['fields'][number];
interface Level { readonly key: string; readonly name: { readonly zh: string; readonly en: string }; readonly below?: readonly Level[] }

function along(options: readonly Level[], path: string, language: string): string {
  let level: readonly Level[] = options;
  return path.split('/').map((key) => { const found = level.find((one) => one.key === key); level = found?.below ?? []; return found ? named(found.name, language) : key; }).join(' / ');
}

/** A value of a designed field as people read it. */
function valueWords(field: TicketField | undefined, value: unknown, language: string, yesNo: (on: boolean) => string): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'boolean') return yesNo(value);
  if (field?.kind === 'money' && typeof value === 'number') return new Intl.NumberFormat(language, { style: 'currency', currency: field.currency }).format(value / 10 ** (new Intl.NumberFormat('en', { style: 'currency', currency: field.currency }).resolvedOptions().maximumFractionDigits ?? 2));
  return field && field.options.length > 0 ? along(field.options, String(value), language) : String(value);
}

/** A change of designed fields, told field by field; other changes as they are. */
export function fieldByField(changes: readonly Change[], fields: readonly TicketField[], language: string, yesNo: (on: boolean) => string): readonly Change[] {
  return changes.flatMap((change): Change[] => {
    if (change.field !== 'fields' || typeof change.to !== 'object' || change.to === null) return [change];
    const [from, to] = [(change.from ?? {}) as Record<string, unknown>, change.to as Record<string, unknown>];
    return Object.keys({ ...from, ...to }).filter((key) => from[key] !== to[key]).map((key) => {
      const field = fields.find((one) => one.key === key);
      const words = (value: unknown) => valueWords(field, value, language, yesNo) || null;
      return { field: `fields.${field ? named(field.name, language) : key}`, from: from[key] ?? null, to: to[key] ?? null, fromName: words(from[key]), toName: words(to[key]) };
    });
  });
}
