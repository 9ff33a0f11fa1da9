import { absolute } from '@aftercare/ui';
import type { TFunction } from 'i18next';
import type { TimelineItem } from '../../data/types.ts';

type Field = Extract<TimelineItem, { kind: 'change' }>['fields'][number];
const known = new Set(['subject', 'type', 'status', 'priority', 'ownerId', 'teamId', 'product', 'serial', 'unitId', 'tags', 'snoozedUntil', 'waitsFor', 'customerId']);

/**
 * One changed field as a sentence without its subject: 「把优先级从普通改为高」, "set priority from Normal to High".
 * @param typeName the name of a ticket type by its key
 */
export function changeWords(field: Field, t: TFunction<['app', 'ui']>, language: string, typeName: (key: string) => string): string {
  const say = (value: unknown, name: string | null | undefined) => sayValue(field.field, value, name, t, language, typeName);
  // In the middle of an English sentence a field's name is a common word.
  const name = known.has(field.field) ? t(`field.${field.field}`).toLocaleLowerCase(language) : field.field.replace(/^fields\./, '');
  const from = say(field.from, field.fromName);
  const to = say(field.to, field.toName);
  if (field.field === 'ownerId') return to ? t('change.assigned', { to }) : t('change.released');
  if (field.field === 'status' && to) return t('change.status', { to });
  if (field.field === 'waitsFor') return to ? t('change.waitsFor', { to }) : t('change.waitsForNothing');
  if (field.field === 'snoozedUntil') return to ? t('change.snoozed', { to }) : t('change.woken');
  if (!to) return t('change.cleared', { field: name });
  return from ? t('change.fromTo', { field: name, from, to }) : t('change.to', { field: name, to });
}

function sayValue(field: string, value: unknown, name: string | null | undefined, t: TFunction<['app', 'ui']>, language: string, typeName: (key: string) => string): string {
  if (name) return name;
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return '';
  if (field === 'status' || field === 'priority') return t(`ui:${field}.${String(value)}`);
  if (field === 'type') return typeName(String(value));
  if (field === 'snoozedUntil') return absolute(String(value), language);
  if (Array.isArray(value)) return value.map(String).join(t('change.list'));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The same while it has not happened yet: 「优先级：高」, "Priority: High". */
export function wishWords(field: Field, t: TFunction<['app', 'ui']>, language: string, typeName: (key: string) => string): string {
  const name = known.has(field.field) ? t(`field.${field.field}`) : field.field.replace(/^fields\./, '');
  return t('change.wish', { field: name, to: sayValue(field.field, field.to, field.toName, t, language, typeName) || t('change.nothing') });
}
