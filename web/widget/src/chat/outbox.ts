import type { KeyValue } from '../storage.ts';

export interface OutgoingFile { readonly token: string; readonly name: string; readonly type: string; readonly size: number }
/** A message of ours that the server has not confirmed yet. */
export interface Outgoing {
  readonly clientId: string;
  readonly text: string;
  readonly files: readonly OutgoingFile[];
  /** When it was written, ISO 8601; also the order of sending. */
  readonly at: string;
  /** The server's reason for not taking it; null while we keep trying. */
  readonly refused: string | null;
}

export interface Outbox {
  list(): Outgoing[];
  put(message: Outgoing): void;
  remove(clientId: string): boolean;
}

const prefix = 'out.';

/**
 * Messages on their way, kept in the page's storage until the server's `ack`. One key per message: two tabs of the same
 * visitor write beside each other instead of over each other.
 */
export function createOutbox(store: KeyValue): Outbox {
  return {
    list: () =>
      store.keys(prefix)
        .map((key) => parse(store.get(key)))
        .filter((found) => found !== null)
        .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.clientId < b.clientId ? -1 : 1)),
    put: (message) => store.set(prefix + message.clientId, JSON.stringify(message)),
    remove: (clientId) => {
      const known = store.get(prefix + clientId) !== null;
      store.remove(prefix + clientId);
      return known;
    },
  };
}

/** Storage is shared with the host page: what does not look like ours is ignored. */
function parse(text: string | null): Outgoing | null {
  try {
    const value = JSON.parse(text ?? 'null') as Outgoing | null;
    return value && typeof value.clientId === 'string' && typeof value.text === 'string' && typeof value.at === 'string' && Array.isArray(value.files) ? value : null;
  } catch {
    return null;
  }
}
