import { cloneElement, useId, useRef, useState } from 'react';
import type { HTMLAttributes, ReactElement } from 'react';
import { usePlacement } from './usePlacement.ts';
import './overlay.css';

interface Props {
  readonly text: string;
  readonly keys?: string | undefined;
  readonly children: ReactElement<HTMLAttributes<HTMLElement>>;
}

/** Words for the element inside, on hover and keyboard focus. Never the only place where something important stands. */
export function Tooltip({ text, keys, children }: Props) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLElement | null>(null);
  const float = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  usePlacement(open, anchor, float, 'below');
  const show = (element: HTMLElement, delay: number) => {
    anchor.current = element;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (!element.isConnected || !float.current) return;
      float.current.showPopover?.();
      setOpen(true);
    }, delay);
  };
  const hide = () => {
    clearTimeout(timer.current);
    if (float.current?.matches(':popover-open')) float.current.hidePopover();
    setOpen(false);
  };
  const inner = children.props;
  return (
    <>
      {cloneElement(children, {
        onPointerEnter: (event) => { inner.onPointerEnter?.(event); if (event.pointerType === 'mouse') show(event.currentTarget, 400); },
        onPointerLeave: (event) => { inner.onPointerLeave?.(event); hide(); },
        onPointerDown: (event) => { inner.onPointerDown?.(event); hide(); },
        onFocus: (event) => { inner.onFocus?.(event); if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget, 200); },
        onBlur: (event) => { inner.onBlur?.(event); hide(); },
        ...(inner['aria-label'] ? {} : { 'aria-describedby': open ? id : undefined }),
      })}
      <span ref={float} id={id} popover="manual" className="ac-float ac-tip" role="tooltip">
        {text}
        {keys ? <span className="ac-tip__keys">{keys}</span> : null}
      </span>
    </>
  );
}
