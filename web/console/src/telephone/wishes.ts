import { useEffect } from 'react';
import { useLatest } from '../command/CommandProvider.tsx';

/** What other screens ask of the telephone, which stands once in the frame and holds the one line of this window. */
export type Wish =
  | { readonly do: 'dial'; readonly to: { readonly number?: string; readonly callId?: number; readonly ticketId?: number } }
  | { readonly do: 'supervise'; readonly callId: number; readonly mode: 'listen' | 'whisper' };
const heard = new Set<(wish: Wish) => void>();

export function wishOfTelephone(wish: Wish): void { for (const listener of heard) listener(wish); }
export function useWishes(listener: (wish: Wish) => void): void {
  const latest = useLatest(listener);
  useEffect(() => { heard.add(latest); return () => void heard.delete(latest); }, [latest]);
}
