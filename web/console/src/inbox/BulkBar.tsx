import { Button, IconButton, Menu, Picker, PriorityMark, StatusMark, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, Flag, UserPlus, Users, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Priority, TicketRow, TicketStatus } from '../data/types.ts';
import { useMay, useMe, useQueries } from '../data/useQueries.ts';

type Changes = { status?: TicketStatus; priority?: Priority; ownerId?: number | null; teamId?: number | null };
interface Props { readonly ids: readonly number[]; readonly rows: readonly TicketRow[]; readonly onDone: () => void }
const most = 200;

/** What can be done with everything marked, with one undo for all. */
export function BulkBar({ ids, onDone }: Props) {
  const { t } = useTranslation(['app', 'ui']);
  const { call } = useApi();
  const me = useMe();
  const may = useMay();
  const client = useQueryClient();
  const toasts = useToasts();
  const from = useQueries();
  const agents = useQuery(from.agents());
  const teams = useQuery(from.teams());
  const renew = () => Promise.all([client.invalidateQueries({ queryKey: ['list'] }), client.invalidateQueries({ queryKey: ['views'] }), client.invalidateQueries({ queryKey: ['ticket'] })]);
  const change = useMutation({
    mutationFn: async (changes: Changes) => {
      const parts = Array.from({ length: Math.ceil(ids.length / most) }, (_, at) => ids.slice(at * most, (at + 1) * most));
      const answers = [];
      for (const part of parts) answers.push(await call(api.tickets.bulk, { body: { ids: [...part], changes } }));
      return { changed: answers.flatMap((one) => one.changed), failed: answers.flatMap((one) => one.failed) };
    },
    onSuccess: ({ changed, failed }) => {
      onDone();
      void renew();
      if (changed.length > 0) {
        toasts.show({
          text: t('bulk.done', { count: changed.length }), seconds: 10,
          action: { label: t('undo'), perform: () => void Promise.allSettled(changed.map((one) => call(api.tickets.undo, { params: { id: one.id, changeId: one.changeId } }))).then(() => { toasts.show({ text: t('undone'), seconds: 3 }); return renew(); }) },
        });
      }
      if (failed.length > 0) toasts.show({ kind: 'fault', text: t('bulk.failed', { count: failed.length, why: failed[0]?.detail ?? '' }), seconds: 10 });
    },
    onError: (error) => toasts.show({ kind: 'fault', text: faultSentence(error) }),
  });
  const people = [{ value: null, label: t('list.nobody') }, ...(agents.data?.items ?? []).filter((agent) => agent.status === 'active').map((agent) => ({ value: agent.id as number | null, label: agent.id === me.id ? t('meNamed', { name: agent.name }) : agent.name, hint: t(`ui:presence.${agent.presence}`) }))];
  return (
    <div className="cs-bulk" role="toolbar" aria-label={t('bulk.label')}>
      <span className="cs-bulk__count" aria-live="polite">{t('bulk.count', { count: ids.length })}</span>
      {may('tickets.write') ? (
        <>
          <Picker label={t('action.assign')} options={people} selected={() => false} onPick={(ownerId) => change.mutate({ ownerId })} trigger={(props) => <Button {...props} kind="quiet" size="small" icon={<UserPlus size={16} />} busy={change.isPending}>{t('action.assign')}</Button>} />
          <Menu label={t('field.teamId')} items={(teams.data?.items ?? []).map((team) => ({ key: String(team.id), label: team.name, perform: () => change.mutate({ teamId: team.id }) }))} trigger={(props) => <IconButton {...props} size="small" label={t('field.teamId')} icon={<Users size={16} />} />} />
          <Menu label={t('field.priority')} items={(['urgent', 'high', 'normal', 'low'] as const).map((priority) => ({ key: priority, label: t(`ui:priority.${priority}`), icon: <PriorityMark priority={priority} />, perform: () => change.mutate({ priority }) }))} trigger={(props) => <IconButton {...props} size="small" label={t('field.priority')} icon={<Flag size={16} />} />} />
          <Menu label={t('field.status')} items={(['open', 'pending', 'hold', 'solved', 'closed'] as const).map((status) => ({ key: status, label: t(`ui:status.${status}`), icon: <StatusMark status={status} words={false} />, perform: () => change.mutate({ status }) }))} trigger={(props) => <IconButton {...props} size="small" label={t('field.status')} icon={<CircleCheck size={16} />} />} />
        </>
      ) : null}
      <IconButton size="small" label={t('command.clear')} icon={<X size={16} />} onClick={onDone} />
    </div>
  );
}
