import { CircleAlert } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './field.css';

/** What a control inside a field must carry. */
export interface FieldControl {
  readonly id: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
  readonly required: boolean | undefined;
}
interface Props {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong and how to mend it. */
  readonly fault?: string | null | undefined;
  readonly required?: boolean;
  /** Says "optional" beside the label. */
  readonly optional?: boolean;
  /** Other words beside the label. */
  readonly more?: string | undefined;
  readonly children: (control: FieldControl) => ReactNode;
}

/** A label, its control, a hint and a fault, tied together for eyes and screen readers. */
export function Field({ label, hint, fault, required, optional, more, children }: Props) {
  const { t } = useTranslation('ui');
  const id = useId();
  const described = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return (
    <div className="ac-field">
      <label className="ac-field__label" htmlFor={id}>
        {label}
        {more || optional ? <span className="ac-field__more"> {more || t('optional')}</span> : null}
      </label>
      {children({ id, 'aria-invalid': fault ? true : undefined, 'aria-describedby': described || undefined, required })}
      {hint ? <span id={`${id}-hint`} className="ac-field__hint">{hint}</span> : null}
      {fault ? <span id={`${id}-fault`} className="ac-field__fault" role="alert"><CircleAlert size={14} aria-hidden="true" />{fault}</span> : null}
    </div>
  );
}
