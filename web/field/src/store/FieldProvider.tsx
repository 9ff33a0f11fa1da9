import { createContext, use, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { FieldState, FieldStore } from './field.ts';

const Context = createContext<FieldStore | null>(null);

export function FieldProvider({ store, children }: { readonly store: FieldStore; readonly children: ReactNode }) {
  return <Context value={store}>{children}</Context>;
}
export function useFieldStore(): FieldStore {
  const store = use(Context);
  if (!store) throw new Error('useFieldStore needs a FieldProvider above it');
  return store;
}
export function useField(): FieldState {
  const store = useFieldStore();
  return useSyncExternalStore(store.subscribe, store.state);
}
