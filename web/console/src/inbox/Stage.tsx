import { Activity, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { createPortal } from 'react-dom';

/** A ticket that will probably be opened next, for it is pointed at, while `beside` is open. */
export interface Ahead { readonly id: number; readonly beside: number }

/**
 * The open ticket – and, drawn where nobody sees it, the one that will probably be next: opening it only puts it in place. Until then nothing in
 * it takes effect: it says to nobody that it is looked at, asks for nothing and offers no keys. Of one that was open nothing is kept.
 */
export function Stage({ id, ahead, draw }: { readonly id: number; readonly ahead: Ahead | null; readonly draw: (id: number) => ReactNode }) {
  const host = useRef<HTMLDivElement>(null);
  const ids = ahead !== null && ahead.beside === id && ahead.id !== id ? [id, ahead.id] : [id];
  return (
    <>
      <div ref={host} className="cs-stage" />
      {ids.map((one) => <Activity key={one} mode={one === id ? 'visible' : 'hidden'}><Stand host={host}>{draw(one)}</Stand></Activity>)}
    </>
  );
}

/** Stands in no document until it is shown: nothing there can be found, read aloud or pressed, and no style is reckoned for it. */
function Stand({ host, children }: { readonly host: RefObject<HTMLDivElement | null>; readonly children: ReactNode }) {
  const [place] = useState(() => Object.assign(document.createElement('div'), { className: 'cs-stage' }));
  useLayoutEffect(() => {
    host.current?.append(place);
    return () => place.remove();
  }, [host, place]);
  return createPortal(children, place);
}
