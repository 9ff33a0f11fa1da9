import { Button, Dialog, Field, FileDrop, Input, Notice, Select, UploadList, faultSentence, fieldFaults, useToasts } from '@aftercare/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEvidence, useUnitActions } from './useUnitActions.ts';

/** An invoice, receipt or photo for a unit. */
export function ProofDialog({ unitId, open, onClose }: { readonly unitId: number; readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('products');
  const toasts = useToasts();
  const { prove } = useUnitActions(unitId);
  const files = useEvidence();
  const [kind, setKind] = useState<'invoice' | 'receipt' | 'photo'>('invoice');
  const [purchasedOn, setPurchasedOn] = useState('');
  const [seller, setSeller] = useState('');
  const [number, setNumber] = useState('');
  const faults = fieldFaults(prove.error);
  const close = () => { files.reset(); prove.reset(); onClose(); };
  const send = () => void prove.mutateAsync({ kind, purchasedOn, seller, number, files: files.uploads.flatMap((u) => (u.sent ? [u.sent.id] : [])) }).then((proof) => { toasts.show({ text: t(proof.state === 'accepted' ? 'proof.taken' : 'proof.queued') }); close(); }, () => {});
  return (
    <Dialog open={open} onClose={close} title={t('proof.add')} onSubmit={() => { if (purchasedOn) send(); }} foot={<><Button kind="quiet" onClick={close}>{t('cancel')}</Button><Button kind="primary" type="submit" busy={prove.isPending} disabled={!purchasedOn || files.sending}>{t('proof.send')}</Button></>}>
      <div className="ac-stack">
        <div className="pd-two">
          <Field label={t('proof.what')}>{(control) => <Select {...control} value={kind} choices={(['invoice', 'receipt', 'photo'] as const).map((value) => ({ value, label: t(`proof.kind.${value}`) }))} onChange={setKind} />}</Field>
          <Field label={t('field.purchasedOn')} fault={faults['purchasedOn']}>{(control) => <Input {...control} type="date" value={purchasedOn} onChange={(event) => setPurchasedOn(event.target.value)} />}</Field>
          <Field label={t('field.seller')} optional>{(control) => <Input {...control} value={seller} onChange={(event) => setSeller(event.target.value)} />}</Field>
          <Field label={t('proof.number')} optional>{(control) => <Input {...control} value={number} onChange={(event) => setNumber(event.target.value)} />}</Field>
        </div>
        <FileDrop label={t('proof.drop')} accept="image/*,application/pdf" onFiles={files.add} />
        <UploadList uploads={files.uploads} onRemove={files.remove} onRetry={files.retry} />
        {prove.isError && !faults['purchasedOn'] ? <Notice tone="late" role="alert">{faultSentence(prove.error)}</Notice> : null}
      </div>
    </Dialog>
  );
}
