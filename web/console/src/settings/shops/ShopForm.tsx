import { api } from '@aftercare/contract';
import type { Shop } from '@aftercare/contract/orders';
import { Button, Field, Input, Notice, Switch, fieldFaults, useApi } from '@aftercare/ui';
import { useNavigate } from '@tanstack/react-router';
import { RefreshCw, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyBox } from '../frame/CopyBox.tsx';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { ProbeView } from '../frame/ProbeView.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';
import { Deliveries } from './Deliveries.tsx';

/** A secret nobody guesses, made where it is shown: 32 bytes. */
const newSecret = () => [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const keyOf = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40);

/** A shop: its name, how it signs, where it sends; tried with an example order. */
export function ShopForm({ kind, shop, taken }: { readonly kind: 'shopify' | 'api'; readonly shop: Shop | null; readonly taken: readonly string[] }) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const navigate = useNavigate();
  const form = useForm({ key: shop?.key ?? '', name: shop?.name ?? '', active: shop?.active ?? true, secret: '' });
  const { value, set } = form;
  const [made, setMade] = useState('');
  const key = shop?.key ?? (value.key || keyOf(value.name));
  const clash = !shop && taken.includes(key);
  const save = useWork({
    work: (_: undefined) => call(api.orders.saveShop, { params: { key }, body: { name: value.name.trim(), kind, active: value.active, ...(value.secret ? { secret: value.secret } : {}) } }),
    keys: ['shops'], said: (saved) => t('shops.saved', { name: saved.name }),
    after: (saved) => { form.rebase({ ...value, key: saved.key, secret: '' }); if (!shop) void navigate({ to: '/settings/$', params: { _splat: `shops/${saved.key}` }, ignoreBlocker: true }); },
  });
  const faults = fieldFaults(save.error);
  const hook = shop?.webhookUrl ?? `${location.origin}/api/v1/shops/${key || '…'}/webhook`;
  return (
    <FormPage title={shop?.name ?? t(`shops.new.${kind}`)} intro={t(`shops.what.${kind}`)} part="shops" fresh={!shop} dirty={form.dirty} busy={save.isPending} error={save.error} known={['name', 'key', 'secret']} createLabel={t('shops.connect')} onSave={() => { if (key && !clash) save.mutate(undefined); }} onReset={() => { form.reset(); setMade(''); save.reset(); }}>
      <Group title={t('shops.who')}>
        <div className="st-two">
          <Field label={t('shops.name')} hint={t('shops.nameHint')} fault={faults['name']}>{(control) => <Input {...control} autoFocus={!shop} maxLength={100} value={value.name} onChange={(event) => set({ name: event.target.value })} />}</Field>
          <Field label={t('shops.key')} hint={shop ? t('shops.keyLasting') : t('shops.keyHint')} fault={clash ? t('shops.keyTaken') : (faults['key'] ?? (!shop && value.name.trim() && !key ? t('shops.keyNeeded') : undefined))}>{(control) => <Input {...control} readOnly={shop !== null} maxLength={41} value={shop ? shop.key : value.key} placeholder={key} onChange={(event) => set({ key: event.target.value.toLowerCase() })} />}</Field>
        </div>
        <Switch label={t('shops.active')} checked={value.active} onChange={(active) => set({ active })} />
      </Group>
      {kind === 'shopify' ? (
        <Group title={t('shops.hook')} hint={t('shops.hookHint')}>
          <CopyBox label={t('shops.address')} text={hook} />
          <div className="st-quick">
            <Field label={t('shops.secret')} hint={shop ? t('secretKept') : t('shops.secretHint')} fault={faults['secret']}>{(control) => <Input {...control} type="password" autoComplete="new-password" maxLength={200} value={value.secret} onChange={(event) => { set({ secret: event.target.value }); setMade(''); }} />}</Field>
            <Button icon={<RefreshCw size={16} aria-hidden="true" />} onClick={() => { const secret = newSecret(); set({ secret }); setMade(secret); }}>{t('shops.makeSecret')}</Button>
          </div>
          {made ? <><Notice tone="accent" icon={<TriangleAlert size={16} aria-hidden="true" />}>{t('shops.once')}</Notice><CopyBox label={t('shops.secret')} text={made} /></> : null}
        </Group>
      ) : (
        <Group title={t('shops.program')} hint={t('shops.programHint')}>
          <CopyBox lines label={t('shops.example')} text={`curl ${location.origin}/api/v1/shops/${key || 'my-shop'}/orders \\\n  -H 'Authorization: Bearer …' -H 'Content-Type: application/json' \\\n  -d '{"orders":[{"externalId":"1001","number":"1001","totalMinor":129900,"orderedAt":"2026-01-31T08:00:00Z",\n       "customer":{"name":"王芳","phone":"+8613800138000"},"lines":[{"sku":"R7PRO-A","title":"R7 Pro"}]}]}'`} />
        </Group>
      )}
      {shop ? <ProbeView hint={t('shops.tryHint')} dirty={form.dirty} ask={() => call(api.orders.testShop, { params: { key: shop.key } })} /> : null}
      {shop && kind === 'shopify' ? <Deliveries shopKey={shop.key} /> : null}
    </FormPage>
  );
}
