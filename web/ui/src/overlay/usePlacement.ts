import { useLayoutEffect } from 'react';
import type { RefObject } from 'react';
import { place } from './place.ts';
import type { Side } from './place.ts';

/** Keeps a floating element beside its anchor while it is open, through scrolling, resizing and growing. */
export function usePlacement(open: boolean, anchor: RefObject<HTMLElement | null>, float: RefObject<HTMLElement | null>, side: Side): void {
  useLayoutEffect(() => {
    const box = float.current;
    if (!open || !box) return;
    const put = () => {
      const at = anchor.current?.getBoundingClientRect();
      if (!at) return;
      const to = place(at, { width: box.offsetWidth, height: box.offsetHeight }, { width: window.innerWidth, height: window.innerHeight }, side);
      box.style.left = `${to.left}px`;
      box.style.top = `${to.top}px`;
    };
    put();
    const observer = new ResizeObserver(put);
    observer.observe(box);
    window.addEventListener('resize', put);
    window.addEventListener('scroll', put, true);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', put);
      window.removeEventListener('scroll', put, true);
    };
  }, [open, anchor, float, side]);
}
