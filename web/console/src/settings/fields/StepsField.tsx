import { Button, Picker, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStepQueries } from '../../steps/data.ts';

/** Steps of the processes in use, chosen by what they are called; one name of a step may stand in several processes. */
export function StepsField({ chosen, fault, onChange }: { readonly chosen: readonly string[]; readonly fault?: string | null | undefined; readonly onChange: (chosen: string[]) => void }) {
  const { t, i18n } = useTranslation('settings');
  const book = useQuery(useStepQueries().handbook());
  const found = new Map<string, { title: string; processes: string[] }>();
  for (const chapter of book.data?.chapters ?? []) {
    for (const step of chapter.steps) {
      const one = found.get(step.elementId) ?? { title: named(step.title, i18n.language), processes: [] };
      one.processes.push(named(chapter.title, i18n.language));
      found.set(step.elementId, one);
    }
  }
  const options = [...found].map(([value, one]) => ({ value, label: `${one.title} · ${one.processes.join(t('fields.list'))}` }));
  const without = (element: string) => chosen.filter((one) => one !== element);
  return (
    <div className="ac-field" role="group" aria-label={t('fields.steps')}>
      <span className="ac-field__label" aria-hidden="true">{t('fields.steps')}</span>
      <div className="st-chips">
        {chosen.map((element) => {
          const label = found.get(element)?.title ?? element;
          return <button key={element} type="button" className="st-chip" aria-label={t('fields.stepOff', { name: label })} onClick={() => onChange(without(element))}>{label}<X size={14} aria-hidden="true" /></button>;
        })}
        <Picker many label={t('fields.steps')} options={options} selected={(element) => chosen.includes(element)} onPick={(element) => onChange(chosen.includes(element) ? without(element) : [...chosen, element])} trigger={(props) => <Button {...props} size="small" icon={<Plus size={14} aria-hidden="true" />}>{t('fields.stepAdd')}</Button>} />
      </div>
      {fault ? <span className="ac-field__fault">{fault}</span> : <span className="ac-field__hint">{t('fields.stepsHint')}</span>}
    </div>
  );
}
