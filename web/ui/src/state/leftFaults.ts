/** What this needs of react-query's cache of mutations. */
interface Cache { readonly subscribe: (heard: (event: Event) => void) => () => void }
interface Event { readonly type: string; readonly mutation?: Mutation | undefined; readonly action?: { readonly type: string; readonly error?: unknown } }
interface Mutation { readonly options: { readonly onError?: unknown } }

/**
 * A screen says its own faults; once it is gone, nobody does. Tells of what failed after whoever asked for it had left, unless it has words of its own for that.
 * @returns ends the watch
 */
export function watchLeftFaults(cache: Cache, tell: (error: unknown) => void): () => void {
  const watching = new WeakMap<Mutation, number>();
  return cache.subscribe(({ type, mutation, action }) => {
    if (!mutation) return;
    const count = watching.get(mutation);
    if (type === 'observerAdded') watching.set(mutation, (count ?? 0) + 1);
    else if (type === 'observerRemoved') watching.set(mutation, (count ?? 0) - 1);
    // One never watched was begun by code that waits for it, not by a screen.
    else if (type === 'updated' && action?.type === 'error' && count !== undefined && count <= 0 && !mutation.options.onError) tell(action.error);
  });
}
