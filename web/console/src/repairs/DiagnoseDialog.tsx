import { api } from '@aftercare/contract';
import type { Damage } from '@aftercare/contract/repairs';
import { Field, FileDrop, Input, Select, Textarea, UploadList, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Camera } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { ActDialog } from './ActDialog.tsx';
import { type Repair, useAct, useRepairQueries } from './data.ts';
import { usePhotos } from './usePhotos.ts';

const damages: readonly Damage[] = ['none', 'human', 'disaster', 'unauthorised', 'wear'];

/** What is wrong, why, and whether somebody broke it. A known fault brings its standard plan along. */
export function DiagnoseDialog({ repair, onClose }: { readonly repair: Repair; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('repairs');
  const may = useMay();
  const faults = useQuery({ ...useRepairQueries().faults(repair.unit?.modelId ?? 0), enabled: repair.unit !== null && may('products.read') });
  const [form, setForm] = useState({ faultKey: repair.report.faultKey ?? '', fault: '', cause: '', damage: 'none' as Damage, note: '' });
  const photos = usePhotos();
  const change = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  const diagnose = useAct(api.repairs.diagnose, repair.ticketId, onClose);
  const known = (faults.data ?? []).filter((fault) => fault.active);
  return (
    <ActDialog title={t('act.diagnose')} act={t('act.diagnose')} busy={diagnose.isPending} ready={form.fault.trim() !== '' && !photos.sending} onClose={onClose} onDo={() => diagnose.mutate({ params: { id: repair.id }, body: { ...form, faultKey: form.faultKey || null, photos: photos.ids } })}>
      {known.length > 0 ? (
        <Field label={t('diagnosis.known')} hint={t('diagnosis.knownHint')}>
          {(control) => <Select {...control} value={form.faultKey} choices={[{ value: '', label: t('diagnosis.other') }, ...known.map((fault) => ({ value: fault.key, label: named(fault.title, i18n.language) }))]} onChange={(faultKey) => { const found = known.find((one) => one.key === faultKey); change({ faultKey, ...(found && form.fault === '' ? { fault: named(found.title, i18n.language) } : {}) }); }} />}
        </Field>
      ) : null}
      <Field label={t('diagnosis.fault')} required>{(control) => <Input {...control} value={form.fault} maxLength={500} onChange={(event) => change({ fault: event.target.value })} />}</Field>
      <Field label={t('diagnosis.cause')} optional>{(control) => <Input {...control} value={form.cause} maxLength={1000} onChange={(event) => change({ cause: event.target.value })} />}</Field>
      <Field label={t('diagnosis.damage')} hint={form.damage === 'none' ? undefined : t('diagnosis.damageHint')}>
        {(control) => <Select {...control} value={form.damage} choices={damages.map((value) => ({ value, label: t(`damage.${value}`) }))} onChange={(damage) => change({ damage })} />}
      </Field>
      <Field label={t('note')} optional>{(control) => <Textarea {...control} rows={3} grows value={form.note} maxLength={4000} onChange={(event) => change({ note: event.target.value })} />}</Field>
      <UploadList uploads={photos.uploads} onRemove={photos.remove} onRetry={photos.retry} />
      <FileDrop accept="image/*" label={t('photos')} icon={<Camera size={18} aria-hidden="true" />} onFiles={photos.add} />
    </ActDialog>
  );
}
