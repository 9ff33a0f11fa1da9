import { Field, Input, Radio, Select, Switch, Textarea, named } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import { type Answers, idsIn, numberOf } from './answers.ts';
import type { CaseTask } from './data.ts';
import { FileField } from './FileField.tsx';

interface Props { readonly form: CaseTask['form']; readonly answers: Answers; readonly onWrite: (key: string, value: unknown) => void; readonly missing: readonly string[]; readonly disabled: boolean }
const fewChoices = 4;

/** What is to be written down at a step. */
export function StepFields({ form, answers, onWrite, missing, disabled }: Props) {
  const { t, i18n } = useTranslation('steps');
  if (form.length === 0) return null;
  return (
    <div className="cw-fields">
      {form.map((field) => {
        const label = named(field.title, i18n.language);
        const value = answers[field.key];
        const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
        const fault = missing.includes(field.key) ? t('required') : null;
        const choices = field.options.map((option) => ({ value: option.key, label: named(option.title, i18n.language) }));
        if (field.type === 'photo' || field.type === 'signature') return <FileField key={field.key} kind={field.type} label={label} ids={idsIn(value)} fault={fault} disabled={disabled} onWrite={(ids) => onWrite(field.key, field.type === 'photo' ? ids : (ids[0] ?? null))} />;
        if (field.type === 'boolean') return <Switch key={field.key} label={label} checked={value === true} disabled={disabled} onChange={(on) => onWrite(field.key, on)} />;
        if (field.type === 'choice' && choices.length <= fewChoices) {
          return (
            <fieldset key={field.key} className="cw-choice" aria-invalid={fault ? true : undefined}>
              <legend className="ac-field__label">{label}</legend>
              {choices.map((choice) => <Radio key={choice.value} name={`${field.key}`} label={choice.label} checked={text === choice.value} disabled={disabled} onChange={() => onWrite(field.key, choice.value)} />)}
              {fault ? <span className="ac-field__fault" role="alert">{fault}</span> : null}
            </fieldset>
          );
        }
        return (
          <Field key={field.key} label={label} fault={fault} required={field.required} optional={!field.required}>
            {(control) => field.type === 'choice'
              ? <Select {...control} value={text} disabled={disabled} choices={[{ value: '', label: t('choose') }, ...choices]} onChange={(next) => onWrite(field.key, next)} />
              : field.type === 'text'
                ? <Textarea {...control} grows rows={2} value={text} disabled={disabled} maxLength={4000} onChange={(event) => onWrite(field.key, event.target.value)} />
                : <Input {...control} type={field.type === 'date' ? 'date' : field.type === 'number' ? 'number' : 'text'} value={text} disabled={disabled} onChange={(event) => onWrite(field.key, field.type === 'number' ? numberOf(event.target.value) : event.target.value)} />}
          </Field>
        );
      })}
    </div>
  );
}
