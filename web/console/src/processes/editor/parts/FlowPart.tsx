import { Checkbox } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import { FeelField } from '../FeelField.tsx';
import { type PartProps, attribute } from '../part.ts';
import type { Bo } from '../step.ts';

/** When a flow out of a gateway is taken. */
export function FlowPart({ drawing, shape, bo, known }: PartProps) {
  const { t } = useTranslation('processes');
  const source = bo['sourceRef'] as Bo | undefined;
  const splits = source && (/(Exclusive|Inclusive|Complex)Gateway/.test(source.$type) || /Task|SubProcess|CallActivity/.test(source.$type));
  const sourceShape = source ? drawing.shape(source.id) : undefined;
  if (!source || !splits || !sourceShape) return <p className="ac-faint ac-small">{t('panel.plainFlow')}</p>;
  const byDefault = source['default'] === bo;
  const condition = attribute(bo['conditionExpression'] as Bo | undefined, 'body');
  return (
    <>
      {byDefault ? null : (
        <FeelField
          always label={t('panel.condition')} hint={t('panel.conditionHint')} value={condition} known={known}
          onChange={(value) => drawing.update(shape, { conditionExpression: value === '' ? undefined : drawing.create('bpmn:FormalExpression', { body: value }) })}
        />
      )}
      <Checkbox
        label={t('panel.default')} hint={t('panel.defaultHint')} checked={byDefault}
        onChange={(on) => {
          if (on && condition) drawing.update(shape, { conditionExpression: undefined });
          drawing.update(sourceShape, { default: on ? bo : undefined });
        }}
      />
    </>
  );
}
