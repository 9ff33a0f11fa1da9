const key = 'aftercare-view';

/** The view looked at last on this device; one's own tickets at first. */
export function lastView(): string {
  try { return localStorage.getItem(key) ?? 'mine'; } catch { return 'mine'; }
}

export function rememberView(view: string): void {
  try { localStorage.setItem(key, view); } catch { /* private windows may refuse storage */ }
}
