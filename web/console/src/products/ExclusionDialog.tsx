import { Button, Dialog, Field, FileDrop, Notice, Select, Textarea, UploadList, faultSentence } from '@aftercare/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEvidence, useUnitActions } from './useUnitActions.ts';

const kinds = ['human-damage', 'disaster', 'unauthorised-repair', 'consumable', 'other'] as const;

/** Damage that is not covered, with evidence; who says so is kept. */
export function ExclusionDialog({ unitId, open, onClose }: { readonly unitId: number; readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('products');
  const { exclude } = useUnitActions(unitId);
  const files = useEvidence();
  const [kind, setKind] = useState<(typeof kinds)[number]>('human-damage');
  const [description, setDescription] = useState('');
  const close = () => { files.reset(); exclude.reset(); setDescription(''); onClose(); };
  const send = () => exclude.mutate({ kind, description: description.trim(), files: files.uploads.flatMap((u) => (u.sent ? [u.sent.id] : [])) }, { onSuccess: close });
  return (
    <Dialog open={open} onClose={close} title={t('exclusion.record')} onSubmit={() => { if (description.trim()) send(); }} foot={<><Button kind="quiet" onClick={close}>{t('cancel')}</Button><Button kind="primary" type="submit" busy={exclude.isPending} disabled={!description.trim() || files.sending}>{t('exclusion.save')}</Button></>}>
      <div className="ac-stack">
        <p className="ac-soft">{t('exclusion.about')}</p>
        <Field label={t('exclusion.kind')}>{(control) => <Select {...control} value={kind} choices={kinds.map((value) => ({ value, label: t(`exclusion.${value}`) }))} onChange={setKind} />}</Field>
        <Field label={t('exclusion.seen')} hint={t('exclusion.seenHint')}>{(control) => <Textarea {...control} rows={3} value={description} onChange={(event) => setDescription(event.target.value)} />}</Field>
        <FileDrop label={t('exclusion.photos')} accept="image/*,video/*,application/pdf" onFiles={files.add} />
        <UploadList uploads={files.uploads} onRemove={files.remove} onRetry={files.retry} />
        {exclude.isError ? <Notice tone="late" role="alert">{faultSentence(exclude.error)}</Notice> : null}
      </div>
    </Dialog>
  );
}
