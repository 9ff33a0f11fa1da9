import { useApi } from '@aftercare/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queries } from './queries.ts';
import type { Me } from './types.ts';

/** The queries, bound to this page's client. */
export function useQueries(): ReturnType<typeof queries> {
  const { call } = useApi();
  return useMemo(() => queries(call), [call]);
}

/** Who is signed in. Only inside the shell, whose route has loaded it. */
export function useMe(): Me {
  return useSuspenseQuery(useQueries().me()).data;
}

/** Whether I may: `useMay()('tickets.write')`. */
export function useMay(): (right: string) => boolean {
  const { rights } = useMe();
  return (right) => rights.includes(right) || rights.includes('*');
}
