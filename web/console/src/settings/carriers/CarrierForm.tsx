import { api } from '@aftercare/contract';
import type { Carrier } from '@aftercare/contract/shipments';
import { Field, Input, Switch, fieldFaults, named, useApi } from '@aftercare/ui';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BothNames, bothNames, noNames } from '../frame/BothNames.tsx';
import { CopyBox } from '../frame/CopyBox.tsx';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { ProbeView } from '../frame/ProbeView.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** A contract with a carrier, or none: people bring parcels to the counter of whom they like. */
export function CarrierForm({ kind, carrier }: { readonly kind: 'parcel' | 'own'; readonly carrier: Carrier | null }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const navigate = useNavigate();
  const form = useForm({ key: carrier?.key ?? '', name: carrier?.name ?? noNames, enabled: carrier?.enabled ?? true, baseUrl: text(carrier?.settings['baseUrl']), trackingPage: text(carrier?.settings['trackingPage']), apiKey: '', webhookSecret: '' });
  const { value, set } = form;
  const settings = kind === 'own' ? {} : { baseUrl: value.baseUrl.trim(), trackingPage: value.trackingPage.trim(), ...(value.apiKey ? { apiKey: value.apiKey } : {}), ...(value.webhookSecret ? { webhookSecret: value.webhookSecret } : {}) };
  const save = useWork({
    work: (_: undefined) => (carrier ? call(api.shipments.updateCarrier, { params: { id: carrier.id }, body: { name: bothNames(value.name), enabled: value.enabled, settings } }) : call(api.shipments.createCarrier, { body: { key: value.key.trim(), kind, name: bothNames(value.name), enabled: value.enabled, settings } })),
    keys: ['carriers'], said: (saved) => t('carriers.saved', { name: named(saved.name, i18n.language) }),
    after: (saved) => { form.rebase({ ...value, apiKey: '', webhookSecret: '' }); if (!carrier) void navigate({ to: '/settings/$', params: { _splat: `carriers/${saved.id}` }, ignoreBlocker: true }); },
  });
  const faults = fieldFaults(save.error);
  const fault = (name: string) => faults[name] ?? faults[`settings.${name}`];
  const secret = (name: 'apiKey' | 'webhookSecret', label: string, hint: string) => <Field label={label} hint={carrier?.secretsSet.includes(name) ? t('secretKept') : hint} fault={fault(name)}>{(control) => <Input {...control} type="password" autoComplete="new-password" maxLength={200} value={value[name]} onChange={(event) => set({ [name]: event.target.value })} />}</Field>;
  return (
    <FormPage title={carrier ? named(carrier.name, i18n.language) : t(`carriers.new.${kind}`)} intro={t(`carriers.what.${kind}`)} part="carriers" fresh={!carrier} dirty={form.dirty} busy={save.isPending} error={save.error} known={['key', 'name', 'baseUrl', 'trackingPage', 'apiKey', 'webhookSecret', 'settings']} createLabel={t('carriers.connect')} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}>
      <Group title={t('carriers.who')}>
        <BothNames label={t('carriers.name')} hint={t('carriers.nameHint')} value={value.name} onChange={(name) => set({ name })} faults={{ zh: faults['name.zh'], en: faults['name.en'] }} focus={!carrier} />
        <Field label={t('carriers.key')} hint={carrier ? t('carriers.keyLasting') : t('carriers.keyHint')} fault={faults['key']}>{(control) => <Input {...control} className="st-narrow" readOnly={carrier !== null} maxLength={40} value={value.key} onChange={(event) => set({ key: event.target.value.toLowerCase() })} />}</Field>
        <Switch label={t('carriers.enabled')} checked={value.enabled} onChange={(enabled) => set({ enabled })} />
      </Group>
      {kind === 'parcel' ? (
        <>
          <Group title={t('carriers.contract')} hint={t('carriers.contractHint')}>
            <Field label={t('carriers.baseUrl')} fault={fault('baseUrl')}>{(control) => <Input {...control} type="url" placeholder="https://api.carrier.example" maxLength={300} value={value.baseUrl} onChange={(event) => set({ baseUrl: event.target.value })} />}</Field>
            <div className="st-two">{secret('apiKey', t('carriers.apiKey'), t('secretWriteOnly'))}{secret('webhookSecret', t('carriers.webhookSecret'), t('carriers.webhookSecretHint'))}</div>
            <Field label={t('carriers.trackingPage')} hint={t('carriers.trackingHint')} optional fault={fault('trackingPage')}>{(control) => <Input {...control} placeholder="https://carrier.example/track/{number}" maxLength={300} value={value.trackingPage} onChange={(event) => set({ trackingPage: event.target.value })} />}</Field>
          </Group>
          {carrier ? <Group title={t('carriers.events')} hint={t('carriers.eventsHint')}><CopyBox label={t('carriers.eventsUrl')} text={carrier.eventsUrl} /></Group> : null}
        </>
      ) : null}
      {carrier ? <ProbeView hint={t(`carriers.tryHint.${kind}`)} dirty={form.dirty} ask={() => call(api.shipments.testCarrier, { params: { id: carrier.id } })} /> : null}
    </FormPage>
  );
}
