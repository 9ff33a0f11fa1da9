import type { TFunction } from 'i18next';
import type { Change, ChangeKind } from './difference.ts';

/** "2 new steps, 1 changed" – how two versions differ in one sentence. */
export function summary(t: TFunction<'processes'>, changes: readonly Change[]): string {
  const count = (kind: ChangeKind) => changes.filter((one) => one.kind === kind).length;
  const parts = (['added', 'removed', 'changed', 'moved'] as const).flatMap((kind) => (count(kind) > 0 ? [t(`compare.${kind}`, { count: count(kind) })] : []));
  return parts.length === 0 ? t('compare.same') : t('compare.sum', { parts: parts.join(t('comma')) });
}

const known = new Set(['title', 'name', 'role', 'deadline', 'assignee', 'team', 'standard', 'script', 'customer', 'checklist', 'form', 'action', 'decision', 'conditionExpression', 'sourceRef', 'targetRef', 'attachedToRef', 'default', 'eventDefinitions', 'loopCharacteristics', 'calledElement', 'cancelActivity']);

/** What of an element changed, in words; what has none is left out. */
export function changeWords(t: TFunction<'processes'>, what: readonly string[]): string {
  return what.flatMap((one) => (known.has(one) ? [t(`compare.what.${one}`)] : [])).join(t('comma'));
}
