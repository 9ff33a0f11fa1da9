import { dispatch } from '@aftercare/contract/dispatch';
import type { Board, PlanRun, Visit } from '@aftercare/contract/dispatch';
import { useApi, type Call } from '@aftercare/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRenewal } from '../data/useRenewal.ts';

export type { Board, Conflict, Visit } from '@aftercare/contract/dispatch';
const boardKey = (day: string) => ['dispatch', day] as const;

/** The board of a day, renewed when anything of dispatch changes and once a minute. */
export function useBoard(day: string) {
  const { call } = useApi();
  useRenewal('dispatch', [['dispatch']], 700);
  return useQuery({ queryKey: boardKey(day), queryFn: ({ signal }) => call(dispatch.board, { params: { day } }, { signal }), refetchInterval: ({ state }) => (working(state.data?.run) ? 800 : 60_000) });
}
export const working = (run: PlanRun | null | undefined) => run?.state === 'queued' || run?.state === 'running';

/** Puts a changed visit on the board at once; the rest comes with the renewal. */
export function useBoardCache(day: string) {
  const client = useQueryClient();
  return {
    renew: () => client.invalidateQueries({ queryKey: ['dispatch'] }),
    put: (visit: Visit) => client.setQueryData<Board>(boardKey(day), (board) => board && {
      ...board, visits: visit.state === 'waiting' ? board.visits : [...board.visits.filter((v) => v.id !== visit.id), visit], waiting: board.waiting.filter((v) => v.id !== visit.id || visit.state === 'waiting'),
    }),
  };
}
export type Placing = { readonly technicianId: number | null; readonly startsAt: string | null };
export const place = (call: Call, visit: Pick<Visit, 'id' | 'version'>, to: Placing) => call(dispatch.place, { params: { id: visit.id }, body: { ...to, version: visit.version } });
