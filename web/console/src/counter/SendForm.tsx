import { Button, Field, FileDrop, Input, Notice, Select, UploadList, faultSentence, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Item } from '@aftercare/contract/counter';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Camera } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounter } from './data.ts';
import { usePhotos } from './parts/usePhotos.ts';

/** Out of our hands or into them again, with the seal it travels under. */
export function SendForm({ item, arriving, onDone, onCancel }: { readonly item: Item; readonly arriving: boolean; readonly onDone: (item: Item) => void; readonly onCancel: () => void }) {
  const { t, i18n } = useTranslation('counter');
  const { call } = useApi();
  const sites = useQuery(useCounter().sites);
  const photos = usePhotos();
  const [form, setForm] = useState({ to: '', carrier: '', seal: '', note: '' });
  const put = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }));
  const act = useMutation({
    mutationFn: () => (arriving
      ? call(api.counter.arrive, { params: { id: item.id }, body: { seal: form.seal.trim(), note: form.note.trim(), photos: photos.ids } })
      : call(api.counter.send, { params: { id: item.id }, body: { toSiteId: Number(form.to), carrier: form.carrier.trim(), seal: form.seal.trim(), note: form.note.trim(), photos: photos.ids } })),
    onSuccess: onDone,
  });
  const choices = (sites.data?.others ?? []).filter((s) => s.id !== item.holder.site?.id).map((s) => ({ value: String(s.id), label: named(s.name, i18n.language) }));
  const ready = (arriving || (form.to !== '' && form.carrier.trim() !== '')) && !photos.sending;
  return (
    <form className="ct-form ct-form--inset" onSubmit={(event) => { event.preventDefault(); if (ready) act.mutate(); }}>
      {act.error ? <Notice tone="late" role="alert">{faultSentence(act.error)}</Notice> : null}
      {arriving && item.seal ? <Notice tone="wait">{t('send.leftWith', { seal: item.seal })}</Notice> : null}
      <div className="ct-pair">
        {arriving ? null : <Field label={t('send.to')} required>{(c) => <Select {...c} value={form.to} choices={[{ value: '', label: t('send.choose') }, ...choices]} onChange={(to) => put({ to })} />}</Field>}
        {arriving ? null : <Field label={t('send.carrier')} hint={t('send.carrierHint')} required>{(c) => <Input {...c} value={form.carrier} maxLength={100} onChange={(e) => put({ carrier: e.target.value })} />}</Field>}
        <Field label={arriving ? t('send.sealNow') : t('send.seal')}>{(c) => <Input {...c} value={form.seal} maxLength={60} onChange={(e) => put({ seal: e.target.value })} />}</Field>
        <Field label={t('send.note')} optional>{(c) => <Input {...c} value={form.note} maxLength={500} onChange={(e) => put({ note: e.target.value })} />}</Field>
      </div>
      <FileDrop label={t('receive.photos')} accept="image/*" camera icon={<Camera size={20} aria-hidden="true" />} onFiles={photos.add} />
      <UploadList uploads={photos.uploads} onRemove={photos.remove} onRetry={photos.retry} />
      <div className="ct-foot"><Button size="large" onClick={onCancel}>{t('cancel')}</Button><Button kind="primary" size="large" type="submit" disabled={!ready} busy={act.isPending}>{arriving ? t('item.arrive') : t('send.done')}</Button></div>
    </form>
  );
}
