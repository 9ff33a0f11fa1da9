import { Button, Field, Select, Textarea } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall, Telephone } from './useTelephone.ts';

const dispositions = ['solved', 'follow-up', 'call-back', 'wrong-number', 'no-answer'] as const;

/** After a call: what came of it, while it is fresh. */
export function WrapUpCard({ call, telephone }: { readonly call: PhoneCall; readonly telephone: Telephone }) {
  const { t } = useTranslation('telephone');
  const [disposition, setDisposition] = useState<(typeof dispositions)[number]>('solved');
  const [note, setNote] = useState('');
  return (
    <form className="tp-card" aria-label={t('over')} onSubmit={(event) => { event.preventDefault(); void telephone.wrapUp(call.id, { disposition, note: note.trim() }); }}>
      <header className="tp-head">
        <div className="ac-grow"><div className="tp-name">{t('over')}</div><div className="ac-small ac-faint">{call.customer?.name ?? call.caller}</div></div>
        {call.ticketId ? <Link to="/tickets/$ticketId" params={{ ticketId: String(call.ticketId) }}>{t('ticket', { id: call.ticketId })}</Link> : null}
      </header>
      <Field label={t('disposition')}>{(control) => <Select {...control} value={disposition} choices={dispositions.map((value) => ({ value, label: t(`dispositions.${value}`) }))} onChange={setDisposition} />}</Field>
      <Field label={t('note')}>{(control) => <Textarea {...control} rows={2} maxLength={2000} value={note} placeholder={t('notePlaceholder')} onChange={(event) => setNote(event.target.value)} />}</Field>
      <Button type="submit" kind="primary" wide busy={telephone.busy}>{t('wrapUp')}</Button>
    </form>
  );
}
