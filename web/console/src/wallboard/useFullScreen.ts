import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** Fills the whole screen with an element and keeps the screen awake meanwhile. */
export function useFullScreen(element: RefObject<HTMLElement | null>): { readonly on: boolean; readonly possible: boolean; readonly toggle: () => void } {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const changed = () => setOn(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, []);
  useEffect(() => {
    if (!on || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const wake = () => { if (document.visibilityState === 'visible') void navigator.wakeLock.request('screen').then((one) => { if (over) void one.release(); else lock = one; }, () => undefined); };
    wake();
    document.addEventListener('visibilitychange', wake);
    return () => { over = true; document.removeEventListener('visibilitychange', wake); void lock?.release(); };
  }, [on]);
  return {
    on, possible: document.fullscreenEnabled,
    toggle: () => { if (document.fullscreenElement) void document.exitFullscreen(); else void element.current?.requestFullscreen().catch(() => undefined); },
  };
}
