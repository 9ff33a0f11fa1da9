import type { FieldJob } from '@aftercare/contract/field';
import { Checkbox, named } from '@aftercare/ui';
import { startTransition, useOptimistic } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldStore } from '../store/FieldProvider.tsx';

export function Checklist({ job }: { readonly job: FieldJob }) {
  const { t, i18n } = useTranslation();
  const store = useFieldStore();
  if (job.checklist.length === 0) return null;
  return (
    <section className="f-block">
      <h2 className="f-block__title">{t('job.checklist')}<span className="f-soft"> {job.checked.length}/{job.checklist.length}</span></h2>
      <div className="f-checks">{job.checklist.map((item) => <Check key={item.key} checked={job.checked.includes(item.key)} label={named(item.title, i18n.language)} record={(checked) => store.record(job.id, { kind: 'check', key: item.key, checked })} />)}</div>
    </section>
  );
}

/** Shows the tick at once: the device's database takes a moment to write it down, and a box that hesitates is tapped twice. */
function Check({ checked, label, record }: { readonly checked: boolean; readonly label: string; readonly record: (checked: boolean) => Promise<void> }) {
  const [shown, show] = useOptimistic(checked);
  return <Checkbox checked={shown} label={label} onChange={(next) => startTransition(async () => { show(next); await record(next); })} />;
}
