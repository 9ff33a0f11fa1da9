import { Button, EmptyState, named } from '@aftercare/ui';
import { CircleCheck, Lightbulb, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../data.ts';
import type { Marks } from '../view/marks.ts';

/** Faults first, then hints; a press leads to the element. */
export function Problems({ problems, nameOf, onGo }: { readonly problems: readonly Problem[]; readonly nameOf: (id: string) => string; readonly onGo: (id: string) => void }) {
  const { t, i18n } = useTranslation('processes');
  if (problems.length === 0) return <EmptyState icon={<CircleCheck size={22} />} title={t('problems.none')} text={t('problems.noneText')} />;
  return (
    <ul className="pr-problems">
      {sorted(problems).map((one, at) => {
        const Icon = one.severity === 'error' ? TriangleAlert : Lightbulb;
        return (
          <li key={`${one.rule}-${one.elementId}-${at}`} className="pr-problem" data-severity={one.severity}>
            <Icon size={16} aria-label={t(`problems.${one.severity}`)} />
            <span className="ac-grow">
              {named(one.message, i18n.language)}
              {one.elementId ? <Button kind="link" size="small" onClick={() => onGo(one.elementId ?? '')}>{nameOf(one.elementId)}</Button> : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Faults before hints, else as found. */
export function sorted(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

/** A fault hides a hint on the same element. */
export function problemMarks(problems: readonly Problem[]): Marks {
  const marks: Record<string, { state: 'fault' | 'hint' }> = {};
  for (const one of sorted(problems)) if (one.elementId) marks[one.elementId] ??= { state: one.severity === 'error' ? 'fault' : 'hint' };
  return marks;
}
