import { type ChannelKind, channelKinds } from '@aftercare/contract/basics';
import { useQuery } from '@tanstack/react-query';
import { useQueries } from './useQueries.ts';

/** By these people come without an account of ours. */
const always: readonly ChannelKind[] = ['phone', 'counter'];

/** Doors to choose among: those that are set up, phone and counter, and what is chosen already. In the order of all. */
export function useChannelKinds(chosen: readonly string[] = []): readonly ChannelKind[] {
  const { data } = useQuery(useQueries().channels());
  const here = new Set<string>([...always, ...chosen, ...(data?.items ?? []).map((one) => one.kind)]);
  return channelKinds.filter((kind) => here.has(kind));
}
