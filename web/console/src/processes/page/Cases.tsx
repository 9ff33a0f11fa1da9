import { ticketIn } from '@aftercare/contract/live';
import { api } from '@aftercare/contract';
import { Button, Chip, EmptyState, ErrorState, Field, Loading, Moment, Select, Skeleton, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../data.ts';

const states = ['stuck', 'running', 'failed', 'completed', 'cancelled'] as const;
type State = (typeof states)[number];
const tones = { stuck: 'late', running: 'accent', failed: 'late', completed: 'done', cancelled: 'plain' } as const;

/** Cases of a process, those that are stuck first: why, and to be tried again. */
export function Cases({ definition, manage }: { readonly definition: Definition; readonly manage: boolean }) {
  const { t } = useTranslation(['processes', 'app']);
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const { key } = definition;
  const [state, setState] = useState<State>(definition.stuck > 0 ? 'stuck' : 'running');
  const cases = useInfiniteQuery({
    queryKey: ['process-cases', key, state],
    queryFn: ({ pageParam, signal }) => call(api.processes.instances, { query: { key, state, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    initialPageParam: '', getNextPageParam: (last) => last.next, staleTime: 5000,
  });
  const retry = useMutation({
    mutationFn: (id: number) => call(api.processes.retry, { params: { id } }),
    onSuccess: async (one) => {
      await Promise.all([client.invalidateQueries({ queryKey: ['process-cases', key] }), client.invalidateQueries({ queryKey: ['processes'] })]);
      toasts.show({ kind: one.state === 'stuck' ? 'fault' : 'told', text: t(one.state === 'stuck' ? 'cases.stillStuck' : 'cases.goesOn') });
    },
    onError: (error) => toasts.show({ kind: 'fault', text: faultSentence(error) }),
  });
  const items = cases.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="ac-stack">
      <div className="pr-cases__choice"><Field label={t('cases.show')}>{(control) => <Select {...control} value={state} choices={states.map((value) => ({ value, label: t(`cases.state.${value}`) }))} onChange={setState} />}</Field></div>
      {cases.isPending ? <Loading className="ac-panel pr-rows">{[40, 55, 48].map((width) => <span key={width} className="pr-row"><Skeleton width={`${width}%`} /></span>)}</Loading> : null}
      {cases.isError ? <ErrorState error={cases.error} retry={() => void cases.refetch()} /> : null}
      {cases.isSuccess && items.length === 0 ? <EmptyState icon={<CircleCheck size={22} />} title={t('cases.none')} /> : null}
      {items.length > 0 ? (
        <ul className="ac-panel pr-rows">
          {items.map((one) => {
            const ticket = ticketIn(one.stream);
            return (
              <li key={one.id} className="pr-row pr-row--plain">
                <span className="pr-row__words">
                  <span className="pr-row__title">{ticket ? <Link to="/tickets/$ticketId" params={{ ticketId: String(ticket) }}>{t('cases.ticket', { id: ticket })}</Link> : one.stream}</span>
                  {one.stuck ? <span className="ac-small pr-cases__why">{one.stuck.elementId ? `${one.stuck.elementId}: ` : ''}{one.stuck.reason}</span> : null}
                  <span className="ac-faint ac-small">{t('page.version', { version: one.version })} · <Moment at={one.startedAt} /></span>
                </span>
                <span className="pr-row__chips">
                  <Chip tone={tones[one.state]}>{t(`cases.state.${one.state}`)}</Chip>
                  {one.stuck?.nextTryAt ? <span className="ac-faint ac-small">{t('cases.nextTry')} <Moment at={one.stuck.nextTryAt} /></span> : null}
                  {manage && one.state === 'stuck' ? <Button size="small" icon={<RotateCcw size={14} aria-hidden="true" />} aria-label={t('cases.retryOf', { id: ticket ?? one.id })} busy={retry.isPending && retry.variables === one.id} onClick={() => retry.mutate(one.id)}>{t('cases.retry')}</Button> : null}
                </span>
              </li>
            );
          })}
        </ul>
      ) : null}
      {cases.hasNextPage ? <Button kind="quiet" busy={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>{t('app:more')}</Button> : null}
    </div>
  );
}
