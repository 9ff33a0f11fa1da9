import { Button, Field, IconButton, Select, Textarea, useNow } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall, Telephone } from './useTelephone.ts';

/** After a call: what came of it, while it is fresh. Nobody else rings until it is written or the time is over. */
export function WrapUpCard({ call, telephone, onLater }: { readonly call: PhoneCall; readonly telephone: Telephone; readonly onLater: () => void }) {
  const { t, i18n } = useTranslation('telephone');
  const now = useNow('second');
  const choices = (telephone.rules?.dispositions ?? []).map((one) => ({ value: one.key, label: i18n.language === 'zh-CN' ? one.zh : one.en }));
  const [disposition, setDisposition] = useState('');
  const [note, setNote] = useState('');
  const [saving, setSaving] = useState(false);
  const left = Math.ceil((telephone.rules?.wrapUpSeconds ?? 0) - (now - new Date(call.releasedAt ?? call.endedAt ?? now).getTime()) / 1000);
  const chosen = disposition || (choices[0]?.value ?? '');
  const save = async () => {
    if (saving) return;
    setSaving(true);
    await telephone.wrapUp(call.id, { disposition: chosen, note: note.trim() });
    setSaving(false);
  };
  return (
    <form className="tp-card" aria-label={t('over')} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <header className="tp-head">
        <div className="ac-grow"><div className="tp-name">{t(call.state === 'outside' ? 'handedOut' : 'over')}</div><div className="ac-small ac-faint">{call.customer?.name ?? call.caller}</div></div>
        {call.ticketId ? <Link to="/tickets/$ticketId" params={{ ticketId: String(call.ticketId) }}>{t('ticket', { id: call.ticketId })}</Link> : null}
        <IconButton label={t('later')} icon={<ChevronDown size={16} />} onClick={onLater} />
      </header>
      <p className="ac-small ac-faint tp-left">{left > 0 ? t('nextIn', { seconds: left }) : t('nextNow')}</p>
      <Field label={t('disposition')}>{(control) => <Select {...control} value={chosen} choices={choices} onChange={setDisposition} />}</Field>
      <Field label={t('note')}>{(control) => <Textarea {...control} rows={2} maxLength={2000} value={note} placeholder={t('notePlaceholder')} onChange={(event) => setNote(event.target.value)} />}</Field>
      <Button type="submit" kind="primary" wide busy={saving} disabled={chosen === ''}>{t('wrapUp')}</Button>
    </form>
  );
}
