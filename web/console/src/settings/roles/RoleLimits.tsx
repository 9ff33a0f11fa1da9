import { Chip, Field, Select, TagInput, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { Role } from '@aftercare/contract/org';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../data/useQueries.ts';
import { Group } from '../frame/FormPage.tsx';

type Limits = Role['limits'];
interface Choice { readonly id: number; readonly name: string }

/** Of the tickets above only those in certain regions, of certain brands, at certain sites, with certain vendors. */
export function RoleLimits({ limits, onChange }: { readonly limits: Limits; readonly onChange: (limits: Limits) => void }) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const may = useMay();
  const brands = useQuery({ queryKey: ['brands'], queryFn: ({ signal }) => call(api.products.brands, {}, { signal }), enabled: may('products.read'), staleTime: 60_000 });
  const sites = useQuery({ queryKey: ['sites'], queryFn: ({ signal }) => call(api.sites.list, { query: {} }, { signal }), enabled: may('sites.read'), staleTime: 60_000 });
  const vendors = useQuery({ queryKey: ['vendors'], queryFn: ({ signal }) => call(api.vendors.list, {}, { signal }), enabled: may('vendors.read'), staleTime: 60_000 });
  const known = [...new Set((sites.data?.items ?? []).map((one) => one.region).filter(Boolean))];
  const lists = { brands: (brands.data?.items ?? []).map((one) => ({ id: one.id, name: named(one.name, i18n.language) })), sites: (sites.data?.items ?? []).map((one) => ({ id: one.id, name: named(one.name, i18n.language) })), vendors: (vendors.data?.items ?? []).map((one) => ({ id: one.id, name: one.name })) };
  return (
    <Group title={t('roles.limits')} hint={t('roles.limitsText')}>
      <Field label={t('roles.limit.regions')} hint={known.length > 0 ? t('roles.knownRegions', { list: known.slice(0, 8).join('、') }) : t('roles.regionsHint')}>{(control) => <TagInput control={control} label={t('roles.limit.regions')} tags={limits.regions} onChange={(regions) => onChange({ ...limits, regions: [...regions] })} placeholder={t('roles.everyRegion')} />}</Field>
      <div className="st-two">
        {(['brands', 'sites', 'vendors'] as const).map((what) => <Several key={what} label={t(`roles.limit.${what}`)} none={t(`roles.every.${what}`)} choices={lists[what]} chosen={limits[what]} onChange={(ids) => onChange({ ...limits, [what]: ids })} />)}
      </div>
    </Group>
  );
}

function Several({ label, none, choices, chosen, onChange }: { readonly label: string; readonly none: string; readonly choices: readonly Choice[]; readonly chosen: readonly number[]; readonly onChange: (ids: number[]) => void }) {
  const { t } = useTranslation('settings');
  const left = choices.filter((one) => !chosen.includes(one.id));
  return (
    <div className="ac-stack-tight">
      <Field label={label}>{(control) => <Select {...control} value="" disabled={left.length === 0} choices={[{ value: '', label: chosen.length === 0 ? none : t('roles.addOne') }, ...left.map((one) => ({ value: String(one.id), label: one.name }))]} onChange={(id) => { if (id) onChange([...chosen, Number(id)]); }} />}</Field>
      {chosen.length > 0 ? <div className="st-chips">{chosen.map((id) => { const name = choices.find((one) => one.id === id)?.name ?? `#${id}`; return <Chip key={id}>{name}<button type="button" className="ac-tag__x" aria-label={t('removeWhat', { what: name })} onClick={() => onChange(chosen.filter((one) => one !== id))}><X size={12} aria-hidden="true" /></button></Chip>; })}</div> : null}
    </div>
  );
}
