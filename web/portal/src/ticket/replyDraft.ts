import { forgetChosen } from '../offline/chosen.ts';

const keyOf = (id: number) => `aftercare-portal-reply-${id}`;
const gone = 'aftercare-portal-reply-gone';
/** Where the files of a reply wait for it on this device. */
export const filesOfReply = (id: number) => `reply-${id}`;

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

/** Under which key it goes: the same words under the same one, also from a page opened again, until they have arrived. */
const attempts = new Map<number, { readonly key: string; readonly body: string }>();
export function attemptOf(id: number, body: string): string {
  const before = attempts.get(id);
  const attempt = before?.body === body ? before : { key: crypto.randomUUID() as string, body };
  attempts.set(id, attempt);
  return attempt.key;
}

/** The words have left the form, to the server or to what waits for a line: also where the form is gone meanwhile, or was opened again. Who wrote on keeps that. */
export function replyGone(id: number, text: string): void {
  attempts.delete(id);
  if (keptReply(id).trim() === text.trim()) { keepReply(id, ''); void forgetChosen(filesOfReply(id)); }
  dispatchEvent(new CustomEvent(gone, { detail: { id, text } }));
}
export function onReplyGone(id: number, heard: (text: string) => void): () => void {
  const listener = (event: Event) => { const { detail } = event as CustomEvent<{ id: number; text: string }>; if (detail.id === id) heard(detail.text); };
  addEventListener(gone, listener);
  return () => removeEventListener(gone, listener);
}
