import { cloneElement, useId, useLayoutEffect, useRef, useState } from 'react';
import type { HTMLAttributes, ReactElement, RefObject } from 'react';
import { usePlacement } from './usePlacement.ts';
import './overlay.css';

interface Words { readonly text: string; readonly keys?: string | undefined }
interface Props extends Words { readonly children: ReactElement<HTMLAttributes<HTMLElement>> }

/** Words for the element inside, on hover and keyboard focus. Never the only place where something important stands. */
export function Tooltip({ text, keys, children }: Props) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  const show = (element: HTMLElement, delay: number) => {
    anchor.current = element;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => { if (element.isConnected) setOpen(true); }, delay);
  };
  const hide = () => {
    clearTimeout(timer.current);
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
      {open ? <Tip id={id} anchor={anchor} text={text} keys={keys} /> : null}
    </>
  );
}

/** In the page only while it is seen: a screen has dozens of buttons with words. */
function Tip({ id, anchor, text, keys }: Words & { readonly id: string; readonly anchor: RefObject<HTMLElement | null> }) {
  const float = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => { float.current?.showPopover?.(); }, []);
  usePlacement(true, anchor, float, 'below');
  return (
    <span ref={float} id={id} popover="manual" className="ac-float ac-tip" role="tooltip">
      {text}
      {keys ? <span className="ac-tip__keys">{keys}</span> : null}
    </span>
  );
}
