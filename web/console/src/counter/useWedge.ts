import { useEffect, useRef } from 'react';
import { type WedgeKey, scanned } from './wedge.ts';

/** Hears scanners wherever the focus is, but in a field that takes what is typed itself. */
export function useWedge(onScan: (text: string) => void): void {
  const latest = useRef(onScan);
  latest.current = onScan;
  useEffect(() => {
    let keys: WedgeKey[] = [];
    const listen = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select, dialog')) return;
      const now = { key: event.key, at: event.timeStamp };
      const text = scanned(keys, now);
      keys = text ? [] : [...keys.slice(-80), now];
      if (!text) return;
      event.preventDefault();
      latest.current(text);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
