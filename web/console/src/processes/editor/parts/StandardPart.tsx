import { useTranslation } from 'react-i18next';
import { Rows } from '../Rows.tsx';
import { WordsField } from '../WordsField.tsx';
import { type PartProps, change } from '../part.ts';
import { type Item, readStep } from '../step.ts';
import { freshKey } from '../keys.ts';

/** How the step is done well, what to say, what to check, and what the customer sees. `brief`: steps no person works on have no script or checklist. */
export function StandardPart({ brief, ...props }: PartProps & { readonly brief: boolean }) {
  const { t } = useTranslation('processes');
  const facts = readStep(props.bo);
  return (
    <>
      <WordsField lines label={t('panel.standard')} hint={t('panel.standardHint')} value={facts.standard} onChange={(standard) => change(props, { standard })} />
      {brief ? null : (
        <>
          <WordsField lines label={t('panel.script')} hint={t('panel.scriptHint')} value={facts.script} onChange={(script) => change(props, { script })} />
          <Rows<Item>
            label={t('panel.checklist')} items={facts.checklist} add={t('panel.addCheck')} name={(item, at) => item.zh || item.en || String(at + 1)}
            fresh={() => ({ key: freshKey('c', facts.checklist), zh: '', en: '' })} onChange={(checklist) => change(props, { checklist })}
          >
            {(item, set) => <WordsField label={t('panel.check')} value={item} onChange={set} />}
          </Rows>
        </>
      )}
      <WordsField lines label={t('panel.customer')} hint={t('panel.customerHint')} value={facts.customer} onChange={(customer) => change(props, { customer })} />
    </>
  );
}
