// Here and not in the index: a bundler may step over an index that only hands on.
import '../style/tokens.css';
import '../style/base.css';
import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';
const key = 'aftercare-theme';
const listeners = new Set<() => void>();

/** The theme chosen on this device. */
export function currentTheme(): Theme {
  const kept = document.documentElement.dataset.theme;
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Takes a theme at once and remembers it. */
export function changeTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try { localStorage.setItem(key, theme); } catch { /* private windows may refuse storage */ }
  for (const listener of listeners) listener();
}

/** Takes the remembered theme; call before the first paint. */
export function startTheme(): void {
  let kept: string | null = null;
  try { kept = localStorage.getItem(key); } catch { /* as above */ }
  changeTheme(kept === 'light' || kept === 'dark' ? kept : 'system');
}

/** Whether it is dark now, following the system where nothing was chosen. */
export function isDark(): boolean {
  const theme = currentTheme();
  return theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
}

function subscribe(listener: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)');
  listeners.add(listener);
  media.addEventListener('change', listener);
  return () => { listeners.delete(listener); media.removeEventListener('change', listener); };
}

/** The chosen theme, and whether the page is dark; redraws on change. */
export function useTheme(): { readonly theme: Theme; readonly dark: boolean } {
  const theme = useSyncExternalStore(subscribe, currentTheme, () => 'system' as const);
  const dark = useSyncExternalStore(subscribe, isDark, () => false);
  return { theme, dark };
}

/** A colour token as the browser computes it now (`rgb(…)`), for canvases and libraries that cannot read variables. */
export function tokenColor(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--ac-${name})`;
  document.body.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}
