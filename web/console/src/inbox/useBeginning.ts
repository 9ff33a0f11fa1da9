import type { Beginning } from '@aftercare/contract/desk';
import { useQuery } from '@tanstack/react-query';
import { useMay, useQueries } from '../data/useQueries.ts';

/** How far the installation is, for whoever sets it up; undefined for everybody else, and once the first answer has left. */
export function useBeginning(): Beginning | undefined {
  const may = useMay();
  const sets = may('org.manage') && may('channels.manage');
  const beginning = useQuery({ ...useQueries().beginning(), enabled: sets, staleTime: ({ state }) => (state.data?.answered ? Infinity : 5000) }).data;
  return beginning && !(beginning.arrived && beginning.answered) ? beginning : undefined;
}
