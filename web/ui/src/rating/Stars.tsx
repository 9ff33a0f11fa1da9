import { Star } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../style/classes.ts';
import './stars.css';

const marks = [1, 2, 3, 4, 5] as const;

/** A mark from one to five, as radio buttons: arrow keys, screen readers and big targets work by themselves. */
export function StarsInput({ label, value, onChange, large }: { readonly label: string; readonly value: number | null; readonly onChange: (value: number) => void; readonly large?: boolean }) {
  const { t } = useTranslation('ui');
  const name = useId();
  return (
    <fieldset className={classes('ac-stars', large && 'ac-stars--large')}>
      <legend className="ac-stars__label">{label}</legend>
      <span className="ac-stars__row">
        {marks.map((mark) => (
          <label key={mark} className="ac-stars__one" data-on={value !== null && mark <= value}>
            <input type="radio" className="ac-unseen" name={name} value={mark} checked={value === mark} onChange={() => onChange(mark)} />
            <Star aria-hidden="true" />
            <span className="ac-unseen">{t('stars', { count: mark })}</span>
          </label>
        ))}
        <span className="ac-stars__word" aria-hidden="true">{value === null ? '' : t(`starWords.${value}`)}</span>
      </span>
    </fieldset>
  );
}

/** A mark that was given. */
export function Stars({ value, label }: { readonly value: number; readonly label?: string }) {
  const { t } = useTranslation('ui');
  return (
    <span className="ac-stars__row ac-stars--given" role="img" aria-label={`${label ? `${label} ` : ''}${t('stars', { count: value })}`}>
      {marks.map((mark) => <span key={mark} className="ac-stars__one" data-on={mark <= Math.round(value)}><Star aria-hidden="true" /></span>)}
    </span>
  );
}
