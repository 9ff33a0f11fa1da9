import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { classes } from '../style/classes.ts';
import { usePlacement } from './usePlacement.ts';
import type { Side } from './place.ts';
import './overlay.css';

export interface Trigger {
  readonly ref: RefObject<HTMLButtonElement | null>;
  readonly 'aria-expanded': boolean;
  readonly 'aria-haspopup': 'dialog' | 'menu' | 'listbox';
  readonly 'aria-controls': string | undefined;
  readonly onClick: () => void;
}

interface Props {
  /** Draws the button that opens it; spread what it gets onto the button. */
  readonly trigger: (props: Trigger) => ReactNode;
  readonly children: ReactNode | ((close: () => void) => ReactNode);
  readonly side?: Side;
  readonly popup?: 'dialog' | 'menu' | 'listbox';
  readonly className?: string;
  /** Name read aloud for the panel; give one for `dialog`. */
  readonly label?: string;
  readonly onOpenChange?: (open: boolean) => void;
}

/**
 * A panel beside its button. Built on the browser's own popover: top layer, Escape and a press outside close it, focus
 * returns to the button. Its content exists only while open, the panel itself from the first time it is wanted: a screen has
 * dozens of menus and one opens a few.
 */
export function Popover({ trigger, children, side = 'below-start', popup = 'dialog', className, label, onOpenChange }: Props) {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const float = useRef<HTMLDivElement>(null);
  const closedByPress = useRef(0);
  const id = useId();
  usePlacement(open, anchor, float, side);
  const close = () => {
    if (float.current?.matches(':popover-open')) float.current.hidePopover();
    anchor.current?.focus();
  };
  useLayoutEffect(() => {
    const panel = float.current;
    if (!panel) return;
    const toggled = (event: Event) => {
      const now = (event as ToggleEvent).newState === 'open';
      // A press on the trigger first closes an auto popover; the click that follows must not open it again.
      if (!now) closedByPress.current = event.timeStamp;
      // Its content goes before the browser looks where the focus was: given back here, it is not lost.
      if (!now && panel.contains(document.activeElement)) anchor.current?.focus();
      setOpen(now);
      onOpenChange?.(now);
    };
    panel.addEventListener('beforetoggle', toggled);
    return () => panel.removeEventListener('beforetoggle', toggled);
  }, [onOpenChange, wanted]);
  useLayoutEffect(() => { if (wanted) float.current?.showPopover(); }, [wanted]);
  useEffect(() => {
    if (!open || !float.current) return;
    const first = float.current.querySelector<HTMLElement>('[data-autofocus], input, [role^="menuitem"], [role="option"], button, a[href]');
    (first ?? float.current).focus();
  }, [open]);
  return (
    <>
      {trigger({
        ref: anchor, 'aria-expanded': open, 'aria-haspopup': popup, 'aria-controls': open ? id : undefined,
        onClick: () => {
          if (open) return close();
          if (!wanted) setWanted(true);
          else if (performance.now() - closedByPress.current > 200) float.current?.showPopover();
        },
      })}
      {wanted ? (
        <div
          ref={float} id={id} popover="auto" tabIndex={-1} role={popup === 'dialog' ? 'dialog' : undefined} aria-label={popup === 'dialog' ? label : undefined}
          className={classes('ac-float', popup === 'dialog' && 'ac-popover', className)}
        >
          {open ? (typeof children === 'function' ? children(close) : children) : null}
        </div>
      ) : null}
    </>
  );
}
