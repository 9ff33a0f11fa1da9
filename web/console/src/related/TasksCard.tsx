import { Button, Checkbox, IconButton, Input, Moment, Section, Select, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Eye, EyeOff, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketPage } from '../data/types.ts';
import { useMe, useQueries } from '../data/useQueries.ts';
import { isTalk } from '../data/renewal.ts';
import { useRenewal } from '../data/useRenewal.ts';
import { loadRelatedWords } from './words.ts';
import './related.css';

await loadRelatedWords();

/** What somebody is to do for this ticket, and who watches it. */
export function TasksCard({ page }: { readonly page: TicketPage }) {
  const { t } = useTranslation('related');
  const { call } = useApi();
  const me = useMe();
  const client = useQueryClient();
  const toasts = useToasts();
  const { id } = page.ticket;
  const tasks = useQuery({ queryKey: ['ticket-tasks', id], queryFn: ({ signal }) => call(api.asides.tasks, { params: { id } }, { signal }), staleTime: 15_000 });
  const watchers = useQuery({ queryKey: ['watchers', id], queryFn: ({ signal }) => call(api.asides.watchers, { params: { id } }, { signal }), staleTime: 30_000 });
  const agents = useQuery(useQueries().agents());
  useRenewal(`ticket:${id}`, [['ticket-tasks', id]], 1500, isTalk);
  const [title, setTitle] = useState('');
  const [who, setWho] = useState('');
  const onError = (error: Error) => { toasts.show({ kind: 'fault', text: faultSentence(error) }); };
  const renew = () => Promise.all(['ticket-tasks', 'watchers'].map((key) => client.invalidateQueries({ queryKey: [key, id] })));
  const add = useMutation({ mutationFn: () => call(api.asides.addTask, { params: { id }, body: { title: title.trim(), assigneeId: who ? Number(who) : null } }), onSuccess: () => { setTitle(''); setWho(''); return renew(); }, onError });
  const done = useMutation({ mutationFn: (task: { id: number; done: boolean }) => call(api.asides.setTask, { params: { id: task.id }, body: { done: task.done } }), onSuccess: renew, onError });
  const watching = watchers.data?.items.some((one) => one.id === me.id) ?? false;
  const watch = useMutation({ mutationFn: () => (watching ? call(api.asides.unwatch, { params: { id, agentId: me.id } }) : call(api.asides.watch, { params: { id, agentId: me.id } })), onSuccess: renew, onError });
  const items = tasks.data?.items ?? [];
  return (
    <Section title={t('task.title')} action={<IconButton size="small" label={t(watching ? 'watch.stop' : 'watch.start')} aria-pressed={watching} icon={watching ? <EyeOff size={14} /> : <Eye size={14} />} onClick={() => watch.mutate()} />}>
      {(watchers.data?.items.length ?? 0) > 0 ? <p className="ac-faint ac-small">{t('watch.who', { names: (watchers.data?.items ?? []).map((one) => one.name).join(', ') })}</p> : null}
      <ul className="rl-tasks">
        {items.map((task) => (
          <li key={task.id}>
            <Checkbox label={task.title} checked={task.doneAt !== null} disabled={!page.can.write} onChange={(on) => done.mutate({ id: task.id, done: on })} hint={<>{task.doneAt ? t('task.doneBy', { who: task.doneBy ?? '' }) : (task.assignee?.name ?? t('task.nobody'))}{task.dueAt ? <> · <Moment at={task.dueAt} /></> : null}</>} />
          </li>
        ))}
      </ul>
      {page.can.write ? (
        <form className="rl-newtask" onSubmit={(event) => { event.preventDefault(); if (title.trim()) add.mutate(); }}>
          <Input aria-label={t('task.new')} placeholder={t('task.new')} maxLength={300} value={title} onChange={(event) => setTitle(event.target.value)} />
          {title.trim() ? <><Select aria-label={t('task.who')} value={who} choices={[{ value: '', label: t('task.nobody') }, ...(agents.data?.items ?? []).filter((one) => one.status === 'active').map((one) => ({ value: String(one.id), label: one.name }))]} onChange={setWho} /><Button type="submit" size="small" icon={<Plus size={14} />} busy={add.isPending}>{t('task.add')}</Button></> : null}
        </form>
      ) : null}
    </Section>
  );
}
