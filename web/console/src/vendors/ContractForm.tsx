import { Button, Checkbox, Dialog, Field, Input, Notice, TagInput, faultSentence, fieldFaults, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Contract } from '@aftercare/contract/vendors';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kinds } from './data.ts';

interface Props { readonly open: boolean; readonly vendorId: number; readonly contract: Contract | null; readonly onClose: () => void }
/** What was agreed: where, for what, at which price, how fast. */
export function ContractForm(props: Props) {
  return <Form key={`${props.open}${props.contract?.id ?? 0}`} {...props} />;
}

function Form({ open, vendorId, contract, onClose }: Props) {
  const { t } = useTranslation('vendors');
  const { call } = useApi();
  const client = useQueryClient();
  const [form, setForm] = useState({ name: contract?.name ?? '', startsOn: contract?.startsOn ?? new Date().toISOString().slice(0, 10), endsOn: contract?.endsOn ?? '', acceptHours: String((contract?.acceptMinutes ?? 240) / 60), doneHours: String((contract?.doneMinutes ?? 2880) / 60), rank: String(contract?.rank ?? 100), active: contract?.active ?? true });
  const [regions, setRegions] = useState<readonly string[]>(contract?.regions ?? []);
  const [products, setProducts] = useState<readonly string[]>(contract?.products ?? []);
  const [rates, setRates] = useState<Readonly<Record<string, string>>>(Object.fromEntries(Object.entries(contract?.rates ?? {}).map(([kind, rate]) => [kind, String(rate.amountMinor / 100)])));
  const put = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }));
  const body = () => ({
    name: form.name.trim(), startsOn: form.startsOn, endsOn: form.endsOn || null, regions: [...regions], products: [...products], currency: contract?.currency ?? ('CNY' as const), rank: Number(form.rank) || 0, active: form.active,
    acceptMinutes: Math.max(1, Math.round(Number(form.acceptHours) * 60)), doneMinutes: Math.max(1, Math.round(Number(form.doneHours) * 60)), rates: Object.fromEntries(kinds.flatMap((kind) => (rates[kind]?.trim() ? [[kind, { amountMinor: Math.round(Number(rates[kind]) * 100) }]] : []))),
  });
  const save = useMutation({ mutationFn: () => (contract ? call(api.vendors.saveContract, { params: { id: contract.id }, body: body() }) : call(api.vendors.addContract, { params: { id: vendorId }, body: body() })), onSuccess: async () => { await client.invalidateQueries({ queryKey: ['vendors'] }); onClose(); } });
  const faults = fieldFaults(save.error);
  const number = (key: 'acceptHours' | 'doneHours' | 'rank', hint?: string) => <Field label={t(`contract.${key}`)} hint={hint}>{(c) => <Input {...c} inputMode="decimal" value={form[key]} onChange={(event) => put({ [key]: event.target.value.replace(/[^\d.]/g, '') })} />}</Field>;
  return (
    <Dialog as="drawer" open={open} onClose={onClose} title={contract ? t('contract.change') : t('contract.add')} onSubmit={() => save.mutate()} foot={<><Button onClick={onClose}>{t('cancel')}</Button><Button kind="primary" type="submit" disabled={!form.name.trim() || !Object.values(rates).some((r) => r.trim())} busy={save.isPending}>{t('save')}</Button></>}>
      <div className="ac-stack">
        {save.error && Object.keys(faults).length === 0 ? <Notice tone="late" role="alert">{faultSentence(save.error)}</Notice> : null}
        <Field label={t('field.name')} fault={faults.name} required>{(c) => <Input {...c} value={form.name} maxLength={200} onChange={(event) => put({ name: event.target.value })} />}</Field>
        <div className="vn-pair"><Field label={t('contract.startsOn')}>{(c) => <Input {...c} type="date" value={form.startsOn} onChange={(event) => put({ startsOn: event.target.value })} />}</Field><Field label={t('contract.endsOn')} fault={faults.endsOn} optional>{(c) => <Input {...c} type="date" value={form.endsOn} onChange={(event) => put({ endsOn: event.target.value })} />}</Field></div>
        <Field label={t('contract.regions')} hint={t('contract.regionsHint')}>{(c) => <TagInput control={c} label={t('contract.regions')} tags={regions} onChange={setRegions} placeholder={t('contract.everywhere')} />}</Field>
        <Field label={t('contract.products')} hint={t('contract.productsHint')}>{(c) => <TagInput control={c} label={t('contract.products')} tags={products} onChange={setProducts} placeholder={t('contract.everything')} />}</Field>
        <fieldset className="ac-stack-tight"><legend className="ac-field__label">{t('contract.rates')}</legend>{kinds.map((kind) => <label key={kind} className="vn-rate"><span>{t(`kind.${kind}`)}</span><Input inputMode="decimal" placeholder={t('contract.notCovered')} value={rates[kind] ?? ''} onChange={(event) => setRates((now) => ({ ...now, [kind]: event.target.value.replace(/[^\d.]/g, '') }))} /><span className="ac-faint">{contract?.currency ?? 'CNY'}</span></label>)}</fieldset>
        <div className="vn-pair">{number('acceptHours')}{number('doneHours')}{number('rank', t('contract.rankHint'))}</div>
        <Checkbox label={t('contract.active')} checked={form.active} onChange={(active) => put({ active })} />
      </div>
    </Dialog>
  );
}
