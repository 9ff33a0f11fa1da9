/**
 * What a platform said instead of yes. `token`: it wants a new access token; `window`: the time to answer is over;
 * `busy`: later, perhaps; `refused`: never like this.
 */
export type FaultSort = 'token' | 'window' | 'busy' | 'refused';

export class PlatformFault extends Error {
  override readonly name = 'PlatformFault';
  readonly sort: FaultSort;
  /** The platform itself said so: what was asked was not done. Otherwise nobody knows. */
  readonly answered: boolean;
  constructor(sort: FaultSort, words: string, options?: ErrorOptions & { answered?: boolean }) {
    super(words, options);
    this.sort = sort;
    this.answered = options?.answered ?? true;
  }
}
