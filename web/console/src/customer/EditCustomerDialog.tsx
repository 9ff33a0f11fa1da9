import { Button, Dialog, Field, IconButton, Input, Notice, Select, TagInput, Textarea, availableLanguages, faultSentence, fieldFaults, languageName, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelKind, Customer } from '../data/types.ts';
import type { More } from '../profile/EditMore.tsx';

const EditMore = lazy(async () => ({ default: (await import('../profile/EditMore.tsx')).EditMore }));

const tiers = ['standard', 'silver', 'gold', 'vip'] as const;
const doors = ['mail', 'chat', 'portal', 'phone'] as const;

/** Changes who a customer is and how they are reached. */
export function EditCustomerDialog({ customer, open, onClose }: { readonly customer: Customer; readonly open: boolean; readonly onClose: () => void }) {
  return <Form key={`${open}${customer.id}`} customer={customer} open={open} onClose={onClose} />;
}

function Form({ customer, open, onClose }: { readonly customer: Customer; readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation(['app', 'ui']);
  const { call } = useApi();
  const client = useQueryClient();
  const [name, setName] = useState(customer.name);
  const [tier, setTier] = useState(customer.tier);
  const [language, setLanguage] = useState(customer.language);
  const [preferred, setPreferred] = useState<ChannelKind | ''>(customer.preferredChannel ?? '');
  const [tags, setTags] = useState<readonly string[]>(customer.tags);
  const [note, setNote] = useState(customer.note);
  const [region, setRegion] = useState(customer.region ?? '');
  const [more, setMore] = useState<More>({ companyId: customer.companyId, role: customer.role ?? '', number: customer.number ?? '' });
  const params = { id: customer.id };
  const renew = () => Promise.all([client.invalidateQueries({ queryKey: ['customer', customer.id] }), client.invalidateQueries({ queryKey: ['ticket'] }), client.invalidateQueries({ queryKey: ['customers'] })]);
  const save = useMutation({
    mutationFn: () => call(api.customers.update, { params, body: { name: name.trim(), tier, language, preferredChannel: preferred || null, tags: [...tags], region: region.trim(), companyId: more.companyId, role: more.role.trim(), number: more.number.trim(), /* What is masked for the reader is not written back. */ ...(note === customer.note ? {} : { note }) } }, { version: customer.version }),
    onSuccess: async () => { await renew(); onClose(); },
  });
  const faults = fieldFaults(save.error);
  return (
    <Dialog
      open={open} onClose={onClose} as="drawer" title={t('customers.edit')} onSubmit={() => { if (name.trim()) save.mutate(); }}
      foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" disabled={!name.trim()} busy={save.isPending}>{t('save')}</Button></>}
    >
      <div className="ac-stack">
        {save.error && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert">{faultSentence(save.error)}</Notice> : null}
        <Field label={t('link.name')} fault={faults.name} required>{(control) => <Input {...control} maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />}</Field>
        <Addresses customer={customer} onChanged={renew} />
        <Suspense fallback={null}><EditMore customer={customer} value={more} faults={faults} onChange={setMore} /></Suspense>
        <Field label={t('customers.tier')}>{(control) => <Select {...control} value={tier} choices={tiers.map((one) => ({ value: one, label: t(`ui:tier.${one}`) }))} onChange={setTier} />}</Field>
        <Field label={t('ui:language')}>{(control) => <Select {...control} value={language} choices={availableLanguages().map((code) => ({ value: code as Customer['language'], label: languageName(code) }))} onChange={setLanguage} />}</Field>
        <Field label={t('customers.preferred')} hint={t('customers.preferredHint')}>{(control) => <Select {...control} value={preferred} choices={[{ value: '', label: t('customers.asTheyCome') }, ...doors.map((one) => ({ value: one, label: t(`ui:channel.${one}`) }))]} onChange={setPreferred} />}</Field>
        <Field label={t('customers.region')} hint={t('customers.regionHint')} fault={faults.region}>{(control) => <Input {...control} maxLength={120} value={region} onChange={(event) => setRegion(event.target.value)} />}</Field>
        <Field label={t('field.tags')}>{(control) => <TagInput control={control} label={t('field.tags')} tags={tags} onChange={setTags} placeholder={t('tagsHint')} />}</Field>
        <Field label={t('customers.note')} hint={t('customers.noteHint')}>{(control) => <Textarea {...control} rows={4} grows maxLength={10_000} value={note} onChange={(event) => setNote(event.target.value)} />}</Field>
      </div>
    </Dialog>
  );
}

/** Addresses are kept at once, each by itself: an address belongs to one customer only. */
function Addresses({ customer, onChanged }: { readonly customer: Customer; readonly onChanged: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const [kind, setKind] = useState<'email' | 'phone'>('email');
  const [value, setValue] = useState('');
  const params = { id: customer.id };
  const add = useMutation({ mutationFn: () => call(api.customers.addIdentity, { params, body: { kind, value: value.trim() } }), onSuccess: () => { setValue(''); return onChanged(); } });
  const drop = useMutation({ mutationFn: (identityId: number) => call(api.customers.removeIdentity, { params: { ...params, identityId } }), onSuccess: onChanged });
  const error = add.error ?? drop.error;
  return (
    <fieldset className="ac-stack-tight">
      <legend className="ac-field__label">{t('customers.addresses')}</legend>
      {error ? <Notice tone="late" role="alert">{faultSentence(error)}</Notice> : null}
      {customer.identities.map((identity) => <div key={identity.id} className="ac-spread"><span className="ac-clip">{identity.value}</span><IconButton size="small" label={t('customers.removeAddress', { what: identity.value })} icon={<X size={14} />} onClick={() => drop.mutate(identity.id)} /></div>)}
      <div className="cs-add">
        <Select aria-label={t('customers.kind')} value={kind} choices={[{ value: 'email', label: t('signIn.email') }, { value: 'phone', label: t('new.phone') }]} onChange={setKind} />
        <Input aria-label={t('customers.newAddress')} type={kind === 'email' ? 'email' : 'tel'} value={value} onChange={(event) => setValue(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter' && !event.nativeEvent.isComposing) { event.preventDefault(); if (value.trim()) add.mutate(); } }} />
        <IconButton kind="secondary" label={t('customers.addAddress')} icon={<Plus size={16} />} disabled={!value.trim()} busy={add.isPending} onClick={() => add.mutate()} />
      </div>
    </fieldset>
  );
}
