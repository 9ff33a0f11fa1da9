import { Field, Input } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import { FeelField } from '../FeelField.tsx';
import { type PartProps, attribute } from '../part.ts';
import type { Bo } from '../step.ts';

/** Over which list a step is done several times. */
export function ManyPart({ drawing, shape, bo, known }: PartProps) {
  const { t } = useTranslation('processes');
  const loop = bo['loopCharacteristics'] as Bo | undefined;
  if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return null;
  const set = (name: string, value: string) => drawing.updatePart(shape, loop, { [name]: value || undefined });
  return (
    <>
      <FeelField always label={t('panel.collection')} hint={t('panel.collectionHint')} value={attribute(loop, 'collection')} known={known} onChange={(value) => set('collection', value)} />
      <Field label={t('panel.item')}>{(control) => <Input {...control} spellCheck={false} value={attribute(loop, 'item')} onChange={(event) => set('item', event.target.value)} />}</Field>
    </>
  );
}
