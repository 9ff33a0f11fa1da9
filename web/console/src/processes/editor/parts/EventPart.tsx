import { Combobox, Field, Input, Select } from '@aftercare/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeadlineField } from '../DeadlineField.tsx';
import { FeelField } from '../FeelField.tsx';
import { type PartProps, attribute } from '../part.ts';
import type { Bo } from '../step.ts';

const referred = { Message: 'messageRef', Signal: 'signalRef', Error: 'errorRef', Escalation: 'escalationRef' } as const;
type Referred = keyof typeof referred;
const timerKinds = ['timeDuration', 'timeDate', 'timeCycle'] as const;

/** What an event waits for or tells: a time, a message, a signal, an error, a condition. */
export function EventPart(props: PartProps) {
  const { bo } = props;
  const definitions = (bo['eventDefinitions'] as Bo[] | undefined) ?? [];
  const holder = definitions[0] ?? (bo.$type === 'bpmn:ReceiveTask' ? bo : undefined);
  if (!holder) return null;
  const kind = bo.$type === 'bpmn:ReceiveTask' ? 'Message' : holder.$type.replace(/^bpmn:|EventDefinition$/g, '');
  if (kind === 'Timer') return <Timer {...props} holder={holder} />;
  if (kind === 'Conditional') return <Condition {...props} holder={holder} />;
  if (kind in referred) return <Reference {...props} holder={holder} kind={kind as Referred} />;
  return null;
}

function Timer({ drawing, shape, known, holder }: PartProps & { readonly holder: Bo }) {
  const { t } = useTranslation('processes');
  const kind = timerKinds.find((one) => holder[one] !== undefined) ?? 'timeDuration';
  const value = attribute(holder[kind] as Bo | undefined, 'body');
  const set = (to: (typeof timerKinds)[number], body: string) => drawing.updatePart(shape, holder, { timeDuration: undefined, timeDate: undefined, timeCycle: undefined, [to]: drawing.create('bpmn:FormalExpression', { body }) });
  return (
    <>
      <Field label={t('panel.timerKind')}>{(control) => <Select {...control} value={kind} choices={timerKinds.map((one) => ({ value: one, label: t(`timer.${one}`) }))} onChange={(to) => set(to, value)} />}</Field>
      {kind === 'timeDuration'
        ? <DeadlineField label={t('timer.timeDuration')} value={value} known={known} onChange={(body) => set(kind, body)} />
        : <FeelField label={t(`timer.${kind}`)} hint={t(`timer.${kind}Hint`)} value={value} known={known} onChange={(body) => set(kind, body)} />}
    </>
  );
}

function Condition({ drawing, shape, known, holder }: PartProps & { readonly holder: Bo }) {
  const { t } = useTranslation('processes');
  return <FeelField always label={t('panel.condition')} hint={t('panel.eventConditionHint')} value={attribute(holder['condition'] as Bo | undefined, 'body')} known={known} onChange={(body) => drawing.updatePart(shape, holder, { condition: drawing.create('bpmn:FormalExpression', { body }) })} />;
}

function Reference({ drawing, shape, holder, kind }: PartProps & { readonly holder: Bo; readonly kind: Referred }) {
  const { t } = useTranslation('processes');
  const name = referred[kind];
  const word = kind === 'Error' ? 'errorCode' : kind === 'Escalation' ? 'escalationCode' : 'name';
  const all = (drawing.definitions()['rootElements'] as Bo[]).filter((one) => one.$type === `bpmn:${kind}`);
  const value = attribute(holder[name] as Bo | undefined, word);
  const set = (text: string) => {
    const known = all.find((one) => attribute(one, word) === text);
    const made = known ?? (text === '' ? undefined : drawing.create(`bpmn:${kind}`, { id: `${kind}_${Date.now().toString(36)}`, name: text, ...(word === 'name' ? {} : { [word]: text }) }));
    if (made && !known) { made.$parent = drawing.definitions(); (drawing.definitions()['rootElements'] as Bo[]).push(made); }
    drawing.updatePart(shape, holder, { [name]: made });
  };
  // Kept when the field is left: each letter would be a message of its own.
  const [typed, setTyped] = useState<string | null>(null);
  const leave = () => { if (typed !== null && typed.trim() !== value) set(typed.trim()); setTyped(null); };
  const choices = [...new Set(all.map((one) => attribute(one, word)))].filter((one) => one !== '' && one !== value);
  return (
    <>
      <Field label={t(`reference.${kind}`)} hint={t(`reference.${kind}Hint`)}>
        {(control) => <div onBlur={leave}><Combobox label={t(`reference.${kind}`)} control={control} text={typed ?? value} onText={setTyped} options={choices.map((one) => ({ value: one, label: one }))} onPick={(one) => { set(one); setTyped(null); }} /></div>}
      </Field>
      <Field label={t('panel.payload')} hint={t('panel.payloadHint')} optional>
        {(control) => <Input {...control} spellCheck={false} value={attribute(holder, 'variable')} onChange={(event) => drawing.updatePart(shape, holder, { variable: event.target.value || undefined })} />}
      </Field>
    </>
  );
}
