import { Field, Input, Select, Switch, fieldFaults, named, useApi } from '@aftercare/ui';
import { api, type CallOutput } from '@aftercare/contract';
import type { Site, SiteKind } from '@aftercare/contract/sites';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PlaceField } from '../../dispatch/manage/PlaceField.tsx';
import { Chips } from '../frame/Chips.tsx';
import { FormPage, Group } from '../frame/FormPage.tsx';
import { useForm } from '../frame/useForm.ts';
import { useWork } from '../frame/useWork.ts';

const kinds: readonly SiteKind[] = ['shop', 'centre', 'depot', 'warehouse', 'van'];
interface House { readonly sites: readonly Site[]; readonly people: CallOutput<typeof api.org.agents>['items']; readonly calendars: CallOutput<typeof api.org.calendars>['items'] }
type Draft = Omit<Site, 'id' | 'lat' | 'lon'> & { place: { lat: number; lon: number } | null };

/** A place: what it is, where, when it is open, who works there or drives it. */
export function SiteForm({ site, house }: { readonly site: Site | null; readonly house: House }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const navigate = useNavigate();
  const start: Draft = site ? { key: site.key, kind: site.kind, name: site.name, address: site.address, region: site.region, phone: site.phone, calendarId: site.calendarId, agentId: site.agentId, homeId: site.homeId, active: site.active, staff: site.staff, place: site.lat === null || site.lon === null ? null : { lat: site.lat, lon: site.lon } }
    : { key: '', kind: 'shop', name: { zh: '', en: '' }, address: '', region: '', phone: '', calendarId: null, agentId: null, homeId: null, active: true, staff: [], place: null };
  const form = useForm(start);
  const { value, set } = form;
  const save = useWork({
    work: (_: undefined) => { const { place, ...rest } = value; const body = { ...rest, name: { zh: value.name.zh || value.name.en, en: value.name.en || value.name.zh }, lat: place?.lat ?? null, lon: place?.lon ?? null }; return site ? call(api.sites.update, { params: { id: site.id }, body }) : call(api.sites.create, { body }); },
    keys: ['sites', 'stock'], said: (saved) => t('sites.saved', { name: named(saved.name, i18n.language) }),
    after: () => { form.rebase(value); if (!site) void navigate({ to: '/settings/$', params: { _splat: 'sites' }, ignoreBlocker: true }); },
  });
  const faults = fieldFaults(save.error);
  const text = (label: string, key: 'key' | 'address' | 'region' | 'phone', hint?: string) => <Field label={label} hint={hint} fault={faults[key]}>{(control) => <Input {...control} maxLength={400} value={value[key]} onChange={(event) => set({ [key]: event.target.value })} />}</Field>;
  const pick = (label: string, key: 'calendarId' | 'agentId' | 'homeId', choices: readonly { id: number; name: string }[], none: string, hint?: string) => <Field label={label} hint={hint} fault={faults[key]}>{(control) => <Select {...control} value={String(value[key] ?? '')} choices={[{ value: '', label: none }, ...choices.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={(id) => set({ [key]: id ? Number(id) : null })} />}</Field>;
  const places = useMemo(() => house.sites.flatMap((one) => (one.lat !== null && one.lon !== null && one.active && one.id !== site?.id ? [{ id: one.id, name: named(one.name, i18n.language), lat: one.lat, lon: one.lon }] : [])), [house.sites, site?.id, i18n.language]);
  const active = house.people.filter((one) => one.status !== 'disabled');
  return (
    <FormPage title={site ? named(site.name, i18n.language) : t('sites.add')} part="sites" fresh={!site} dirty={form.dirty} busy={save.isPending} error={save.error} known={['key', 'name', 'address', 'region', 'phone', 'lat', 'lon', 'calendarId', 'agentId', 'homeId']} onSave={() => save.mutate(undefined)} onReset={() => { form.reset(); save.reset(); }}>
      <Group title={t('sites.what')}>
        <div className="st-two">
          <Field label={t('sites.kind')}>{(control) => <Select {...control} value={value.kind} choices={kinds.map((one) => ({ value: one, label: t(`sites.kinds.${one}`) }))} onChange={(kind) => set({ kind })} />}</Field>
          {text(t('sites.key'), 'key', t('sites.keyHint'))}
          <Field label={t('sites.nameZh')} fault={faults['name.zh']}>{(control) => <Input {...control} maxLength={200} value={value.name.zh} onChange={(event) => set({ name: { ...value.name, zh: event.target.value } })} />}</Field>
          <Field label={t('sites.nameEn')} fault={faults['name.en']}>{(control) => <Input {...control} maxLength={200} value={value.name.en} onChange={(event) => set({ name: { ...value.name, en: event.target.value } })} />}</Field>
        </div>
        <Switch label={t('sites.active')} checked={value.active} onChange={(on) => set({ active: on })} />
      </Group>
      <Group title={t('sites.where')} hint={t('sites.whereHint')}>
        {text(t('sites.address'), 'address')}
        <div className="st-two">{text(t('sites.region'), 'region')}{text(t('sites.phone'), 'phone')}</div>
        <PlaceField value={value.place} places={places} tiles="" pick={false} fault={faults['lat'] ?? faults['lon']} onChange={(place) => set({ place })} />
      </Group>
      <Group title={t('sites.who')}>
        <div className="st-two">
          {pick(t('sites.hours'), 'calendarId', house.calendars, t('sites.noHours'))}
          {pick(t('sites.home'), 'homeId', house.sites.filter((one) => one.id !== site?.id && one.kind !== 'van').map((one) => ({ id: one.id, name: named(one.name, i18n.language) })), t('sites.noHome'), t('sites.homeHint'))}
          {value.kind === 'van' ? pick(t('sites.driver'), 'agentId', active, t('sites.noDriver')) : null}
        </div>
        {value.kind === 'van' ? null : <Chips label={t('sites.staff')} choices={active.map((one) => ({ value: one.id, label: one.name }))} chosen={value.staff} onChange={(staff) => set({ staff })} />}
      </Group>
    </FormPage>
  );
}
