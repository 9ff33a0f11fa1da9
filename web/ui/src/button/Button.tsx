import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classes } from '../style/classes.ts';
import { useLateBusy } from './useLateBusy.ts';
import './button.css';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger' | 'link';
export type ButtonSize = 'small' | 'normal' | 'large';

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  readonly kind?: ButtonKind;
  readonly size?: ButtonSize;
  /** Fills the width of its container. */
  readonly wide?: boolean;
  /** Work is under way: presses are ignored, and after 300 ms a turning mark appears. */
  readonly busy?: boolean;
  readonly icon?: ReactNode;
}

/** The class names of a button, for links that look like one. */
export function buttonClass(kind: ButtonKind = 'secondary', size: ButtonSize = 'normal', more?: string): string {
  return classes('ac-button', `ac-button--${kind}`, size !== 'normal' && `ac-button--${size}`, more);
}

/** A button; its words are a verb. */
export function Button({ kind = 'secondary', size = 'normal', wide, busy = false, icon, className, children, onClick, type = 'button', ...rest }: ButtonProps) {
  const turning = useLateBusy(busy);
  return (
    <button
      {...rest} type={type} aria-busy={busy || undefined}
      className={classes(buttonClass(kind, size), wide && 'ac-button--wide', className)}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {turning ? <span className="ac-button__busy" aria-hidden="true" /> : icon}
      {children}
    </button>
  );
}
