import { useEffect, useRef } from 'react';
import type { ComponentPropsWithoutRef, ReactNode } from 'react';
import { classes } from '../style/classes.ts';
import './field.css';

interface Props extends Omit<ComponentPropsWithoutRef<'input'>, 'type' | 'onChange'> {
  readonly label: string;
  /** Only the box shows; the label is read aloud. */
  readonly alone?: boolean;
  readonly hint?: ReactNode;
  /** Some of many: neither on nor off. */
  readonly some?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A box to tick, or with `alone` a bare box for rows. */
export function Checkbox({ label, alone, hint, some = false, onChange, className, ...rest }: Props) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => { if (box.current) box.current.indeterminate = some; }, [some]);
  const input = <input {...rest} ref={box} type="checkbox" className="ac-check__box" aria-label={alone ? label : undefined} onChange={(event) => onChange(event.target.checked)} />;
  return (
    <label className={classes('ac-check', alone && 'ac-check--alone', className)}>
      {input}
      {alone ? null : <span className="ac-check__words">{label}{hint ? <span className="ac-field__hint">{hint}</span> : null}</span>}
    </label>
  );
}

/** One of a few choices; group several under a `fieldset` with a legend. */
export function Radio({ label, hint, onChange, ...rest }: Omit<Props, 'alone' | 'some' | 'onChange'> & { readonly onChange: () => void }) {
  return (
    <label className="ac-check">
      <input {...rest} type="radio" className="ac-check__box" onChange={onChange} />
      <span className="ac-check__words">{label}{hint ? <span className="ac-field__hint">{hint}</span> : null}</span>
    </label>
  );
}

/** On or off, taking effect at once. */
export function Switch({ label, hint, alone, onChange, ...rest }: Omit<Props, 'some'>) {
  return (
    <label className="ac-check">
      <input {...rest} type="checkbox" role="switch" className="ac-switch" aria-label={alone ? label : undefined} onChange={(event) => onChange(event.target.checked)} />
      {alone ? null : <span className="ac-check__words">{label}{hint ? <span className="ac-field__hint">{hint}</span> : null}</span>}
    </label>
  );
}
