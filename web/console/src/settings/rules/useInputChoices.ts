import { named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useQueries } from '../../data/useQueries.ts';

/** `known`: other ways in which the same one was written down before. */
export interface InputChoice { readonly value: string | number; readonly label: string; readonly known?: readonly string[] }

/** What an action's field may be filled with where that is somebody or something of this house; empty where it is free. */
export function useInputChoices(): (action: string, field: string) => readonly InputChoice[] {
  const { i18n } = useTranslation();
  const { call } = useApi();
  const ask = useQueries();
  const types = useQuery(ask.types()).data?.items ?? [];
  const teams = useQuery(ask.teams()).data?.items ?? [];
  const agents = useQuery(ask.agents()).data?.items ?? [];
  const processes = useQuery({ queryKey: ['processes', 'choices'], queryFn: ({ signal }) => call(api.processes.list, { query: { kind: 'bpmn' } }, { signal }), staleTime: 60_000 }).data?.items ?? [];
  return (action, field) => {
    if (action === 'tickets.change' && field === 'type') return types.map((type) => ({ value: type.key, label: named(type.name, i18n.language) }));
    if (field === 'team') return teams.map((team) => ({ value: team.id, label: team.name, known: [team.name, String(team.id)] }));
    if (field === 'person') return agents.map((agent) => ({ value: agent.id, label: agent.name, known: [agent.name, agent.email, String(agent.id)] }));
    return action === 'casework.start' && field === 'process' ? processes.map((process) => ({ value: process.key, label: named(process.title, i18n.language) })) : [];
  };
}
