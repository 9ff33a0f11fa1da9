import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Where tabs have no room they roll sideways: the open one is rolled into view, and nothing else moves. */
export function useOpenInView<T extends HTMLElement>(open: string): RefObject<T | null> {
  const row = useRef<T>(null);
  useEffect(() => {
    const tab = row.current?.querySelector('[aria-selected=true], [aria-current]');
    if (!row.current || !tab) return;
    const [room, own] = [row.current.getBoundingClientRect(), tab.getBoundingClientRect()];
    if (own.left < room.left || own.right > room.right) row.current.scrollLeft += own.left - room.left - (room.width - own.width) / 2;
  }, [open]);
  return row;
}
