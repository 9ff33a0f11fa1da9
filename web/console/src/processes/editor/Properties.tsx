import { Chip, Field, Input } from '@aftercare/ui';
import { Workflow } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Drawing, Shape } from './modeler.ts';
import { knownVariables } from './variables.ts';
import { ActionPart } from './parts/ActionPart.tsx';
import { DecisionPart } from './parts/DecisionPart.tsx';
import { EventPart } from './parts/EventPart.tsx';
import { FlowPart } from './parts/FlowPart.tsx';
import { ManyPart } from './parts/ManyPart.tsx';
import { NamePart } from './parts/NamePart.tsx';
import { StandardPart } from './parts/StandardPart.tsx';
import { WorkPart } from './parts/WorkPart.tsx';
import { drawingLabel } from './translate.ts';
import type { PartProps } from './part.ts';

/** What can be said of the selected element; of the whole process when nothing is selected. */
export function Properties({ drawing, shape, turn }: { readonly drawing: Drawing; readonly shape: Shape; readonly turn: number }) {
  const { t, i18n } = useTranslation('processes');
  // `turn` grows with each change of the drawing, whose model is changed in place.
  const known = useMemo(() => knownVariables(drawing.definitions()), [drawing, turn]);
  const type = shape.businessObject.$type.replace('bpmn:', '');
  const props: PartProps = { drawing, shape, bo: shape.businessObject, known };
  const is = (...types: string[]) => types.includes(type);
  const activity = /Task$|SubProcess$|Transaction|CallActivity/.test(type);
  return (
    <div className="pr-panel" key={shape.id}>
      <div className="pr-panel__head"><Chip icon={type === 'Process' ? <Workflow size={12} aria-hidden="true" /> : undefined}>{typeWords(type, i18n.language)}</Chip><code className="ac-faint ac-small ac-clip">{shape.businessObject.id}</code></div>
      <NamePart {...props} />
      {is('UserTask', 'ManualTask', 'Task') ? <WorkPart {...props} /> : null}
      {is('ServiceTask', 'SendTask') ? <ActionPart {...props} /> : null}
      {is('BusinessRuleTask') ? <DecisionPart {...props} /> : null}
      {is('CallActivity') ? (
        <Field label={t('panel.called')} hint={t('panel.calledHint')}>
          {(control) => <Input {...control} spellCheck={false} value={String(props.bo['calledElement'] ?? '')} onChange={(event) => drawing.update(shape, { calledElement: event.target.value || undefined })} />}
        </Field>
      ) : null}
      {is('SequenceFlow') ? <FlowPart {...props} /> : null}
      {/Event$|ReceiveTask/.test(type) ? <EventPart {...props} /> : null}
      {activity ? <ManyPart {...props} /> : null}
      {activity || is('Process') || type.endsWith('Event') ? <StandardPart {...props} brief={!is('UserTask', 'ManualTask', 'Task')} /> : null}
    </div>
  );
}

function typeWords(type: string, language: string): string {
  const plain = type.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  const known = drawingLabel(plain.replace('Sub process', 'Sub-process').replace('Event based', 'Event-based').replace('Intermediate catch', 'Intermediate throw'), {}, language);
  return type === 'Process' ? (language.startsWith('zh') ? '整个流程' : 'The whole process') : known;
}
