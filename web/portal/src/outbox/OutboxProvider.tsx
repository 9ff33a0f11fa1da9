import { createContext, use, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { Outbox, OutboxState } from './outbox.ts';

const Context = createContext<Outbox | null>(null);

export function OutboxProvider({ outbox, children }: { readonly outbox: Outbox; readonly children: ReactNode }) {
  return <Context value={outbox}>{children}</Context>;
}
export function useOutbox(): Outbox {
  const outbox = use(Context);
  if (!outbox) throw new Error('useOutbox needs an OutboxProvider');
  return outbox;
}
export function useWaiting(): OutboxState {
  const outbox = useOutbox();
  return useSyncExternalStore(outbox.subscribe, outbox.state);
}
