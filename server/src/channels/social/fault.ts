/**
 * What a platform said instead of yes. `token`: it wants a new access token; `window`: the time to answer is over;
 * `busy`: later, perhaps; `refused`: never like this.
 */
export type FaultSort = 'token' | 'window' | 'busy' | 'refused';

export class PlatformFault extends Error {
  override readonly name = 'PlatformFault';
  readonly sort: FaultSort;
  /** What was asked was not done: the platform itself said so, or was never reached. Otherwise nobody knows. */
  readonly answered: boolean;
  constructor(sort: FaultSort, words: string, options?: ErrorOptions & { answered?: boolean }) {
    super(words, options);
    this.sort = sort;
    this.answered = options?.answered ?? true;
  }
}

/** A step before the sending itself: whatever breaks in it, nothing has left yet. */
export async function beforehand<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new PlatformFault(error instanceof PlatformFault ? error.sort : 'busy', (error as Error).message, { cause: error });
  }
}
