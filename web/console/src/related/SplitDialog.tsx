import { Button, Checkbox, Dialog, Field, Input, Notice, Select, faultSentence, named, useToasts } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../data/types.ts';
import { useQueries } from '../data/useQueries.ts';
import { useRelating } from './useRelations.ts';
import { loadRelatedWords } from './words.ts';

await loadRelatedWords();

/** Of longer tickets only the newest are offered. */
const most = 40;

/** Messages about something else become a ticket of their own: the one it was asked of, and those that go along. */
export function SplitDialog({ ticketId, type, message, onClose }: { readonly ticketId: number; readonly type: string; readonly message: Message; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('related');
  const { split, unsplit } = useRelating();
  const toasts = useToasts();
  const types = useQuery(useQueries().types());
  const [subject, setSubject] = useState(message.text.replace(/\s+/g, ' ').trim().slice(0, 80));
  const [kind, setKind] = useState(type);
  const [along, setAlong] = useState<readonly number[]>([]);
  const page = useQuery(useQueries().ticket(ticketId));
  const others = (page.data?.timeline ?? []).flatMap((item) => (item.kind === 'message' && item.message.id !== message.id && (item.message.splitTo ?? null) === null && item.message.delivery !== 'queued' && item.message.delivery !== 'sending' ? [item.message] : [])).slice(-most);
  // The news of the split may take the message off the page before its answer comes: it is told, and can be undone, all the same.
  const go = () => void split.mutateAsync({ id: ticketId, messageIds: [message.id, ...along], subject: subject.trim(), type: kind }).then(({ id }) => { onClose(); toasts.show({ text: t('splitDone', { id }), seconds: 10, action: { label: t('undo'), perform: () => unsplit.mutate(id) } }); }, () => {});
  const choices = (types.data?.items ?? []).filter((one) => one.active || one.key === type).map((one) => ({ value: one.key, label: named(one.name, i18n.language) }));
  return (
    <Dialog
      open onClose={onClose} title={t('splitTitle')}
      onSubmit={go}
      foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" disabled={subject.trim() === ''} busy={split.isPending}>{t('splitDo')}</Button></>}
    >
      <div className="ac-stack">
        {split.error ? <Notice tone="late" role="alert">{faultSentence(split.error)}</Notice> : null}
        <Field label={t('subject')}>{(control) => <Input {...control} value={subject} maxLength={500} autoFocus onChange={(event) => setSubject(event.target.value)} />}</Field>
        <Field label={t('type')}>{(control) => <Select {...control} value={kind} choices={choices} onChange={setKind} />}</Field>
        {others.length > 0 ? (
          <fieldset className="rl-along">
            <legend className="ac-field__label">{t('splitAlong')}</legend>
            <div className="rl-along__list" translate="no">
              {others.map((one) => <Checkbox key={one.id} label={one.author.name} hint={one.text.replace(/\s+/g, ' ').trim().slice(0, 120) || `#${one.id}`} checked={along.includes(one.id)} onChange={(on) => setAlong(on ? [...along, one.id] : along.filter((id) => id !== one.id))} />)}
            </div>
          </fieldset>
        ) : null}
        <p className="ac-soft ac-small">{t('splitHint')}</p>
      </div>
    </Dialog>
  );
}
