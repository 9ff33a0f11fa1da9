import type { ReactNode } from 'react';
import { Tooltip } from '../overlay/Tooltip.tsx';
import { classes } from '../style/classes.ts';
import { Button } from './Button.tsx';
import type { ButtonProps } from './Button.tsx';

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'wide'> {
  readonly icon: ReactNode;
  /** What it does; read aloud and shown on hover. */
  readonly label: string;
  /** Shown beside the label on hover, such as `⌘K`. */
  readonly keys?: string;
}

/** A button that shows only a picture; the words are its tooltip. */
export function IconButton({ icon, label, keys, kind = 'quiet', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <Button {...rest} kind={kind} aria-label={label} className={classes('ac-button--icon', className)}>{icon}</Button>
    </Tooltip>
  );
}
