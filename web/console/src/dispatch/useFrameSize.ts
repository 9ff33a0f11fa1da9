import { type RefObject, useEffect, useState } from 'react';

/** Width and height of a box, as it is and as it comes to be. */
export function useFrameSize(frame: RefObject<Element | null>, start: { readonly width: number; readonly height: number }): { readonly width: number; readonly height: number } {
  const [size, setSize] = useState(start);
  useEffect(() => {
    const box = frame.current;
    if (!box) return undefined;
    const watch = new ResizeObserver(([entry]) => { if (entry) setSize({ width: Math.round(entry.contentRect.width), height: Math.round(entry.contentRect.height) }); });
    watch.observe(box);
    return () => watch.disconnect();
  }, [frame]);
  return size;
}
