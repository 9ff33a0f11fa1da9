import { DesignedField, Field, FileDrop, Select, Textarea, UploadList, fieldFaults, named } from '@aftercare/ui';
import { Camera, FileText, ImagePlus } from 'lucide-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Guide } from '../guide/Guide.tsx';
import { FieldFile } from './FieldFile.tsx';
import { Owed } from '../guide/Owed.tsx';
import { useForm, useGuide } from '../queries.ts';
import { type Needs, isReason, moves, reasons } from './draft.ts';
import type { ReportState } from './useReport.ts';

/** What happened: words, photos from the camera or the album, and the proof of purchase. */
export function ProblemStep({ report: { draft, change, photos, proofs, room, mutation }, needs, lacking }: { readonly report: ReportState; readonly needs: Needs; /** Keys of fields that are needed and empty. */ readonly lacking: readonly string[] }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const guide = useGuide(draft.product, draft.serial);
  const form = useForm(draft.type, draft.fields);
  const refused = fieldFaults(mutation.error);
  const broken = draft.type === 'repair' || draft.type === 'support' || draft.type === 'technical';
  const comesBack = moves(draft.type) && draft.type !== 'repair';
  return (
    <>
      {guide.data?.owed && moves(draft.type) ? <Owed owed={guide.data.owed} type={draft.type} /> : null}
      {broken && guide.data && guide.data.trees.length > 0 ? <Guide trees={guide.data.trees} draft={draft} onTold={change} onFixed={() => void navigate({ to: '/fixed' })} /> : null}
      {comesBack ? (
        <Field label={t('report.problem.reason')}>
          {(control) => <Select {...control} value={isReason(draft.reason) ? draft.reason : ''} choices={[{ value: '', label: t('report.problem.reasonPick') }, ...reasons.map((value) => ({ value, label: t(`reason.${value}`) }))]} onChange={(reason) => change({ reason })} />}
        </Field>
      ) : null}
      <Field label={t('report.problem.text')} hint={t('report.problem.textHint')} required fault={needs.text ? t(`report.need.${needs.text}`) : null}>
        {(control) => <Textarea {...control} rows={6} grows maxLength={20_000} value={draft.text} onChange={(event) => change({ text: event.target.value })} />}
      </Field>
      {(form.data?.items ?? []).map((field) => <DesignedField key={field.key} field={field} value={draft.fields[field.key]} fault={lacking.includes(field.key) ? t('report.need.field') : refused[`fields.${field.key}`]} onChange={(value) => change({ fields: { ...draft.fields, [field.key]: value } })} own={(control) => <FieldFile id={control.id} name={named(field.name, i18n.language)} value={String(draft.fields[field.key] ?? '')} onChange={(token) => change({ fields: { ...draft.fields, [field.key]: token } })} />} />)}
      <fieldset>
        <legend className="p-legend">{t('report.problem.photos')}<span className="ac-field__hint">{t('report.problem.photosHint')}</span></legend>
        <UploadList uploads={photos.uploads} onRemove={photos.remove} onRetry={photos.retry} />
        {room > 0 ? (
          <div className="p-drops">
            <span className="p-drops__camera"><FileDrop camera accept="image/*" label={t('report.problem.take')} icon={<Camera size={22} aria-hidden="true" />} onFiles={(files) => photos.add(files.slice(0, room))} /></span>
            <FileDrop accept="image/*,video/*,application/pdf" label={t('report.problem.choose')} icon={<ImagePlus size={22} aria-hidden="true" />} onFiles={(files) => photos.add(files.slice(0, room))} />
          </div>
        ) : null}
      </fieldset>
      <fieldset>
        <legend className="p-legend">{t('report.problem.proof')}<span className="ac-field__hint">{t('report.problem.proofHint')}</span></legend>
        <UploadList uploads={proofs.uploads} onRemove={proofs.remove} onRetry={proofs.retry} />
        {room > 0 ? <div className="p-drops"><FileDrop accept="image/*,application/pdf" label={t('report.problem.proofAdd')} icon={<FileText size={22} aria-hidden="true" />} onFiles={(files) => proofs.add(files.slice(0, room))} /></div> : null}
      </fieldset>
    </>
  );
}
