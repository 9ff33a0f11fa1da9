import type { FormField } from '@aftercare/contract/ticket-fields';
import { useEffect, useId, useState } from 'preact/hooks';
import type { Answers } from '../chat/session.ts';
import { useSpeech } from './words.tsx';

interface Level { readonly key: string; readonly name: { readonly zh: string; readonly en: string }; readonly below?: readonly Level[] }

/** The few things a house wants to know in a chat. Can be put off. */
export function DetailsCard({ form, onSave, onAsk, onLater }: { form: readonly FormField[]; onSave: (values: Answers) => void; onAsk: (values: Answers) => void; onLater: () => void }) {
  const { t, language } = useSpeech();
  const id = useId();
  const [values, setValues] = useState<Answers>({});
  const [checked, setChecked] = useState(false);
  // A question may follow from the answer before: asked when the hands rest.
  useEffect(() => {
    if (Object.keys(values).length === 0) return;
    const timer = setTimeout(() => onAsk(values), 350);
    return () => clearTimeout(timer);
  }, [values]);
  const name = (names: { zh: string; en: string }) => (language === 'en' ? names.en : names.zh);
  const put = (key: string, value: string | number | boolean | null) => setValues({ ...values, [key]: value });
  /** Every answer at the end of a branch, by its whole path. */
  const leaves = (options: readonly Level[], path: readonly Level[] = []): { value: string; label: string }[] => options.flatMap((one) => { const way = [...path, one]; return one.below && one.below.length > 0 ? leaves(one.below, way) : [{ value: way.map((w) => w.key).join('/'), label: way.map((w) => name(w.name)).join(' / ') }]; });
  const lacks = (field: FormField) => field.required && (values[field.key] ?? '') === '';
  const digits = (currency: string) => new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

  const control = (field: FormField, shared: { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined }) => {
    const value = values[field.key];
    const choices = field.kind === 'yes-no' ? [{ value: 'yes', label: t('details.yes') }, { value: 'no', label: t('details.no') }] : field.kind === 'choice' || field.kind === 'cascade' ? leaves(field.options) : null;
    if (choices) {
      return (
        <select {...shared} value={value === true ? 'yes' : value === false ? 'no' : String(value ?? '')} onChange={(event) => { const word = event.currentTarget.value; put(field.key, word === '' ? null : field.kind === 'yes-no' ? word === 'yes' : word); }}>
          <option value="">{t('details.choose')}</option>
          {choices.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}
        </select>
      );
    }
    if (field.kind === 'number' || field.kind === 'money') return <input {...shared} type="number" step="any" onInput={(event) => { const text = event.currentTarget.value; put(field.key, text === '' ? null : field.kind === 'money' ? Math.round(Number(text) * 10 ** digits(field.currency)) : Number(text)); }} />;
    return <input {...shared} type={field.kind === 'date' ? 'date' : 'text'} maxLength={2000} value={String(value ?? '')} onInput={(event) => put(field.key, event.currentTarget.value)} />;
  };
  return (
    <form class="card" noValidate aria-labelledby={`${id}title`} onSubmit={(event) => { event.preventDefault(); setChecked(true); if (!form.some(lacks)) onSave(Object.fromEntries(form.flatMap((field) => (values[field.key] === undefined ? [] : [[field.key, values[field.key]]]))) as Answers); }}>
      <h2 id={`${id}title`}>{t('details.title')}</h2>
      {form.map((field) => (
        <div class="field" key={field.key}>
          <label for={id + field.key}>{name(field.name)}{field.kind === 'money' ? ` (${field.currency})` : ''}{!field.required && <span> {t('details.optional')}</span>}</label>
          {control(field, { id: id + field.key, 'aria-invalid': checked && lacks(field), 'aria-describedby': name(field.hint) ? `${id}${field.key}hint` : undefined })}
          {name(field.hint) && <p class="hint" id={`${id}${field.key}hint`}>{name(field.hint)}</p>}
          {checked && lacks(field) && <p class="fault">{t('details.need')}</p>}
        </div>
      ))}
      <div class="buttons">
        <button type="submit" class="primary">{t('details.save')}</button>
        <button type="button" class="plain" onClick={onLater}>{t('contact.later')}</button>
      </div>
    </form>
  );
}
