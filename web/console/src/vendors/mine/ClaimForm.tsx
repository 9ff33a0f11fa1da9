import { Button, Field, FileDrop, Input, Notice, Textarea, UploadList, faultSentence, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { MyJob } from '@aftercare/contract/vendors';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhotos } from '../../counter/parts/usePhotos.ts';

/** Another price, or a disagreement: with the reason and what shows it. */
export function ClaimForm({ job, onDone, onCancel }: { readonly job: MyJob; readonly onDone: (job: MyJob) => void; readonly onCancel: () => void }) {
  const { t } = useTranslation('vendors');
  const { call } = useApi();
  const photos = usePhotos();
  const price = job.state === 'accepted' || job.state === 'working';
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const minor = amount.trim() === '' ? null : Math.round(Number(amount) * (job.currency === 'JPY' ? 1 : 100));
  const raise = useMutation({ mutationFn: () => call(api.vendorDesk.claim, { params: { id: job.id }, body: { kind: price ? 'price' : 'dispute', amountMinor: minor, reason: reason.trim(), files: photos.ids } }), onSuccess: onDone });
  return (
    <form className="vn-decide" onSubmit={(event) => { event.preventDefault(); raise.mutate(); }}>
      {raise.error ? <Notice tone="late" role="alert">{faultSentence(raise.error)}</Notice> : null}
      <Field label={t('claim.amount', { currency: job.currency })} required={price} optional={!price}>{(c) => <Input {...c} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value.replace(/[^\d.]/g, ''))} />}</Field>
      <Field label={t('claim.reason')} required>{(c) => <Textarea {...c} rows={3} grows value={reason} maxLength={4000} onChange={(event) => setReason(event.target.value)} />}</Field>
      <FileDrop label={t('claim.evidence')} onFiles={photos.add} />
      <UploadList uploads={photos.uploads} onRemove={photos.remove} onRetry={photos.retry} />
      <div className="ac-row"><Button kind="primary" type="submit" busy={raise.isPending} disabled={!reason.trim() || (price && minor === null) || photos.sending}>{t('claim.send')}</Button><Button onClick={onCancel}>{t('cancel')}</Button></div>
    </form>
  );
}
