import { useSyncExternalStore } from 'react';

/** `table`: one line over the whole width · `pair`: two lines beside an open ticket · `card`: three lines under a thumb. */
export type RowLayout = 'table' | 'pair' | 'card';

const narrow = typeof matchMedia === 'undefined' ? null : matchMedia('(max-width: 48rem), (max-width: 56rem) and (max-height: 32rem)');
const subscribe = (listener: () => void) => { narrow?.addEventListener('change', listener); return () => narrow?.removeEventListener('change', listener); };

/** How rows are drawn: by the width of the window and by whether a ticket is open beside them. */
export function useRowLayout(beside: boolean): RowLayout {
  const small = useSyncExternalStore(subscribe, () => narrow?.matches ?? false);
  return small ? 'card' : beside ? 'pair' : 'table';
}
