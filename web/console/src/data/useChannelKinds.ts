import type { ChannelKind } from '@aftercare/contract/basics';
import { useQuery } from '@tanstack/react-query';
import { useQueries } from './useQueries.ts';

/** Doors to choose among: those customers come by, as the server says, and what is chosen already. In the server's order. */
export function useChannelKinds(chosen: readonly ChannelKind[] = []): readonly ChannelKind[] {
  const { data } = useQuery(useQueries().channels());
  const known = data?.kinds ?? [];
  // What was chosen once stays to be seen, even when its door is gone from the house.
  const gone = chosen.filter((kind) => !known.some((one) => one.kind === kind));
  return [...known.filter((one) => one.here || chosen.includes(one.kind)).map((one) => one.kind), ...gone];
}
