import { useEffect } from 'react';
import { useLatest } from '../command/CommandProvider.tsx';

/** What other screens ask of the telephone, which stands once in the frame and holds the one line of this window. */
export type Wish =
  | { readonly do: 'dial'; readonly to: { readonly number?: string; readonly callId?: number; readonly ticketId?: number } }
  | { readonly do: 'supervise'; readonly callId: number; readonly mode: 'listen' | 'whisper' };
const heard = new Set<(wish: Wish) => void>();
/** Asked before the telephone was there: a page just loaded shows a customer's number sooner. */
let early: Wish | null = null;

export function wishOfTelephone(wish: Wish): void {
  if (heard.size === 0) early = wish;
  for (const listener of heard) listener(wish);
}
export function useWishes(listener: (wish: Wish) => void): void {
  const latest = useLatest(listener);
  useEffect(() => {
    heard.add(latest);
    const wish = early;
    early = null;
    if (wish) latest(wish);
    return () => void heard.delete(latest);
  }, [latest]);
}
