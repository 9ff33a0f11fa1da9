import { useSyncExternalStore } from 'react';

type Listener = () => void;

/** One timer for all that tick at the same pace; it stops when nobody looks and when the page is hidden. */
function ticker(everyMs: number) {
  const listeners = new Set<Listener>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let at = Date.now();
  const tick = () => { at = Date.now(); for (const listener of listeners) listener(); };
  const wake = () => { if (document.visibilityState === 'visible') tick(); };
  return {
    read: () => (listeners.size === 0 && Date.now() - at >= everyMs ? (at = Date.now()) : at),
    subscribe: (listener: Listener) => {
      listeners.add(listener);
      if (listeners.size === 1) {
        at = Date.now();
        timer = setInterval(wake, everyMs);
        document.addEventListener('visibilitychange', wake);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        document.removeEventListener('visibilitychange', wake);
      };
    },
  };
}

const second = ticker(1000);
const minute = ticker(20_000);

/**
 * The present in milliseconds, renewed while shown.
 * @param pace `second` for a countdown that ends soon, `minute` for everything else
 */
export function useNow(pace: 'second' | 'minute' = 'minute'): number {
  const source = pace === 'second' ? second : minute;
  return useSyncExternalStore(source.subscribe, source.read, source.read);
}
