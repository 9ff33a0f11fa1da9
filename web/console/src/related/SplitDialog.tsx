import { Button, Dialog, Field, Input, Notice, Select, faultSentence, named, useToasts } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../data/types.ts';
import { useQueries } from '../data/useQueries.ts';
import { useRelating } from './useRelations.ts';
import { loadRelatedWords } from './words.ts';

await loadRelatedWords();

/** A message about something else becomes a ticket of its own. */
export function SplitDialog({ ticketId, type, message, onClose }: { readonly ticketId: number; readonly type: string; readonly message: Message; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('related');
  const { split, unsplit } = useRelating();
  const toasts = useToasts();
  const types = useQuery(useQueries().types());
  const [subject, setSubject] = useState(message.text.replace(/\s+/g, ' ').trim().slice(0, 80));
  const [kind, setKind] = useState(type);
  const choices = (types.data?.items ?? []).filter((one) => one.active || one.key === type).map((one) => ({ value: one.key, label: named(one.name, i18n.language) }));
  return (
    <Dialog
      open onClose={onClose} title={t('splitTitle')} size="small"
      onSubmit={() => split.mutate({ id: ticketId, messageIds: [message.id], subject: subject.trim(), type: kind }, { onSuccess: ({ id }) => { onClose(); toasts.show({ text: t('splitDone', { id }), seconds: 10, action: { label: t('undo'), perform: () => unsplit.mutate(id) } }); } })}
      foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" disabled={subject.trim() === ''} busy={split.isPending}>{t('splitDo')}</Button></>}
    >
      <div className="ac-stack">
        {split.error ? <Notice tone="late" role="alert">{faultSentence(split.error)}</Notice> : null}
        <Field label={t('subject')}>{(control) => <Input {...control} value={subject} maxLength={500} autoFocus onChange={(event) => setSubject(event.target.value)} />}</Field>
        <Field label={t('type')}>{(control) => <Select {...control} value={kind} choices={choices} onChange={setKind} />}</Field>
        <p className="ac-soft ac-small">{t('splitHint')}</p>
      </div>
    </Dialog>
  );
}
