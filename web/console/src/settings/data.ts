import { api } from '@aftercare/contract';
import type { Call } from '@aftercare/ui';
import { useApi } from '@aftercare/ui';
import { queryOptions } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queries } from '../data/queries.ts';

function settingsQueries(call: Call) {
  const { me, agents, teams, types, templates, macros, channels, views, beginning } = queries(call);
  return {
    me, agents, teams, types, templates, macros, channels, views, beginning,
    company: () => queryOptions({ queryKey: ['company'], queryFn: ({ signal }) => call(api.org.company, {}, { signal }), staleTime: 60_000 }),
    skills: () => queryOptions({ queryKey: ['skills'], queryFn: ({ signal }) => call(api.org.skills, {}, { signal }), staleTime: 60_000 }),
    roles: () => queryOptions({ queryKey: ['roles'], queryFn: ({ signal }) => call(api.org.roles, {}, { signal }), staleTime: 60_000 }),
    calendars: () => queryOptions({ queryKey: ['calendars'], queryFn: ({ signal }) => call(api.org.calendars, {}, { signal }), staleTime: 60_000 }),
    policies: () => queryOptions({ queryKey: ['policies'], queryFn: ({ signal }) => call(api.sla.policies, {}, { signal }), staleTime: 30_000 }),
    queues: () => queryOptions({ queryKey: ['queues'], queryFn: ({ signal }) => call(api.routing.queues, {}, { signal }), staleTime: 10_000 }),
    vendors: () => queryOptions({ queryKey: ['vendors', 'names'], queryFn: async ({ signal }) => ({ items: (await call(api.vendors.list, {}, { signal })).items.map(({ id, name }) => ({ id, name })) }), staleTime: 60_000 }),
    ticketFields: () => queryOptions({ queryKey: ['ticket-fields'], queryFn: ({ signal }) => call(api.ticketFields.list, {}, { signal }), staleTime: 30_000 }),
    rules: () => queryOptions({ queryKey: ['rules'], queryFn: ({ signal }) => call(api.automation.rules, {}, { signal }), staleTime: 10_000 }),
    ruleActions: () => queryOptions({ queryKey: ['rule-actions'], queryFn: ({ signal }) => call(api.automation.actions, {}, { signal }), staleTime: Infinity }),
    keys: () => queryOptions({ queryKey: ['api-keys'], queryFn: ({ signal }) => call(api.org.apiKeys, {}, { signal }), staleTime: 30_000 }),
  };
}

/** What the settings ask for; keys begin with the thing, as everywhere in the console. */
export function useSettingsQueries(): ReturnType<typeof settingsQueries> {
  const { call } = useApi();
  return useMemo(() => settingsQueries(call), [call]);
}
