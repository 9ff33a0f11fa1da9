import { Button, Field, Input, Notice, Picker, Select, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { ChevronsUpDown, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useProcessQueries } from '../../data.ts';
import { FeelField } from '../FeelField.tsx';
import { Rows } from '../Rows.tsx';
import { type PartProps, change } from '../part.ts';
import { type InputField, inputFields } from '../schema.ts';
import { type Mapping, readStep } from '../step.ts';

/** What the system does at a step: an action of the catalogue, what goes in, what is kept of its answer. */
export function ActionPart(props: PartProps) {
  const { t, i18n } = useTranslation('processes');
  const { bo, known } = props;
  const { action } = readStep(bo);
  const catalogue = useQuery(useProcessQueries().actions());
  const items = catalogue.data?.items ?? [];
  const entry = items.find((one) => one.name === action?.name);
  const fields = entry ? inputFields(entry.input) : [];
  const outputs = entry?.output ? inputFields(entry.output) : [];
  const set = (name: string, value: string) => {
    if (!action) return;
    const rest = action.inputs.filter((one) => one.name !== name);
    change(props, { action: { ...action, inputs: value === '' ? rest : [...action.inputs.map((one) => (one.name === name ? { name, value } : one)), ...(rest.length === action.inputs.length ? [{ name, value }] : [])] } });
  };
  const foreign = action?.inputs.filter((one) => entry && !fields.some((field) => field.name === one.name)) ?? [];
  return (
    <>
      <Field label={t('panel.action')} hint={t('panel.actionHint')}>
        {(control) => (
          <div className="ac-row">
            <Picker
              label={t('panel.action')} options={items.map((one) => ({ value: one.name, label: named(one.title, i18n.language), hint: one.name }))} selected={(name) => name === action?.name}
              onPick={(name) => change(props, { action: { name, inputs: action?.inputs ?? [], outputs: action?.outputs ?? [] } })}
              trigger={(trigger) => <Button {...trigger} id={control.id} aria-describedby={control['aria-describedby']} className="ac-grow"><span className="ac-grow ac-clip">{entry ? named(entry.title, i18n.language) : (action?.name ?? t('panel.pickAction'))}</span><ChevronsUpDown size={14} aria-hidden="true" /></Button>}
            />
            {action ? <Button kind="quiet" icon={<X size={14} aria-hidden="true" />} onClick={() => change(props, { action: null })}>{t('panel.noAction')}</Button> : null}
          </div>
        )}
      </Field>
      {action && catalogue.isSuccess && !entry ? <Notice tone="late">{t('panel.unknownAction', { name: action.name })}</Notice> : null}
      {action && entry ? <code className="ac-faint ac-small">{entry.name}</code> : null}
      {fields.map((field) => <ActionInput key={field.name} field={field} value={action?.inputs.find((one) => one.name === field.name)?.value ?? ''} known={known} onChange={(value) => set(field.name, value)} />)}
      {foreign.map((one) => <Notice key={one.name} tone="due">{t('panel.foreignInput', { name: one.name })} <Button kind="link" onClick={() => set(one.name, '')}>{t('panel.drop')}</Button></Notice>)}
      {action ? (
        <Rows<Mapping>
          label={t('panel.outputs')} items={action.outputs} add={t('panel.addOutput')} name={(one) => one.name} fresh={() => ({ name: '', value: outputs[0] ? `= result.${outputs[0].name}` : '= result' })}
          onChange={(next) => change(props, { action: { ...action, outputs: next } })}
        >
          {(one, part) => (
            <div className="pr-pair">
              <Field label={t('panel.variable')}>{(control) => <Input {...control} spellCheck={false} value={one.name} onChange={(event) => part({ name: event.target.value })} />}</Field>
              <FeelField label={t('panel.takes')} value={one.value} known={[{ name: 'result' }, ...outputs.map((field) => ({ name: `result.${field.name}`, detail: field.type })), ...known]} onChange={(value) => part({ value })} />
            </div>
          )}
        </Rows>
      ) : null}
    </>
  );
}

function ActionInput({ field, value, known, onChange }: { readonly field: InputField; readonly value: string; readonly known: PartProps['known']; readonly onChange: (value: string) => void }) {
  const { t } = useTranslation('processes');
  const label = `${field.name}${field.required ? ' *' : ''}`;
  if (field.choices.length > 0 && !value.startsWith('=')) {
    return (
      <Field label={label} hint={field.description}>
        {(control) => <Select {...control} value={value} choices={[{ value: '', label: t('panel.unset') }, ...field.choices.map((one) => ({ value: one, label: one })), { value: '=', label: t('panel.asExpression') }]} onChange={onChange} />}
      </Field>
    );
  }
  return <FeelField label={`${label} (${field.type || 'any'})`} hint={field.description} value={value} known={known} onChange={onChange} />;
}
