import { maxFileBytes } from '@aftercare/contract/files';
import { portalHome } from '@aftercare/contract/portal-home';
import { Button, Field, FileDrop, Input, Notice, Select, UploadList, faultSentence, fieldFaults, useApi, useToasts, useUploads } from '@aftercare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Camera, FileText } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetChosen, useChosen } from '../offline/chosen.ts';
import { bringFile } from '../report/files.ts';
import type { SentFile } from '../report/files.ts';
import { useWhenSent } from '../report/whenSent.ts';
import '../report/report.css';

const kinds = ['invoice', 'receipt', 'photo'] as const;
type Kind = (typeof kinds)[number];
const maxFiles = 6;

/** A photo of the receipt, and the day on it. */
export function ProofForm({ unitId, onDone, onLeave }: { readonly unitId: number; readonly onDone: () => void; readonly onLeave: () => void }) {
  const { t, i18n } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const [kind, setKind] = useState<Kind>('receipt');
  const [purchasedOn, setPurchasedOn] = useState('');
  const [seller, setSeller] = useState('');
  const [checked, setChecked] = useState(false);
  const key = useRef(crypto.randomUUID());
  const send = useCallback((file: File, report: (share: number) => void) => bringFile(file, i18n.language, report), [i18n.language]);
  const files = useUploads<SentFile>({ send, maxBytes: maxFileBytes });
  useChosen(`proof-${unitId}`, files, true);
  const tokens = files.uploads.flatMap((one) => (one.sent ? [one.sent.token] : []));
  const add = useMutation({
    mutationFn: () => call(portalHome.addProof, { params: { id: unitId }, body: { kind, purchasedOn, seller, files: tokens } }, { idempotencyKey: `${key.current}-${tokens.length}-${purchasedOn}-${kind}` }),
    onSuccess: (page) => {
      client.setQueryData(['unit', unitId], page);
      for (const queryKey of [['home'], ['units']]) void client.invalidateQueries({ queryKey });
      toasts.show({ text: t(page.proof === 'accepted' ? 'proof.accepted' : 'proof.waiting') });
      void forgetChosen(`proof-${unitId}`);
      onDone();
    },
  });
  const { press, waits } = useWhenSent(files.sending, () => { setChecked(true); if (tokens.length > 0 && purchasedOn) add.mutate(); });
  const room = maxFiles - files.uploads.length;
  return (
    <form className="p-form" noValidate onSubmit={(event) => { event.preventDefault(); press(); }}>
      <fieldset>
        <legend className="p-legend">{t('report.problem.proof')}<span className="ac-field__hint">{t('proof.hint')}</span></legend>
        <UploadList uploads={files.uploads} onRemove={files.remove} onRetry={files.retry} />
        {room > 0 ? (
          <div className="p-drops">
            <span className="p-drops__camera"><FileDrop camera accept="image/*" label={t('report.problem.take')} icon={<Camera size={22} aria-hidden="true" />} onFiles={(chosen) => files.add(chosen.slice(0, room))} /></span>
            <FileDrop accept="image/*,application/pdf" label={t('report.problem.proofAdd')} icon={<FileText size={22} aria-hidden="true" />} onFiles={(chosen) => files.add(chosen.slice(0, room))} />
          </div>
        ) : null}
        {checked && tokens.length === 0 && !files.sending ? <p className="p-need" role="alert">{t('proof.need')}</p> : null}
      </fieldset>
      <Field label={t('proof.kind')}>{(control) => <Select {...control} value={kind} choices={kinds.map((value) => ({ value, label: t(`proof.kinds.${value}`) }))} onChange={(value) => setKind(value as Kind)} />}</Field>
      <Field label={t('report.product.bought')} required fault={checked && !purchasedOn ? t('proof.needDay') : fieldFaults(add.error).purchasedOn}>{(control) => <Input {...control} type="date" value={purchasedOn} onChange={(event) => setPurchasedOn(event.target.value)} />}</Field>
      <Field label={t('unit.seller')} optional>{(control) => <Input {...control} value={seller} maxLength={200} onChange={(event) => setSeller(event.target.value)} />}</Field>
      {add.isError ? <Notice tone="late" role="alert">{faultSentence(add.error)}</Notice> : null}
      <div className="p-acts"><Button kind="primary" size="large" type="submit" busy={add.isPending || waits}>{t('proof.send')}</Button><Button kind="quiet" size="large" onClick={onLeave}>{t('ticket.cancel')}</Button></div>
    </form>
  );
}
