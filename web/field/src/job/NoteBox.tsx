import type { FieldJob } from '@aftercare/contract/field';
import { Field, Textarea } from '@aftercare/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldStore } from '../store/FieldProvider.tsx';

/** What was done, in words; written down when the field is left. */
export function NoteBox({ job }: { readonly job: FieldJob }) {
  const { t } = useTranslation();
  const store = useFieldStore();
  const [text, setText] = useState(job.note);
  return (
    <section className="f-block">
      <Field label={t('job.note')} hint={t('job.noteHint')}>{(control) => <Textarea {...control} rows={3} maxLength={4000} value={text} onChange={(event) => setText(event.target.value)} onBlur={() => { if (text !== job.note) void store.record(job.id, { kind: 'note', text }); }} />}</Field>
    </section>
  );
}
