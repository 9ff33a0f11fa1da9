import { api } from '@aftercare/contract';
import { Checkbox, Field, FileDrop, Textarea, UploadList } from '@aftercare/ui';
import { Camera } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../repairs/ActDialog.tsx';
import { type Grade, type ReturnOrder, useAct } from '../repairs/data.ts';
import { usePhotos } from '../repairs/usePhotos.ts';

const checks = ['serial', 'accessories', 'looks', 'works', 'wiped'] as const;
const grades: readonly Grade[] = ['A', 'B', 'C', 'D'];

/** Looked over, ticked, graded; what is not fine is shown. */
export function InspectDialog({ order, onClose }: { readonly order: ReturnOrder; readonly onClose: () => void }) {
  const { t } = useTranslation('repairs');
  const [grade, setGrade] = useState<Grade | null>(null);
  const [ok, setOk] = useState<readonly string[]>([]);
  const [note, setNote] = useState('');
  const photos = usePhotos();
  const inspect = useAct(api.returns.inspect, order.ticketId, onClose);
  const shown = grade !== 'D' || note.trim() !== '' || photos.ids.length > 0;
  return (
    <ActDialog title={t('returnAct.inspect')} act={t('returnAct.inspect')} busy={inspect.isPending} ready={grade !== null && shown && !photos.sending} onClose={onClose} onDo={() => { if (grade) inspect.mutate({ params: { id: order.id }, body: { grade, note, photos: photos.ids, checks: checks.map((key) => ({ key, ok: ok.includes(key) })) } }); }}>
      <fieldset className="rp-check">
        <legend>{t('grade.checks')}</legend>
        {checks.map((key) => <Checkbox key={key} label={t(`inspect.${key}`)} checked={ok.includes(key)} onChange={(on) => setOk((all) => (on ? [...all, key] : all.filter((one) => one !== key)))} />)}
      </fieldset>
      <fieldset className="rp-grades">
        <legend>{t('grade.title')}</legend>
        <div className="rp-grades__all">
          {grades.map((one) => <label key={one} className="rp-grade" data-on={grade === one}><input type="radio" name="grade" className="ac-unseen" checked={grade === one} onChange={() => setGrade(one)} /><strong>{one}</strong><span>{t(`grade.${one}`)}</span></label>)}
        </div>
      </fieldset>
      <Field label={t('grade.why')} hint={grade === 'C' || grade === 'D' ? t('grade.whyHint') : undefined} required={grade === 'D'}>{(control) => <Textarea {...control} rows={3} grows maxLength={4000} value={note} onChange={(event) => setNote(event.target.value)} />}</Field>
      <UploadList uploads={photos.uploads} onRemove={photos.remove} onRetry={photos.retry} />
      <FileDrop accept="image/*" label={t('photos')} icon={<Camera size={18} aria-hidden="true" />} onFiles={photos.add} />
    </ActDialog>
  );
}
