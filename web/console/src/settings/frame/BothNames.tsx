import type { Names } from '@aftercare/contract/basics';
import { Field, Input, Textarea } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: Names;
  readonly onChange: (value: Names) => void;
  /** Faults by `zh` and `en`. */
  readonly faults?: { readonly zh?: string | undefined; readonly en?: string | undefined };
  /** Several lines, this many to begin with. */
  readonly rows?: number;
  readonly maxLength?: number;
  readonly focus?: boolean;
}

/** A name left out in one language is the other's. */
export const bothNames = ({ zh, en }: Names): Names => ({ zh: zh.trim() || en.trim(), en: en.trim() || zh.trim() });
export const noNames: Names = { zh: '', en: '' };

/** The same words in Chinese and English, side by side. */
export function BothNames({ label, hint, value, onChange, faults, rows, maxLength = 200, focus = false }: Props) {
  const { t } = useTranslation('settings');
  return (
    <fieldset className="st-both">
      <legend className="ac-field__label">{label}</legend>
      {hint ? <p className="ac-field__hint">{hint}</p> : null}
      <div className="st-two">
        {(['zh', 'en'] as const).map((language) => (
          <Field key={language} label={t(language === 'zh' ? 'inChinese' : 'inEnglish')} fault={faults?.[language]}>
            {(control) => {
              const shared = { ...control, lang: language === 'zh' ? 'zh-CN' : 'en', 'aria-label': `${label} · ${t(language === 'zh' ? 'inChinese' : 'inEnglish')}`, maxLength, value: value[language], autoFocus: focus && language === 'zh' };
              return rows
                ? <Textarea {...shared} grows rows={rows} onChange={(event) => onChange({ ...value, [language]: event.target.value })} />
                : <Input {...shared} onChange={(event) => onChange({ ...value, [language]: event.target.value })} />;
            }}
          </Field>
        ))}
      </div>
    </fieldset>
  );
}
