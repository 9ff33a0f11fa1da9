import { Checkbox, Combobox, Field, Input, Select } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import { Rows } from '../Rows.tsx';
import { WordsField } from '../WordsField.tsx';
import { DeadlineField } from '../DeadlineField.tsx';
import { FeelField } from '../FeelField.tsx';
import { freshKey } from '../keys.ts';
import { type PartProps, attribute, change } from '../part.ts';
import { type FormField, readStep } from '../step.ts';
import { useRoleChoices } from '../useRoleChoices.ts';

const types = ['text', 'number', 'boolean', 'date', 'choice', 'photo', 'signature'] as const;

/** Who works on a step, by when, and what they fill in. */
export function WorkPart(props: PartProps) {
  const { t } = useTranslation('processes');
  const { bo, drawing, shape, known } = props;
  const { form } = readStep(bo);
  const roles = useRoleChoices();
  const role = attribute(bo, 'role');
  const set = (name: string, value: string) => drawing.update(shape, { [name]: value || undefined });
  return (
    <>
      <Field label={t('panel.role')} hint={t('panel.roleHint')} required>
        {(control) => <Combobox label={t('panel.role')} control={control} text={role} onText={(text) => set('role', text.trim())} options={roles.filter((one) => one.value !== role)} onPick={(value) => set('role', value)} />}
      </Field>
      <DeadlineField label={t('panel.deadline')} hint={t('panel.deadlineHint')} value={attribute(bo, 'deadline')} known={known} onChange={(value) => set('deadline', value)} />
      <details className="pr-more" open={attribute(bo, 'assignee') !== '' || attribute(bo, 'team') !== ''}>
        <summary>{t('panel.moreWho')}</summary>
        <FeelField always label={t('panel.assignee')} hint={t('panel.assigneeHint')} value={attribute(bo, 'assignee')} known={known} onChange={(value) => set('assignee', value)} />
        <FeelField always label={t('panel.team')} hint={t('panel.teamHint')} value={attribute(bo, 'team')} known={known} onChange={(value) => set('team', value)} />
      </details>
      <Rows<FormField>
        label={t('panel.form')} items={form} add={t('panel.addField')} name={(field) => field.zh || field.en || field.key} onChange={(fields) => change(props, { form: fields })}
        fresh={() => ({ key: freshKey('field', form), type: 'text', required: false, zh: '', en: '', options: '' })}
      >
        {(field, part) => (
          <>
            <WordsField label={t('panel.field')} value={field} onChange={part} />
            <div className="pr-pair">
              <Field label={t('panel.fieldKey')}>{(control) => <Input {...control} spellCheck={false} value={field.key} onChange={(event) => part({ key: event.target.value })} />}</Field>
              <Field label={t('panel.fieldType')}>{(control) => <Select {...control} value={field.type} choices={types.map((value) => ({ value, label: t(`fieldType.${value}`) }))} onChange={(value) => part({ type: value })} />}</Field>
            </div>
            {field.type === 'choice' ? <Field label={t('panel.options')} hint={t('panel.optionsHint')}>{(control) => <Input {...control} value={field.options} onChange={(event) => part({ options: event.target.value })} />}</Field> : null}
            <Checkbox label={t('panel.required')} checked={field.required} onChange={(required) => part({ required })} />
          </>
        )}
      </Rows>
    </>
  );
}
