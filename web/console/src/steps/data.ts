import { api } from '@aftercare/contract';
import type { CaseSteps } from '@aftercare/contract/casework';
import type { Call } from '@aftercare/ui';
import { faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useMissing } from '../designed/missing.ts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';

export type { CaseSteps, CaseTask, OwnStep, FollowUp, Handbook, MyStep, PastStep } from '@aftercare/contract/casework';
export type Whose = 'mine' | 'roles' | 'all';

function stepQueries(call: Call) {
  return {
    ofTicket: (id: number) => queryOptions({ queryKey: ['steps', id], queryFn: ({ signal }) => call(api.casework.steps, { params: { id } }, { signal }), staleTime: 5000 }),
    instances: (id: number) => queryOptions({ queryKey: ['ticket-processes', id], queryFn: ({ signal }) => call(api.processes.ofTicket, { params: { id } }, { signal }), staleTime: 5000 }),
    diagram: (key: string, version: number) => queryOptions({ queryKey: ['process-version', key, version], queryFn: ({ signal }) => call(api.processes.version, { params: { key, version } }, { signal }), staleTime: Infinity }),
    bindings: () => queryOptions({ queryKey: ['bindings'], queryFn: ({ signal }) => call(api.casework.bindings, {}, { signal }), staleTime: 60_000 }),
    mine: (whose: Whose) => infiniteQueryOptions({
      queryKey: ['my-steps', whose],
      queryFn: ({ pageParam, signal }) => call(api.casework.mine, { query: { whose, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
      initialPageParam: '', getNextPageParam: (last) => last.next, staleTime: 10_000,
    }),
    own: (taskId: number) => queryOptions({ queryKey: ['own-step', taskId], queryFn: ({ signal }) => call(api.casework.own, { params: { taskId } }, { signal }), staleTime: 5000 }),
    followUps: (state: 'planned' | 'done') => infiniteQueryOptions({
      queryKey: ['follow-ups', state],
      queryFn: ({ pageParam, signal }) => call(api.casework.followUps, { query: { state, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
      initialPageParam: '', getNextPageParam: (last) => last.next, staleTime: 10_000,
    }),
    handbook: () => queryOptions({ queryKey: ['handbook'], queryFn: ({ signal }) => call(api.casework.handbook, {}, { signal }), staleTime: 60_000 }),
  };
}

/** What the pages of steps and handbook ask for. */
export function useStepQueries(): ReturnType<typeof stepQueries> {
  const { call } = useApi();
  return useMemo(() => stepQueries(call), [call]);
}

/** What one does with the steps of a ticket. Each answer is the new state of the panel. */
export function useStepActions(ticketId: number) {
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const settle = (steps: CaseSteps) => {
    client.setQueryData(['steps', ticketId], steps);
    for (const key of [['ticket', ticketId], ['ticket-processes', ticketId], ['my-steps'], ['list']]) void client.invalidateQueries({ queryKey: key });
  };
  const missing = useMissing();
  const onError = (error: unknown) => { if (!missing(error, ticketId)) toasts.show({ kind: 'fault', text: faultSentence(error) }); void client.invalidateQueries({ queryKey: ['steps', ticketId] }); };
  const complete = useMutation({ mutationFn: (o: { taskId: number; answers: Record<string, unknown>; checked: string[] }) => call(api.casework.complete, { params: { id: ticketId, taskId: o.taskId }, body: { answers: o.answers, checked: o.checked } }), onSuccess: settle, onError });
  const take = useMutation({ mutationFn: (o: { taskId: number; agentId: number | null }) => call(api.casework.take, { params: { id: ticketId, taskId: o.taskId }, body: { agentId: o.agentId } }), onSuccess: settle, onError });
  const keep = useMutation({ mutationFn: (o: { taskId: number; answers: Record<string, unknown>; checked: string[] }) => call(api.casework.progress, { params: { id: ticketId, taskId: o.taskId }, body: { answers: o.answers, checked: o.checked } }) });
  const start = useMutation({ mutationFn: (process: string) => call(api.casework.start, { params: { id: ticketId }, body: { process } }), onSuccess: settle, onError });
  return { complete, take, keep, start };
}
export type StepActs = Pick<ReturnType<typeof useStepActions>, 'complete' | 'take' | 'keep'>;

/** The same for a step of one's own, without its ticket. `onDone` when it is out of one's hands. */
export function useOwnActions(taskId: number, meId: number, onDone: () => void): StepActs {
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const renew = () => { for (const key of [['own-step', taskId], ['my-steps'], ['repairs']]) void client.invalidateQueries({ queryKey: key }); };
  const onError = (error: unknown) => { toasts.show({ kind: 'fault', text: faultSentence(error) }); renew(); };
  const params = { taskId };
  const complete = useMutation({ mutationFn: (o: { taskId: number; answers: Record<string, unknown>; checked: string[] }) => call(api.casework.ownComplete, { params, body: { answers: o.answers, checked: o.checked } }).then(() => undefined as never), onSuccess: () => { renew(); onDone(); }, onError });
  const take = useMutation({ mutationFn: (o: { taskId: number; agentId: number | null }) => call(api.casework.ownTake, { params, body: { mine: o.agentId === meId } }).then(() => undefined as never), onSuccess: renew, onError });
  const keep = useMutation({ mutationFn: (o: { taskId: number; answers: Record<string, unknown>; checked: string[] }) => call(api.casework.ownProgress, { params, body: { answers: o.answers, checked: o.checked } }).then(() => undefined as never) });
  return { complete, take, keep };
}
