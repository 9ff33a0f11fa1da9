import { useLive } from '@aftercare/ui';
import { useQueryClient } from '@tanstack/react-query';
import type { InfiniteData, QueryKey } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useLatest } from '../command/CommandProvider.tsx';
import { gathered } from '../data/renewal.ts';

/** As many pages are asked for anew by themselves; beyond, whoever reads far down is told instead. */
const fewPages = 4;

/** Keeps a list fresh while facts come in. `behind`: more has changed than is asked for by itself; `catchUp` begins again at the top. */
export function useListRenewal(key: QueryKey): { readonly behind: boolean; readonly catchUp: () => void } {
  const client = useQueryClient();
  const [behind, setBehind] = useState(false);
  const renew = useLatest(() => {
    const loaded = client.getQueryData<InfiniteData<unknown>>(key)?.pages.length ?? 0;
    if (loaded > fewPages) setBehind(true);
    else void client.invalidateQueries({ queryKey: key });
    // Other views are asked for again when they are opened.
    void client.invalidateQueries({ queryKey: ['list'], refetchType: 'none', predicate: (query) => query.queryHash !== JSON.stringify(key) });
  });
  const renewal = useMemo(() => gathered(renew, 1500), [renew]);
  useEffect(() => renewal.stop, [renewal]);
  useLive(['inbox'], renewal.ask);
  const catchUp = () => {
    setBehind(false);
    client.setQueryData<InfiniteData<unknown>>(key, (data) => (data ? { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) } : data));
    void client.invalidateQueries({ queryKey: key });
  };
  return { behind, catchUp };
}
