import { Field, Input, Select, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useProcessQueries } from '../../data.ts';
import { FeelField } from '../FeelField.tsx';
import { Rows } from '../Rows.tsx';
import { type PartProps, change } from '../part.ts';
import { type Mapping, readStep } from '../step.ts';

/** Which decision table answers at a step, what it is given, and where its answer is kept. */
export function DecisionPart(props: PartProps) {
  const { t, i18n } = useTranslation('processes');
  const decision = readStep(props.bo).decision ?? { ref: '', result: '', inputs: [] };
  const list = useQuery(useProcessQueries().list());
  const tables = (list.data?.items ?? []).filter((one) => one.kind === 'dmn');
  const set = (part: Partial<typeof decision>) => change(props, { decision: { ...decision, ...part } });
  return (
    <>
      <Field label={t('panel.decision')} hint={decision.ref ? <Link to="/processes/$key" params={{ key: decision.ref }}>{t('panel.openTable')}</Link> : null}>
        {(control) => (
          <Select
            {...control} value={decision.ref} onChange={(ref) => set({ ref, result: decision.result || ref.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) })}
            choices={[{ value: '', label: t('panel.pickTable') }, ...tables.map((one) => ({ value: one.key, label: named(one.title, i18n.language) || one.key })), ...(decision.ref && !tables.some((one) => one.key === decision.ref) ? [{ value: decision.ref, label: decision.ref }] : [])]}
          />
        )}
      </Field>
      <Field label={t('panel.result')} hint={t('panel.resultHint')}>{(control) => <Input {...control} spellCheck={false} value={decision.result} onChange={(event) => set({ result: event.target.value })} />}</Field>
      <Rows<Mapping> label={t('panel.tableInputs')} items={decision.inputs} add={t('panel.addInput')} name={(one) => one.name} fresh={() => ({ name: '', value: '= ' })} onChange={(inputs) => set({ inputs })}>
        {(one, part) => (
          <div className="pr-pair">
            <Field label={t('panel.variable')}>{(control) => <Input {...control} spellCheck={false} value={one.name} onChange={(event) => part({ name: event.target.value })} />}</Field>
            <FeelField label={t('panel.takes')} value={one.value} known={props.known} onChange={(value) => part({ value })} />
          </div>
        )}
      </Rows>
    </>
  );
}
