import { startTransition, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';

/** Whoever steps from ticket to ticket has gone on by then. */
const stayMs = 1500;
/** What stands above has come by then, so that it shows how far down this is. */
const restMs = 300;

/** Draws what is inside when one comes near it, or once one has stayed: what nobody looks at costs nothing. */
export function Later({ children }: { readonly children: ReactNode }) {
  const [there, setThere] = useState(false);
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = mark.current;
    if (!box) return;
    const come = () => startTransition(() => setThere(true));
    const watch = new IntersectionObserver((entries) => { if (entries.some((one) => one.isIntersecting)) come(); }, { root: box.closest('.ac-pane'), rootMargin: '25% 0px' });
    const rested = setTimeout(() => watch.observe(box), restMs);
    const stayed = setTimeout(come, stayMs);
    return () => { clearTimeout(rested); clearTimeout(stayed); watch.disconnect(); };
  }, []);
  return there ? children : <div ref={mark} />;
}
