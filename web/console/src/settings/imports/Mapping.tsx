import type { ImportKind, ImportRun } from '@aftercare/contract/imports';
import { Button, Field, Notice, Select, faultSentence, fieldFaults, named } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import { Group } from '../frame/FormPage.tsx';
import { Preview } from './Preview.tsx';

interface Props {
  readonly run: ImportRun; readonly kind: ImportKind; readonly mapping: Readonly<Record<string, number>>; readonly choices: Readonly<Record<string, string>>; readonly error: unknown; readonly busy: boolean;
  readonly onMapping: (mapping: Readonly<Record<string, number>>) => void; readonly onChoices: (choices: Readonly<Record<string, string>>) => void; readonly onStart: (dry: boolean) => void; readonly onForget: () => void;
}

/** Each column of the file with what stands in it, and the field it fills. */
export function Mapping({ run, kind, mapping, choices, error, busy, onMapping, onChoices, onStart, onForget }: Props) {
  const { t, i18n } = useTranslation(['settings', 'app']);
  const name = (field: ImportKind['fields'][number]) => `${named(field.name, i18n.language)}${field.required ? ` (${t('imports.needed')})` : ''}`;
  const fieldAt = (column: number) => Object.entries(mapping).find(([, at]) => at === column)?.[0] ?? '';
  const put = (column: number, field: string) => onMapping({ ...Object.fromEntries(Object.entries(mapping).filter(([key, at]) => at !== column && key !== field)), ...(field ? { [field]: column } : {}) });
  const missing = kind.fields.filter((f) => f.required && mapping[f.key] === undefined);
  const faults = fieldFaults(error);
  const tried = run.dry && run.state === 'done';
  return (
    <form className="ac-stack" onSubmit={(event) => { event.preventDefault(); if (missing.length === 0) onStart(!tried); }}>
      {error ? <Notice tone="late" role="alert">{Object.values(faults)[0] ?? faultSentence(error)}</Notice> : null}
      {run.columns.length > 0 ? (
        <Group title={t('imports.columns')} hint={t('imports.columnsHint')}>
          <ul className="im-columns">
            {run.columns.map((column, at) => (
              <li key={at} className="im-column">
                <span className="im-column__what" translate="no"><strong className="ac-clip">{column.heading || `#${at + 1}`}</strong><span className="ac-faint ac-small ac-clip">{column.samples.filter(Boolean).slice(0, 3).join(' · ') || '–'}</span></span>
                <span className="im-column__to" aria-hidden="true">→</span>
                <Select aria-label={t('imports.fills', { column: column.heading || `#${at + 1}` })} value={fieldAt(at)} choices={[{ value: '', label: t('imports.nothing') }, ...kind.fields.map((f) => ({ value: f.key, label: name(f) }))]} onChange={(field) => put(at, field)} />
              </li>
            ))}
          </ul>
          <Preview run={run} kind={kind} mapping={mapping} />
          {missing.length > 0 ? <p className="ac-field__fault" role="status">{t('imports.missing', { fields: missing.map((f) => named(f.name, i18n.language)).join(t('app:change.join')) })}</p> : null}
        </Group>
      ) : null}
      {kind.choices.length > 0 ? (
        <Group title={t('imports.choices')}>
          {kind.choices.map((c) => <Field key={c.key} label={named(c.name, i18n.language)}>{(control) => <Select {...control} value={choices[c.key] ?? c.usual} choices={c.values.map((v) => ({ value: v.value, label: named(v.name, i18n.language) }))} onChange={(value) => onChoices({ ...choices, [c.key]: value })} />}</Field>)}
        </Group>
      ) : null}
      <div className="ac-row im-acts">
        <Button kind={tried ? 'secondary' : 'primary'} busy={busy} disabled={missing.length > 0} onClick={() => onStart(true)}>{t(tried ? 'imports.tryAgain' : 'imports.try')}</Button>
        {tried ? <Button kind="primary" type="submit" busy={busy} disabled={missing.length > 0 || run.created + run.changed === 0}>{t('imports.bring', { count: run.created + run.changed })}</Button> : <span className="ac-faint ac-small">{t('imports.tryHint')}</span>}
        {run.state === 'undone' ? null : <Button kind="quiet" onClick={onForget}>{t('imports.forget')}</Button>}
      </div>
    </form>
  );
}
