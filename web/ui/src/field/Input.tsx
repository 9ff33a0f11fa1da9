import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classes } from '../style/classes.ts';
import './field.css';

/** One line of text. */
export function Input({ className, icon, ...rest }: ComponentPropsWithRef<'input'> & { readonly icon?: ReactNode }) {
  const input = <input {...rest} className={classes('ac-input', className)} />;
  return icon ? <span className="ac-with-icon">{icon}{input}</span> : input;
}

/** Several lines; `grows` lets it follow its content where the browser can. */
export function Textarea({ className, grows, style, ...rest }: ComponentPropsWithRef<'textarea'> & { readonly grows?: boolean }) {
  // Sized by its content it would forget its rows: they are what it begins with.
  return <textarea {...rest} style={grows && rest.rows ? { ...style, minBlockSize: `calc(${rest.rows}lh + var(--ac-4))` } : style} className={classes('ac-input', grows && 'ac-input--grows', className)} />;
}

/** `translate: 'no'` for a name that stands as it is in every language, such as a device's. */
export interface Choice<Value extends string = string> { readonly value: Value; readonly label: string; readonly disabled?: boolean; readonly translate?: 'no' }

interface SelectProps<Value extends string> extends Omit<ComponentPropsWithRef<'select'>, 'value' | 'onChange'> {
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
}

/** The browser's own select: best on phones and with screen readers. For long lists take `Picker`. */
export function Select<Value extends string>({ value, choices, onChange, className, ...rest }: SelectProps<Value>) {
  return (
    <select {...rest} value={value} className={classes('ac-input', className)} onChange={(event) => onChange(event.target.value as Value)}>
      {choices.map((choice) => <option key={choice.value} value={choice.value} disabled={choice.disabled} translate={choice.translate}>{choice.label}</option>)}
    </select>
  );
}
