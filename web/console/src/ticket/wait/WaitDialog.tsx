import { Button, Dialog, Field, Input, Radio, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { CirclePause, CirclePlay } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../data/types.ts';
import type { TicketActions } from '../useTicketActions.ts';
import { standsStill } from './stands-still.ts';

export type Waiting = 'pending' | 'hold';
const states: readonly Waiting[] = ['pending', 'hold'];
const usual = { pending: ['answer', 'photo', 'payment'], hold: ['part', 'vendor', 'department', 'parcel'] } as const;

/** Whom or what a ticket waits for, and what that does to its clocks: said before it is set. */
export function WaitDialog({ ticket, first, allowed, actions, onClose }: { readonly ticket: Ticket; readonly first: Waiting; readonly allowed: readonly Waiting[]; readonly actions: TicketActions; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation(['app', 'ui']);
  const { call } = useApi();
  const waits = useQuery({ queryKey: ['waits', ticket.id], queryFn: ({ signal }) => call(api.sla.waits, { params: { id: ticket.id } }, { signal }), staleTime: 15_000 });
  const [status, setStatus] = useState(first);
  const [reason, setReason] = useState(ticket.waitsFor);
  const wait = waits.data?.items.find((one) => one.status === status);
  // A rule knows its words in both languages; proposed are those of the reader's.
  const ours = (wait?.reasons ?? []).filter((word) => /\p{Script=Han}/u.test(word) === i18n.language.startsWith('zh'));
  const proposed = wait && wait.reasons.length > 0 ? (ours.length > 0 ? ours : wait.reasons) : usual[status].map((one) => t(`wait.usual.${one}`));
  const still = wait ? standsStill(wait, reason) : null;
  const set = () => {
    const changes = { ...(status === ticket.status ? {} : { status }), waitsFor: reason.trim() };
    if (status !== ticket.status || reason.trim() !== ticket.waitsFor) actions.change({ changes, said: t('ticket.statusSet', { id: ticket.id, status: t(`ui:status.${status}`) }) });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={t('wait.title')} size="small" onSubmit={set} foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button type="submit" kind="primary">{t('wait.set')}</Button></>}>
      <div className="ac-stack">
        <div className="ac-stack-tight" role="radiogroup" aria-label={t('wait.state')}>{states.filter((one) => allowed.includes(one)).map((one) => <Radio key={one} name="wait" label={t(`wait.is.${one}`)} checked={status === one} onChange={() => setStatus(one)} />)}</div>
        <Field label={t('wait.reason')} optional>{(control) => <Input {...control} data-autofocus maxLength={200} value={reason} placeholder={t('wait.placeholder')} onChange={(event) => setReason(event.target.value)} />}</Field>
        <div className="cs-wait__words" role="group" aria-label={t('wait.proposed')}>
          {proposed.map((word) => <button key={word} type="button" className="cs-wait__word" aria-pressed={reason.trim() === word} onClick={() => setReason(reason.trim() === word ? '' : word)}><span translate="no">{word}</span></button>)}
        </div>
        {still === null ? null : (
          <p className="cs-wait__says" role="status">
            {still === 'stops' ? <CirclePause size={16} aria-hidden="true" /> : <CirclePlay size={16} aria-hidden="true" />}
            <span>{t(`wait.says.${still}`)}</span>
          </p>
        )}
      </div>
    </Dialog>
  );
}
