import { Button, Dialog, Field, Input, Notice, faultSentence, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation } from '@tanstack/react-query';
import { Eye } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../data/useQueries.ts';
import { phoneWords } from './phone.ts';

/** For whom numbers stand in stars: those of this customer in full. Who looked, and why, is written down. */
export function Reveal({ customerId }: { readonly customerId: number }) {
  const { t } = useTranslation();
  const me = useMe();
  const may = useMay();
  const [open, setOpen] = useState(false);
  if (!me.masked?.length || !may('privacy.reveal')) return null;
  return (
    <div>
      <Button size="small" icon={<Eye size={14} aria-hidden="true" />} onClick={() => setOpen(true)}>{t('reveal.do')}</Button>
      {open ? <RevealDialog customerId={customerId} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function RevealDialog({ customerId, onClose }: { readonly customerId: number; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const [reason, setReason] = useState('');
  const look = useMutation({ mutationFn: () => call(api.privacy.reveal, { body: { what: 'customer', id: customerId, reason: reason.trim() } }) });
  const values = look.data?.values;
  return (
    <Dialog
      open onClose={onClose} size="small" title={t('reveal.title')} onSubmit={() => { if (!values) look.mutate(); }}
      foot={values ? <Button kind="primary" onClick={onClose}>{t('reveal.close')}</Button> : <><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" busy={look.isPending}>{t('reveal.do')}</Button></>}
    >
      <div className="ac-stack">
        {look.error ? <Notice tone="late" role="alert">{faultSentence(look.error)}</Notice> : null}
        {values ? (values.length === 0 ? <p className="ac-soft">{t('reveal.nothing')}</p> : <ul className="cs-reveal" aria-label={t('reveal.title')}>{values.map((one) => <li key={one.value}><span className="ac-faint ac-small">{t(`reveal.kind.${one.kind}`)}</span><strong className="cs-reveal__value">{one.kind === 'phone' ? phoneWords(one.value) : one.value}</strong></li>)}</ul>) : (
          <>
            <p className="ac-soft">{t('reveal.text')}</p>
            <Field label={t('reveal.reason')} optional>{(control) => <Input {...control} maxLength={500} autoFocus value={reason} onChange={(event) => setReason(event.target.value)} placeholder={t('reveal.reasonPlaceholder')} />}</Field>
          </>
        )}
      </div>
    </Dialog>
  );
}
