import { useTranslation } from 'react-i18next';
import { WordsField } from '../WordsField.tsx';
import { type PartProps, change } from '../part.ts';
import { readStep } from '../step.ts';

/** What the element is called, in both languages; the drawing shows the reader's. */
export function NamePart(props: PartProps) {
  const { t, i18n } = useTranslation('processes');
  const { bo, drawing, shape } = props;
  const mine = i18n.language.startsWith('zh') ? 'zh' : 'en';
  const title = readStep(bo).title;
  // The label may have been typed on the drawing since: it is the newer word.
  const shown = { zh: title?.zh ?? '', en: title?.en ?? '', [mine]: bo.name ?? title?.[mine] ?? '' };
  return (
    <WordsField
      label={t('panel.name')} value={shown}
      onChange={(words) => {
        change(props, { title: words });
        if ((bo.name ?? '') !== words[mine]) drawing.update(shape, { name: words[mine] || undefined });
      }}
    />
  );
}
