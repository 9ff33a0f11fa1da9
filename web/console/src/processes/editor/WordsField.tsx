import { Field, Input, Textarea } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import type { Words } from '../data.ts';

interface Props { readonly label: string; readonly hint?: string; readonly value: Words | null; readonly lines?: boolean; readonly onChange: (value: Words) => void }

/** The same words in Chinese and English, side by side. */
export function WordsField({ label, hint, value, lines, onChange }: Props) {
  const { t } = useTranslation('processes');
  const words = value ?? { zh: '', en: '' };
  return (
    <fieldset className="pr-words-field">
      <legend className="ac-field__label">{label}</legend>
      {hint ? <p className="ac-field__hint">{hint}</p> : null}
      <div className="pr-pair">
        {(['zh', 'en'] as const).map((language) => (
          <Field key={language} label={t(`language.${language}`)}>
            {(control) => {
              const shared = { ...control, lang: language === 'zh' ? 'zh-CN' : 'en', 'aria-label': `${label} · ${t(`language.${language}`)}`, value: words[language] };
              return lines
                ? <Textarea {...shared} grows rows={3} onChange={(event) => onChange({ ...words, [language]: event.target.value })} />
                : <Input {...shared} onChange={(event) => onChange({ ...words, [language]: event.target.value })} />;
            }}
          </Field>
        ))}
      </div>
    </fieldset>
  );
}
