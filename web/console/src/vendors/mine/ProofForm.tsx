import { Button, Field, FileDrop, IconButton, Input, Notice, Textarea, UploadList, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { MyJob } from '@aftercare/contract/vendors';
import { useMutation } from '@tanstack/react-query';
import { Camera, ScanBarcode } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ScanDialog } from '../../counter/parts/ScanDialog.tsx';
import { SignaturePad } from '../../counter/parts/SignaturePad.tsx';
import { usePhotos, useSendFile } from '../../counter/parts/usePhotos.ts';
import { loadCounterWords } from '../../counter/words.ts';
import '../../counter/counter.css';

await loadCounterWords();

/** It is done: photos, serial number, signature. */
export function ProofForm({ job, onDone, onCancel }: { readonly job: MyJob; readonly onDone: (job: MyJob) => void; readonly onCancel: () => void }) {
  const { t } = useTranslation('vendors');
  const { call } = useApi();
  const photos = usePhotos();
  const sendFile = useSendFile();
  const [form, setForm] = useState({ serial: '', signedBy: '', note: '' });
  const [signature, setSignature] = useState<File | null>(null);
  const [camera, setCamera] = useState(false);
  const put = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }));
  const prove = useMutation({ mutationFn: async () => call(api.vendorDesk.proof, { params: { id: job.id }, body: { serial: form.serial.trim(), signedBy: form.signedBy.trim(), note: form.note.trim(), files: photos.ids, signature: await sendFile(signature) } }), onSuccess: onDone });
  const faults = fieldFaults(prove.error);
  const ready = photos.ids.length > 0 && !photos.sending && (job.serial === '' || form.serial.trim() !== '');
  return (
    <form className="vn-decide" onSubmit={(event) => { event.preventDefault(); if (ready) prove.mutate(); }}>
      {prove.error ? <Notice tone="late" role="alert">{faultSentence(prove.error)}</Notice> : null}
      <FileDrop label={t('proof.photos')} hint={t('proof.photosHint')} accept="image/*" camera icon={<Camera size={20} aria-hidden="true" />} onFiles={photos.add} />
      <UploadList uploads={photos.uploads} onRemove={photos.remove} onRetry={photos.retry} />
      <Field label={t('field.serial')} fault={faults.serial} required={job.serial !== ''} hint={job.serial ? t('proof.expected', { serial: job.serial }) : undefined}>{(c) => <span className="vn-scan"><Input {...c} value={form.serial} maxLength={100} onChange={(event) => put({ serial: event.target.value })} /><IconButton kind="secondary" label={t('proof.scan')} icon={<ScanBarcode size={20} />} onClick={() => setCamera(true)} /></span>}</Field>
      <SignaturePad label={t('proof.sign')} onChange={setSignature} />
      <Field label={t('proof.who')} optional>{(c) => <Input {...c} value={form.signedBy} maxLength={100} onChange={(event) => put({ signedBy: event.target.value })} />}</Field>
      <Field label={t('proof.note')} optional>{(c) => <Textarea {...c} rows={2} grows value={form.note} maxLength={4000} onChange={(event) => put({ note: event.target.value })} />}</Field>
      <div className="ac-row"><Button kind="primary" size="large" type="submit" disabled={!ready} busy={prove.isPending}>{t('mine.prove')}</Button><Button size="large" onClick={onCancel}>{t('cancel')}</Button></div>
      <ScanDialog open={camera} onClose={() => setCamera(false)} onScan={(serial) => put({ serial })} />
    </form>
  );
}
