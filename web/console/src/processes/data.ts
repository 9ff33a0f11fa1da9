import { api } from '@aftercare/contract';
import type { Call } from '@aftercare/ui';
import { useApi } from '@aftercare/ui';
import { queryOptions } from '@tanstack/react-query';
import { useMemo } from 'react';

export type { ActionEntry, Definition, DefinitionKind, DefinitionVersion, Heat, Problem, ScriptStep, Simulation, SimulationBasis, SimulationRun, SimulationSide, TableTry, TryResult, Words } from '@aftercare/contract/processes';

function processQueries(call: Call) {
  const p = api.processes;
  return {
    list: () => queryOptions({ queryKey: ['processes'], queryFn: ({ signal }) => call(p.list, { query: {} }, { signal }), staleTime: 10_000 }),
    one: (key: string) => queryOptions({ queryKey: ['processes', key], queryFn: ({ signal }) => call(p.get, { params: { key } }, { signal }), staleTime: 5000 }),
    version: (key: string, version: number | null) => queryOptions({ queryKey: ['process-version', key, version], enabled: version !== null, queryFn: ({ signal }) => call(p.version, { params: { key, version: version ?? 0 } }, { signal }), staleTime: 60_000 }),
    draft: (key: string) => queryOptions({ queryKey: ['process-draft', key], queryFn: ({ signal }) => call(p.draft, { params: { key } }, { signal }), staleTime: 0, gcTime: 0, retry: false }),
    actions: () => queryOptions({ queryKey: ['process-actions'], queryFn: ({ signal }) => call(p.actions, {}, { signal }), staleTime: 300_000 }),
    heat: (key: string, version: number | null, from: string) => queryOptions({ queryKey: ['process-heat', key, version, from], queryFn: ({ signal }) => call(p.heat, { params: { key }, query: { from, ...(version === null ? {} : { version }) } }, { signal }), staleTime: 30_000 }),
    basis: (key: string) => queryOptions({ queryKey: ['process-basis', key], queryFn: ({ signal }) => call(p.simulationBasis, { params: { key }, query: {} }, { signal }), staleTime: 60_000 }),
    runs: (key: string) => queryOptions({ queryKey: ['process-runs', key], queryFn: ({ signal }) => call(p.simulations, { params: { key } }, { signal }), staleTime: 5000 }),
    run: (id: number | null) => queryOptions({
      queryKey: ['process-run', id], enabled: id !== null, queryFn: ({ signal }) => call(p.simulation, { params: { id: id ?? 0 } }, { signal }),
      refetchInterval: (query) => (query.state.data && !['waiting', 'running'].includes(query.state.data.state) ? false : 700),
    }),
  };
}

/** What the process pages ask for. */
export function useProcessQueries(): ReturnType<typeof processQueries> {
  const { call } = useApi();
  return useMemo(() => processQueries(call), [call]);
}
