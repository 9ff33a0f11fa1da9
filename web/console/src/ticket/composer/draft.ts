import type { FileInfo } from '../../data/types.ts';

/** What somebody has begun to write. `at` is when it was last touched here, in milliseconds. */
export interface Draft { readonly text: string; readonly kind: 'reply' | 'note'; readonly files: readonly FileInfo[]; readonly at: number }
export interface ServerDraft { readonly text: string; readonly kind: 'reply' | 'note'; readonly files: readonly FileInfo[]; readonly savedAt: string | null }

export const emptyDraft: Draft = { text: '', kind: 'reply', files: [], at: 0 };
export const isEmpty = (draft: Pick<Draft, 'text' | 'files'>) => draft.text.trim() === '' && draft.files.length === 0;

/**
 * The draft to go on with. This device keeps a copy for when the server cannot be reached; the newer of the two counts, also
 * when the newer one is empty (sent or cleared elsewhere). Clocks of two machines differ: within two seconds, words win over
 * none.
 */
export function mergeDraft(local: Draft | null, server: ServerDraft | null): Draft {
  const theirs: Draft | null = server?.savedAt ? { text: server.text, kind: server.kind, files: server.files, at: Date.parse(server.savedAt) } : null;
  if (!local) return theirs ?? emptyDraft;
  if (!theirs) return local;
  if (Math.abs(local.at - theirs.at) <= 2000) return isEmpty(theirs) && !isEmpty(local) ? local : theirs;
  return local.at > theirs.at ? local : theirs;
}

/** What stands in the box beside words that have just left: what somebody wrote on, or wrote instead. */
export function writtenOn(now: string, sent: string): string {
  const text = now.trim();
  return text.startsWith(sent) ? text.slice(sent.length).trimStart() : text;
}

const keyOf = (ticketId: number) => `aftercare-draft-${ticketId}`;

/** This device's copy; null when there is none that can be read. */
export function readLocal(ticketId: number, storage: Pick<Storage, 'getItem'>): Draft | null {
  try {
    const kept = JSON.parse(storage.getItem(keyOf(ticketId)) ?? 'null') as Partial<Draft> | null;
    if (typeof kept?.text !== 'string' || typeof kept.at !== 'number') return null;
    return { text: kept.text, kind: kept.kind === 'note' ? 'note' : 'reply', files: Array.isArray(kept.files) ? kept.files : [], at: kept.at };
  } catch {
    return null;
  }
}

/** Keeps or, when empty, forgets this device's copy. */
export function writeLocal(ticketId: number, draft: Draft, storage: Pick<Storage, 'setItem' | 'removeItem'>): void {
  try {
    if (isEmpty(draft)) storage.removeItem(keyOf(ticketId));
    else storage.setItem(keyOf(ticketId), JSON.stringify(draft));
  } catch { /* full or refused storage: the server's copy remains */ }
}

/** Puts what was sent into the draft again: kept here, and shown where the composer is open. */
export function backToDraft(ticketId: number, sent: Pick<Draft, 'text' | 'kind' | 'files'>, storage: Pick<Storage, 'setItem' | 'removeItem'>): Draft {
  const draft = { text: sent.text, kind: sent.kind, files: sent.files, at: Date.now() };
  writeLocal(ticketId, draft, storage);
  window.dispatchEvent(new CustomEvent('aftercare-draft', { detail: { id: ticketId, draft } }));
  return draft;
}
