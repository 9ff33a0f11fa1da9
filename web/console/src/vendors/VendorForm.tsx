import { Button, Dialog, Field, Input, Notice, Select, Textarea, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Vendor } from '@aftercare/contract/vendors';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props { readonly open: boolean; readonly vendor: Vendor | null; readonly onClose: () => void }
/** Adds a vendor, or changes one. */
export function VendorForm(props: Props) {
  return <Form key={`${props.open}${props.vendor?.id ?? 0}`} {...props} />;
}

function Form({ open, vendor, onClose }: Props) {
  const { t } = useTranslation('vendors');
  const { call } = useApi();
  const client = useQueryClient();
  const [form, setForm] = useState({ key: vendor?.key ?? '', name: vendor?.name ?? '', state: vendor?.state ?? ('active' as const), contactName: vendor?.contactName ?? '', phone: vendor?.phone ?? '', email: vendor?.email ?? '', note: vendor?.note ?? '', webhookUrl: vendor?.webhookUrl ?? '' });
  const put = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }));
  const save = useMutation({ mutationFn: () => (vendor ? call(api.vendors.update, { params: { id: vendor.id }, body: { ...form, language: vendor.language } }) : call(api.vendors.create, { body: form })), onSuccess: async () => { await client.invalidateQueries({ queryKey: ['vendors'] }); onClose(); } });
  const faults = fieldFaults(save.error);
  const text = (key: 'key' | 'name' | 'contactName' | 'phone' | 'email' | 'webhookUrl', hint?: string) => <Field label={t(`field.${key}`)} hint={hint} fault={faults[key]} required={key === 'key' || key === 'name'}>{(c) => <Input {...c} value={form[key]} onChange={(event) => put({ [key]: event.target.value })} />}</Field>;
  return (
    <Dialog as="drawer" open={open} onClose={onClose} title={vendor ? t('change') : t('add')} onSubmit={() => save.mutate()} foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" disabled={!form.key.trim() || !form.name.trim()} busy={save.isPending}>{t('save')}</Button></>}>
      <div className="ac-stack">
        {save.error && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert">{faultSentence(save.error)}</Notice> : null}
        {text('name')}{text('key', t('hint.key'))}{text('contactName')}{text('phone')}{text('email')}
        <Field label={t('field.state')}>{(c) => <Select {...c} value={form.state} choices={(['active', 'paused', 'ended'] as const).map((state) => ({ value: state, label: t(`state.${state}`) }))} onChange={(state) => put({ state })} />}</Field>
        {text('webhookUrl', t('hint.webhook'))}
        <Field label={t('field.note')}>{(c) => <Textarea {...c} rows={3} grows value={form.note} onChange={(event) => put({ note: event.target.value })} />}</Field>
      </div>
    </Dialog>
  );
}
