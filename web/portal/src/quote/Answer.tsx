import { charges, type PublicQuote } from '@aftercare/contract/charges';
import { formatMoney } from '@aftercare/contract/money';
import { Button, Field, Notice, Textarea, faultSentence, useApi } from '@aftercare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Yes, or no with a reason. What was not seen is not approved: the version goes along. */
export function Answer({ quote, token }: { readonly quote: PublicQuote; readonly token: string }) {
  const { t, i18n } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const [declining, setDeclining] = useState(false);
  const [reason, setReason] = useState('');
  const answer = useMutation({
    mutationFn: (approve: boolean) => call(charges.publicAnswer, { query: { token }, body: { approve, version: quote.version, reason: approve ? '' : reason } }),
    onSuccess: (now) => client.setQueryData(['quote', token], now),
    onError: () => void client.invalidateQueries({ queryKey: ['quote', token] }),
  });
  return (
    <section className="p-answer" aria-label={t('quote.answer')}>
      {answer.error ? <Notice tone="late" role="alert">{faultSentence(answer.error)}</Notice> : null}
      {declining ? (
        <form className="p-form" onSubmit={(event) => { event.preventDefault(); answer.mutate(false); }}>
          <Field label={t('quote.why')} optional>{(control) => <Textarea {...control} rows={3} maxLength={1000} autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />}</Field>
          <div className="ac-row"><Button size="large" type="submit" busy={answer.isPending}>{t('quote.decline')}</Button><Button size="large" kind="quiet" onClick={() => setDeclining(false)}>{t('quote.back')}</Button></div>
        </form>
      ) : (
        <>
          <Button kind="primary" size="large" wide icon={<Check size={20} aria-hidden="true" />} busy={answer.isPending} onClick={() => answer.mutate(true)}>{t('quote.approve', { amount: formatMoney(quote.grossMinor, quote.currency, i18n.language) })}</Button>
          <Button kind="quiet" size="large" wide onClick={() => setDeclining(true)}>{t('quote.no')}</Button>
          <p className="ac-faint ac-small">{t('quote.what', { company: quote.company })}</p>
        </>
      )}
    </section>
  );
}
