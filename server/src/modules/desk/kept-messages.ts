import type { MessageRow } from './store-page.ts';

interface Kept { readonly version: string; readonly at: string; readonly text: string }
const mostCharacters = 8_000_000;

/**
 * Messages as JSON, kept from one look at a ticket to the next: a screen asks for the whole page after each change, and thirty
 * of its thirty-one messages are as they were. The version of a row tells exactly whether what is kept still holds.
 */
export function keepMessages(read: (ids: readonly number[]) => Promise<readonly MessageRow[]>) {
  // In the order of their last use.
  const kept = new Map<number, Kept>();
  let characters = 0;
  const forget = (id: number) => {
    characters -= kept.get(id)?.text.length ?? 0;
    kept.delete(id);
  };
  const keep = (id: number, entry: Kept) => {
    forget(id);
    kept.set(id, entry);
    characters += entry.text.length;
    for (const oldest of kept.keys()) {
      if (characters <= mostCharacters) break;
      forget(oldest);
    }
  };

  /** Timeline items of these messages, in their order; one that is gone meanwhile is left out. */
  return async (named: readonly { id: number; version: string; isRead: boolean }[]): Promise<Map<number, string>> => {
    const found = new Map<number, Kept>();
    const missing: number[] = [];
    for (const { id, version } of named) {
      const entry = kept.get(id);
      if (entry?.version === version) { found.set(id, entry); keep(id, entry); } else missing.push(id);
    }
    if (missing.length > 0) for (const row of await read(missing)) {
      const entry = { version: row.version, at: row.at, text: `{"kind":"message","at":${row.at},"message":${row.message.slice(0, -1)},"readAt":` };
      found.set(row.id, entry);
      keep(row.id, entry);
    }
    const items = new Map<number, string>();
    for (const { id, isRead } of named) {
      const entry = found.get(id);
      if (entry) items.set(id, `${entry.text}${isRead ? entry.at : 'null'}}}`);
    }
    return items;
  };
}
