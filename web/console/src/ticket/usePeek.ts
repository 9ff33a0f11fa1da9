import { useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useQueries } from '../data/useQueries.ts';

/** Whoever only passes over a row does not mean it. */
const meantMs = 60;
/** Fetched ahead and not looked at since. */
const ahead = new Set<number>();

/** Fetches a ticket before it is opened: its row is under the pointer, has the focus, or is the next one. `onMeant`: it is here and still meant. */
export function usePeek(onMeant?: (id: number) => void) {
  const { call } = useApi();
  const client = useQueryClient();
  const from = useQueries();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useMemo(() => {
    /** The page of a ticket, asked for without counting as read. */
    const query = (id: number) => ({ ...from.ticket(id), queryFn: ({ signal }: { signal: AbortSignal }) => { ahead.add(id); return call(api.desk.ticketPage, { params: { id }, query: { peek: '1' } }, { signal }); } });
    const isHere = (id: number) => client.getQueryState(from.ticket(id).queryKey)?.data !== undefined;
    /** @returns whether its page is here */
    const fetch = async (id: number): Promise<boolean> => {
      if (!isHere(id) && navigator.onLine) await client.prefetchQuery(query(id));
      return isHere(id);
    };
    let meant: number | null = null;
    const mean = (id: number | null) => { clearTimeout(timer.current); meant = id; };
    return {
      query,
      now: fetch,
      soon: (id: number) => { mean(id); timer.current = setTimeout(() => void fetch(id).then((there) => { if (there && meant === id) onMeant?.(id); }), meantMs); },
      never: () => mean(null),
    };
  }, [call, client, from, onMeant]);
}

/**
 * A ticket whose page is here already is asked for once more when it is opened. One fetched ahead counts as read only now; and of one that was
 * open before nobody told us what came while it was closed, however short that was.
 */
export function useLookedAt(id: number): void {
  const client = useQueryClient();
  useEffect(() => {
    const queryKey = ['ticket', id];
    if (ahead.delete(id)) void client.invalidateQueries({ queryKey });
    else if (client.getQueryState(queryKey)?.data !== undefined) void client.invalidateQueries({ queryKey }, { cancelRefetch: false });
  }, [client, id]);
}
