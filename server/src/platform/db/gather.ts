export interface GatherOptions<I> {
  /** At most so many inputs go together. */
  readonly most: number;
  /** Weight of an input, and the largest sum that goes together (bytes, say). */
  readonly weight?: (input: I) => number;
  readonly heaviest?: number;
  /** How many groups may be under way at once; 1 unless told. */
  readonly lanes?: number;
}

/**
 * Many callers, few transactions: while one group is being written the next callers gather, and go together in the next one.
 * Each promise resolves after the commit that holds its input. A group that fails is taken apart, so that one bad input
 * turns nobody else away: `work` must be one transaction that leaves nothing behind when it throws.
 */
export function createGather<I, O>(work: (inputs: readonly I[]) => Promise<readonly O[]>, options: GatherOptions<I>): (input: I) => Promise<O> {
  interface Entry { readonly input: I; done(output: O): void; failed(error: unknown): void }
  const { most, weight = () => 0, heaviest = Number.POSITIVE_INFINITY, lanes = 1 } = options;
  const queue: Entry[] = [];
  let running = 0;

  const take = (): Entry[] => {
    let count = 0;
    let sum = 0;
    while (count < queue.length && count < most) {
      sum += weight((queue[count] as Entry).input);
      if (count > 0 && sum > heaviest) break;
      count += 1;
    }
    return queue.splice(0, count);
  };
  const attempt = async (entries: readonly Entry[]): Promise<void> => {
    try {
      const outputs = await work(entries.map((e) => e.input));
      entries.forEach((entry, i) => entry.done(outputs[i] as O));
    } catch (error) {
      if (entries.length === 1) entries[0]?.failed(error);
      else for (const entry of entries) await attempt([entry]);
    }
  };
  const run = async (): Promise<void> => {
    running += 1;
    // One turn of the event loop: those who arrived in the same breath go along.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) await attempt(take());
    running -= 1;
  };
  return (input) => new Promise<O>((done, failed) => {
    queue.push({ input, done, failed });
    if (running < lanes) void run();
  });
}
