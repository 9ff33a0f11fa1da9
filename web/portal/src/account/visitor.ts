import { useSyncExternalStore } from 'react';

/** The session itself is a cookie that scripts cannot see; this only remembers that there is one, and for whom. */
const key = 'aftercare-portal-visitor';
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** The name somebody signed in under on this device; null when nobody did. */
export function knownVisitor(): string | null {
  try { return localStorage.getItem(key); } catch { return null; }
}
export function rememberVisitor(name: string): void {
  try { localStorage.setItem(key, name); sessionStorage.removeItem(`${key}-ended`); } catch { /* private windows may refuse storage; the session still works */ }
  tell();
}
export function forgetVisitor(): void {
  try { localStorage.removeItem(key); } catch { /* as above */ }
  tell();
}

/** The session ended without their doing: told where they sign in again. */
export function endVisit(): void {
  try { sessionStorage.setItem(`${key}-ended`, '1'); } catch { /* as above */ }
  forgetVisitor();
}
export function visitEnded(): boolean {
  try { return sessionStorage.getItem(`${key}-ended`) !== null; } catch { return false; }
}

export function useVisitor(): string | null {
  return useSyncExternalStore((listener) => { listeners.add(listener); return () => void listeners.delete(listener); }, knownVisitor);
}
