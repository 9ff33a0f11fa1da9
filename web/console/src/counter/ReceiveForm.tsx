import { Button, Checkbox, Field, FileDrop, Input, Notice, Select, Textarea, UploadList, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { CounterSite, Found, QueueNumber } from '@aftercare/contract/counter';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Camera, PackageCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SignaturePad } from './parts/SignaturePad.tsx';
import { usePhotos, useSendFile } from './parts/usePhotos.ts';

const areas = ['screen', 'case', 'buttons', 'ports', 'cable'] as const;
const states = ['fine', 'scratched', 'dented', 'cracked', 'dirty', 'wet', 'missing'] as const;
const usual = ['power', 'manual', 'box', 'remote', 'invoice'] as const;
interface Props { readonly site: CounterSite; readonly number: QueueNumber | null; readonly found: Found | null; readonly typed: string; readonly onDone: (itemId: number) => void; readonly onCancel: () => void }

/** Takes a product in: whose, what, how it looks, what comes with it, signed. */
export function ReceiveForm({ site, number, found, typed, onDone, onCancel }: Props) {
  const { t, i18n } = useTranslation('counter');
  const { call } = useApi();
  const client = useQueryClient();
  const photos = usePhotos();
  const sendFile = useSendFile();
  const looksLike = { phone: /^[+\d][\d\s-]{6,}$/.test(typed.trim()) ? typed.trim() : '', email: typed.includes('@') ? typed.trim() : '' };
  const [form, setForm] = useState({
    name: found?.customer?.name ?? '', phone: found?.customer?.phone || looksLike.phone, email: found?.customer?.email || looksLike.email, product: found?.unit?.product ?? '', serial: found?.unit?.serial ?? (looksLike.phone || looksLike.email || found?.customer ? '' : typed.trim()),
    fault: '', ticketId: '', seal: '',
  });
  const [looks, setLooks] = useState<Readonly<Record<string, (typeof states)[number]>>>({});
  const [there, setThere] = useState<readonly string[]>([]);
  const [more, setMore] = useState('');
  const [signature, setSignature] = useState<File | null>(null);
  const put = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }));
  const receive = useMutation({
    mutationFn: async () => call(api.counter.receive, { params: { id: site.id }, body: {
      customer: { name: form.name.trim(), phone: form.phone.trim(), email: form.email.trim(), language: i18n.language === 'en' ? 'en' : 'zh-CN' }, ticketId: form.ticketId ? Number(form.ticketId) : null, numberId: number?.id ?? null,
      product: form.product.trim(), serial: form.serial.trim(), fault: form.fault.trim(), seal: form.seal.trim(), condition: Object.entries(looks).map(([area, state]) => ({ area: t(`area.${area}`), state })),
      accessories: [...usual.map((key) => ({ name: t(`accessory.${key}`), there: there.includes(key) })), ...more.split(/[,，、]/).map((name) => name.trim()).filter(Boolean).map((name) => ({ name, there: true }))], photos: photos.ids, signature: await sendFile(signature),
    } }),
    onSuccess: async (item) => { await client.invalidateQueries({ queryKey: ['counter', site.id] }); onDone(item.id); },
  });
  const faults = fieldFaults(receive.error);
  const ready = form.name.trim() !== '' && form.fault.trim() !== '' && (form.phone.trim() !== '' || form.email.trim() !== '') && !photos.sending;
  return (
    <form className="ct-form" onSubmit={(event) => { event.preventDefault(); if (ready) receive.mutate(); }}>
      {receive.error && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert">{faultSentence(receive.error)}</Notice> : null}
      <fieldset className="ct-set"><legend>{t('receive.who')}</legend>
        <div className="ct-pair">
          <Field label={t('receive.name')} fault={faults['customer.name']} required>{(c) => <Input {...c} value={form.name} maxLength={200} onChange={(e) => put({ name: e.target.value })} />}</Field>
          <Field label={t('receive.phone')} fault={faults['customer.phone']}>{(c) => <Input {...c} type="tel" value={form.phone} maxLength={40} onChange={(e) => put({ phone: e.target.value })} />}</Field>
          <Field label={t('receive.email')} fault={faults['customer.email']} optional>{(c) => <Input {...c} type="email" value={form.email} maxLength={320} onChange={(e) => put({ email: e.target.value })} />}</Field>
          {found && found.tickets.length > 0 ? <Field label={t('receive.ticket')}>{(c) => <Select {...c} value={form.ticketId} choices={[{ value: '', label: t('receive.newTicket') }, ...found.tickets.map((one) => ({ value: String(one.id), label: `#${one.id} ${one.subject}` }))]} onChange={(ticketId) => put({ ticketId })} />}</Field> : null}
        </div>
      </fieldset>
      <fieldset className="ct-set"><legend>{t('receive.what')}</legend>
        <div className="ct-pair">
          <Field label={t('receive.product')}>{(c) => <Input {...c} value={form.product} maxLength={200} onChange={(e) => put({ product: e.target.value })} />}</Field>
          <Field label={t('receive.serial')}>{(c) => <Input {...c} value={form.serial} maxLength={100} onChange={(e) => put({ serial: e.target.value })} />}</Field>
        </div>
        <Field label={t('receive.fault')} fault={faults.fault} required>{(c) => <Textarea {...c} rows={2} grows value={form.fault} maxLength={2000} onChange={(e) => put({ fault: e.target.value })} />}</Field>
      </fieldset>
      <fieldset className="ct-set"><legend>{t('receive.looks')}</legend>
        {areas.map((area) => (
          <div key={area} className="ct-look" role="radiogroup" aria-label={t(`area.${area}`)}>
            <span className="ct-look__area">{t(`area.${area}`)}</span>
            {states.map((state) => <button key={state} type="button" role="radio" aria-checked={looks[area] === state} className="ct-look__state" onClick={() => setLooks((now) => ({ ...now, [area]: state }))}>{t(`look.${state}`)}</button>)}
          </div>
        ))}
        <FileDrop label={t('receive.photos')} hint={t('receive.photosHint')} accept="image/*" camera icon={<Camera size={20} aria-hidden="true" />} onFiles={photos.add} />
        <UploadList uploads={photos.uploads} onRemove={photos.remove} onRetry={photos.retry} />
      </fieldset>
      <fieldset className="ct-set"><legend>{t('receive.with')}</legend>
        <div className="ct-checks">{usual.map((key) => <Checkbox key={key} label={t(`accessory.${key}`)} checked={there.includes(key)} onChange={(on) => setThere((now) => (on ? [...now, key] : now.filter((k) => k !== key)))} />)}</div>
        <div className="ct-pair">
          <Field label={t('receive.more')} optional>{(c) => <Input {...c} value={more} maxLength={200} onChange={(e) => setMore(e.target.value)} />}</Field>
          <Field label={t('receive.seal')} optional>{(c) => <Input {...c} value={form.seal} maxLength={60} onChange={(e) => put({ seal: e.target.value })} />}</Field>
        </div>
      </fieldset>
      <SignaturePad label={t('receive.sign')} onChange={setSignature} />
      <div className="ct-foot"><Button size="large" onClick={onCancel}>{t('cancel')}</Button><Button kind="primary" size="large" type="submit" disabled={!ready} busy={receive.isPending} icon={<PackageCheck size={20} />}>{t('receive.done')}</Button></div>
    </form>
  );
}
