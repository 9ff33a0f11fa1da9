import { api } from '@aftercare/contract';
import { Button, Dialog, Field, FileDrop, Input, Notice, Select, Textarea, UploadList, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BothNames, bothNames, noNames } from '../../settings/frame/BothNames.tsx';
import { useWork } from '../../settings/frame/useWork.ts';
import type { ModelPage } from '../data.ts';
import { useEvidence } from '../useUnitActions.ts';

interface Props<Item> { readonly model: ModelPage; readonly item: Item | null; readonly onClose: () => void }

/** The frame these share: fields, what is wrong, cancel and save. */
function Frame({ title, busy, error, known, ready = true, onSave, onClose, children }: { readonly title: string; readonly busy: boolean; readonly error: unknown; readonly known: readonly string[]; readonly ready?: boolean; readonly onSave: () => void; readonly onClose: () => void; readonly children: React.ReactNode }) {
  const { t } = useTranslation('products');
  const elsewhere = error !== null && error !== undefined && !Object.keys(fieldFaults(error)).some((path) => known.some((one) => path.startsWith(one)));
  return (
    <Dialog open onClose={onClose} title={title} onSubmit={() => { if (ready && !busy) onSave(); }} foot={<><Button kind="quiet" onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" busy={busy} disabled={!ready}>{t('save')}</Button></>}>
      <div className="ac-stack">{children}{elsewhere ? <Notice tone="late" role="alert">{faultSentence(error)}</Notice> : null}</div>
    </Dialog>
  );
}

export function VariantDialog({ model, item, onClose }: Props<ModelPage['variants'][number]>) {
  const { t } = useTranslation('products');
  const { call } = useApi();
  const [value, setValue] = useState({ sku: item?.sku ?? '', name: item?.name ?? noNames, gtin: item?.gtin ?? '' });
  const save = useWork({ work: (_: undefined) => call(api.products.saveVariant, { params: { id: model.id }, body: { ...value, name: bothNames(value.name) } }), keys: ['model'], said: (saved) => t('modelEdit.savedPart', { name: saved.sku }), after: onClose });
  const faults = fieldFaults(save.error);
  return (
    <Frame title={item ? t('modelEdit.editVariant') : t('modelEdit.addVariant')} busy={save.isPending} error={save.error} known={['sku', 'name', 'gtin']} onSave={() => save.mutate(undefined)} onClose={onClose}>
      <Field label={t('modelEdit.sku')} hint={item ? t('modelEdit.lasting') : t('modelEdit.skuHint')} fault={faults['sku']}>{(control) => <Input {...control} className="pd-serial" readOnly={item !== null} maxLength={60} value={value.sku} onChange={(event) => setValue({ ...value, sku: event.target.value })} />}</Field>
      <BothNames label={t('modelEdit.variantName')} value={value.name} onChange={(name) => setValue({ ...value, name })} faults={{ zh: faults['name.zh'], en: faults['name.en'] }} />
      <Field label={t('modelEdit.gtin')} optional fault={faults['gtin']}>{(control) => <Input {...control} className="pd-serial" inputMode="numeric" maxLength={20} value={value.gtin} onChange={(event) => setValue({ ...value, gtin: event.target.value })} />}</Field>
    </Frame>
  );
}

export function BatchDialog({ model, item, onClose }: Props<ModelPage['batches'][number]>) {
  const { t } = useTranslation('products');
  const { call } = useApi();
  const [value, setValue] = useState({ key: item?.key ?? '', producedOn: item?.producedOn ?? '', note: item?.note ?? '' });
  const save = useWork({ work: (_: undefined) => call(api.products.saveBatch, { params: { id: model.id }, body: { ...value, producedOn: value.producedOn || null } }), keys: ['model'], said: (saved) => t('modelEdit.savedPart', { name: saved.key }), after: onClose });
  const faults = fieldFaults(save.error);
  return (
    <Frame title={item ? t('modelEdit.editBatch') : t('modelEdit.addBatch')} busy={save.isPending} error={save.error} known={['key', 'producedOn', 'note']} onSave={() => save.mutate(undefined)} onClose={onClose}>
      <Field label={t('field.batch')} hint={item ? t('modelEdit.lasting') : t('modelEdit.batchHint')} fault={faults['key']}>{(control) => <Input {...control} className="pd-serial" readOnly={item !== null} maxLength={60} value={value.key} onChange={(event) => setValue({ ...value, key: event.target.value })} />}</Field>
      <Field label={t('field.producedOn')} optional fault={faults['producedOn']}>{(control) => <Input {...control} type="date" value={value.producedOn} onChange={(event) => setValue({ ...value, producedOn: event.target.value })} />}</Field>
      <Field label={t('field.note')} optional fault={faults['note']}>{(control) => <Textarea {...control} rows={2} maxLength={500} value={value.note} onChange={(event) => setValue({ ...value, note: event.target.value })} />}</Field>
    </Frame>
  );
}

const manualKinds = ['manual', 'service', 'drawing'] as const;
export function ManualDialog({ model, onClose }: Omit<Props<never>, 'item'>) {
  const { t } = useTranslation('products');
  const { call } = useApi();
  const files = useEvidence();
  const [value, setValue] = useState({ title: '', language: 'zh-CN', kind: 'manual' as (typeof manualKinds)[number] });
  const file = files.uploads.find((u) => u.sent)?.sent;
  const save = useWork({ work: (fileId: number) => call(api.products.addManual, { params: { id: model.id }, body: { ...value, title: value.title.trim() || (file?.name ?? ''), fileId } }), keys: ['model'], said: (saved) => t('modelEdit.savedPart', { name: saved.title }), after: () => { files.reset(); onClose(); } });
  const faults = fieldFaults(save.error);
  return (
    <Frame title={t('modelEdit.addManual')} busy={save.isPending || files.sending} error={save.error} known={['title', 'language']} ready={file !== undefined} onSave={() => { if (file) save.mutate(file.id); }} onClose={() => { files.reset(); onClose(); }}>
      {file ? null : <FileDrop label={t('modelEdit.chooseManual')} accept="application/pdf,image/*" onFiles={(chosen) => files.add(chosen.slice(0, 1))} />}
      <UploadList uploads={files.uploads} onRemove={files.remove} onRetry={files.retry} />
      <Field label={t('modelEdit.manualTitle')} hint={t('modelEdit.manualTitleHint')} fault={faults['title']}>{(control) => <Input {...control} maxLength={200} value={value.title} placeholder={file?.name} onChange={(event) => setValue({ ...value, title: event.target.value })} />}</Field>
      <div className="pd-two">
        <Field label={t('modelEdit.manualKind')}>{(control) => <Select {...control} value={value.kind} choices={manualKinds.map((kind) => ({ value: kind, label: t(`modelEdit.manualKinds.${kind}`) }))} onChange={(kind) => setValue({ ...value, kind })} />}</Field>
        <Field label={t('modelEdit.manualLanguage')} fault={faults['language']}>{(control) => <Select {...control} value={value.language} choices={['zh-CN', 'en', 'de', 'fr', 'es', 'ja'].map((one) => ({ value: one, label: t(`modelEdit.languages.${one}`) }))} onChange={(language) => setValue({ ...value, language })} />}</Field>
      </div>
    </Frame>
  );
}
