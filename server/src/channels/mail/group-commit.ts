/** Something to be stored; `bytes` is its size. */
export interface Waiting<T> {
  readonly items: readonly T[];
  readonly bytes: number;
}

/** Bounds of one transaction. */
const most = { entries: 64, bytes: 24 * 1024 * 1024 };

/**
 * Many callers, few transactions: while one is being written the next callers gather, and go together in the next one. Each
 * promise resolves after the commit that holds its items. Items of one caller are never split.
 */
export function createGroupCommit<T>(write: (items: readonly T[]) => Promise<void>): (waiting: Waiting<T>) => Promise<void> {
  interface Entry extends Waiting<T> { done(): void; failed(error: unknown): void }
  const queue: Entry[] = [];
  let busy = false;

  const take = (): Entry[] => {
    let count = 0;
    let bytes = 0;
    while (count < queue.length && count < most.entries && (count === 0 || bytes + (queue[count]?.bytes ?? 0) <= most.bytes)) bytes += queue[count++]?.bytes ?? 0;
    return queue.splice(0, count);
  };
  const store = async (entries: readonly Entry[]): Promise<void> => {
    try {
      await write(entries.flatMap((e) => e.items));
      for (const entry of entries) entry.done();
    } catch (error) {
      // One bad item must not turn the others away.
      if (entries.length === 1) entries[0]?.failed(error);
      else for (const entry of entries) await store([entry]);
    }
  };
  const run = async (): Promise<void> => {
    busy = true;
    while (queue.length > 0) await store(take());
    busy = false;
  };

  return ({ items, bytes }) => new Promise<void>((resolve, reject) => {
    queue.push({ items, bytes, done: resolve, failed: reject });
    if (!busy) void run();
  });
}
