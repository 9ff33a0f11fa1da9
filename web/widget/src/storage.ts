/** Small string store of one chat site. Pages in sandboxes have no localStorage: then it lives as long as the page. */
export interface KeyValue {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(prefix: string): string[];
}

/** Keys of one site are kept apart from everything else the page stores on its origin. */
export function prefixOf(site: string): string {
  return `aftercare.${site}.`;
}

/** A store in memory; for pages without storage, and for tests. */
export function memoryStore(): KeyValue {
  const values = new Map<string, string>();
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
    keys: (prefix) => [...values.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/** The browser's storage below the site's prefix; what does not fit or is forbidden falls back to memory. */
export function browserStore(site: string, find: () => Storage): KeyValue {
  const prefix = prefixOf(site);
  const spare = memoryStore();
  let storage: Storage;
  try {
    storage = find();
    storage.getItem(prefix);
  } catch {
    return spare;
  }
  return {
    get: (key) => spare.get(key) ?? storage.getItem(prefix + key),
    set: (key, value) => {
      try {
        storage.setItem(prefix + key, value);
        spare.remove(key);
      } catch {
        spare.set(key, value); // quota reached: the page still works, only the next one will not know
      }
    },
    remove: (key) => {
      spare.remove(key);
      storage.removeItem(prefix + key);
    },
    keys: (start) => [...new Set([...Object.keys(storage).filter((key) => key.startsWith(prefix + start)).map((key) => key.slice(prefix.length)), ...spare.keys(start)])],
  };
}
