import type { FieldJob } from '@aftercare/contract/field';
import { Checkbox, named } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import { useFieldStore } from '../store/FieldProvider.tsx';

export function Checklist({ job }: { readonly job: FieldJob }) {
  const { t, i18n } = useTranslation();
  const store = useFieldStore();
  if (job.checklist.length === 0) return null;
  return (
    <section className="f-block">
      <h2 className="f-block__title">{t('job.checklist')}<span className="f-soft"> {job.checked.length}/{job.checklist.length}</span></h2>
      <div className="f-checks">{job.checklist.map((item) => <Checkbox key={item.key} checked={job.checked.includes(item.key)} label={named(item.title, i18n.language)} onChange={(checked) => void store.record(job.id, { kind: 'check', key: item.key, checked })} />)}</div>
    </section>
  );
}
