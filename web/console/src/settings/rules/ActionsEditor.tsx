import { Button, Field, IconButton, Input, Select, TagInput, Textarea, named } from '@aftercare/ui';
import type { RuleAction } from '@aftercare/contract/automation';
import type { ActionEntry } from '@aftercare/contract/processes';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type InputField, inputFields } from '../../processes/editor/schema.ts';
import { type InputChoice, useInputChoices } from './useInputChoices.ts';

interface Props { readonly known: readonly ActionEntry[]; readonly value: readonly RuleAction[]; readonly faults: Readonly<Record<string, string | undefined>>; readonly onChange: (actions: RuleAction[]) => void }

/** What a rule does, one after the other; each action brings its own fields. */
export function ActionsEditor({ known, value, faults, onChange }: Props) {
  const { t, i18n } = useTranslation('settings');
  const offered = useInputChoices();
  const choices = known.map((one) => ({ value: one.name, label: named(one.title, i18n.language) }));
  const put = (at: number, action: RuleAction) => onChange(value.map((one, i) => (i === at ? action : one)));
  return (
    <>
      <ol className="rl-actions">
        {value.map((action, at) => {
          const entry = known.find((one) => one.name === action.name);
          return (
            <li key={at} className="rl-action ac-panel">
              <div className="rl-action__head">
                <span className="rl-action__place" aria-hidden="true">{at + 1}</span>
                <Field label={t('rules.action')} fault={faults[`actions.${at}.name`]}>{(control) => <Select {...control} value={action.name} choices={choices} onChange={(name) => put(at, { name, input: {} })} />}</Field>
                <IconButton size="small" label={t('rules.removeAction')} icon={<Trash2 size={14} />} disabled={value.length === 1} onClick={() => onChange(value.filter((_, i) => i !== at))} />
              </div>
              <div className="st-two">
                {(entry ? inputFields(entry.input) : []).filter((field) => !['object', 'reason'].includes(field.name) && field.type !== 'object').map((field) => (
                  <OneInput key={field.name} field={field} offered={offered(action.name, field.name)} value={action.input[field.name]} fault={faults[`actions.${at}.input.${field.name}`] ?? (field.required ? faults[`actions.${at}.input`] : undefined)} onChange={(input) => put(at, { ...action, input: Object.fromEntries(Object.entries({ ...action.input, [field.name]: input }).filter(([, v]) => v !== undefined && v !== '' && !(Array.isArray(v) && v.length === 0))) })} />
                ))}
              </div>
            </li>
          );
        })}
      </ol>
      {value.length < 10 ? <p><Button icon={<Plus size={16} aria-hidden="true" />} onClick={() => onChange([...value, { name: known[0]?.name ?? '', input: {} }])}>{t('rules.addAction')}</Button></p> : null}
    </>
  );
}

/** Fields of actions that go to people: room for more than a line. */
const long = new Set(['zh', 'en']);

function OneInput({ field, offered, value, fault, onChange }: { readonly field: InputField; readonly offered: readonly InputChoice[]; readonly value: unknown; readonly fault: string | undefined; readonly onChange: (value: unknown) => void }) {
  const { t, i18n } = useTranslation(['settings', 'ui']);
  const label = i18n.exists(`settings:rules.input.${field.name}`) ? t(`rules.input.${field.name}`) : field.name;
  const shown = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const word = (choice: string) => (i18n.exists(`ui:${field.name}.${choice}`) ? t(`ui:${field.name}.${choice}`) : i18n.exists(`settings:rules.choice.${choice}`) ? t(`rules.choice.${choice}`) : choice);
  return (
    <Field label={label} fault={fault} optional={!field.required}>
      {(control) => {
        if (field.type.endsWith('[]')) return <TagInput control={control} label={label} tags={Array.isArray(value) ? value.map(String) : []} onChange={onChange} />;
        if (field.choices.length > 0 && !shown.startsWith('=')) return <Select {...control} value={shown} choices={[{ value: '', label: t('macros.keep') }, ...field.choices.map((one) => ({ value: one, label: word(one) }))]} onChange={onChange} />;
        // What is reckoned, or is none of those, stays as it was written.
        const chosen = offered.find((one) => one.value === value || one.known?.includes(shown));
        if (offered.length > 0 && (shown === '' || chosen)) return <Select {...control} value={String(chosen?.value ?? '')} choices={[...(field.required ? [] : [{ value: '', label: t('macros.keep') }]), ...offered.map((one) => ({ value: String(one.value), label: one.label }))]} onChange={(picked) => onChange(offered.find((one) => String(one.value) === picked)?.value ?? '')} />;
        if (long.has(field.name)) return <Textarea {...control} grows rows={2} maxLength={4000} value={shown} onChange={(event) => onChange(event.target.value)} />;
        const number = field.type === 'number' || field.type === 'integer';
        return <Input {...control} value={shown} maxLength={500} inputMode={number ? 'decimal' : undefined} onChange={(event) => { const text = event.target.value; onChange(number && text !== '' && !text.startsWith('=') && Number.isFinite(Number(text)) ? Number(text) : text); }} />;
      }}
    </Field>
  );
}
