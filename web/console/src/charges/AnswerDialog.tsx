import { Button, Dialog, Field, Input, Notice, Radio, faultSentence, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Quote, useChargeWork } from './data.ts';

/** What the customer said by phone or at the counter. */
export function AnswerDialog({ quote, onClose }: { readonly quote: Quote; readonly onClose: () => void }) {
  const { t } = useTranslation(['charges', 'app']);
  const { call } = useApi();
  const [approve, setApprove] = useState(true);
  const [reason, setReason] = useState('');
  const work = useChargeWork(quote.ticketId, { quiet: true, work: (_: null) => call(api.charges.answerQuote, { params: { id: quote.id }, body: { approve, reason } }), said: (out) => t(`state.${out.state}`), after: onClose });
  return (
    <Dialog open onClose={onClose} size="small" title={t('byPhone')} onSubmit={() => work.mutate(null)} foot={<><Button onClick={onClose}>{t('app:cancel')}</Button><Button kind="primary" type="submit" busy={work.isPending}>{t('app:save')}</Button></>}>
      <div className="ac-stack">
        {work.error ? <Notice tone="late" role="alert">{faultSentence(work.error)}</Notice> : null}
        <div role="radiogroup" aria-label={t('answer')} className="ac-stack-tight"><Radio name="answer" label={t('approves')} checked={approve} onChange={() => setApprove(true)} /><Radio name="answer" label={t('declines')} checked={!approve} onChange={() => setApprove(false)} /></div>
        <Field label={t('inTheirWords')} optional>{(control) => <Input {...control} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
      </div>
    </Dialog>
  );
}
