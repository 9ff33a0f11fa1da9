const keyOf = (id: number) => `aftercare-portal-reply-${id}`;

/** What somebody had begun to answer to a ticket on this device. */
export function keptReply(id: number): string {
  try { return localStorage.getItem(keyOf(id)) ?? ''; } catch { return ''; }
}
export function keepReply(id: number, text: string): void {
  try {
    if (text.trim()) localStorage.setItem(keyOf(id), text);
    else localStorage.removeItem(keyOf(id));
  } catch { /* private windows may refuse storage */ }
}
