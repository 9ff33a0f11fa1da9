import { Chip, EmptyState, Picker, Button, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import type { CountryItem } from '@aftercare/contract/countries';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Globe, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import type { PartProps } from '../parts.ts';
import { CountryForm } from './CountryForm.tsx';
import { clock, codes, nameOf } from './names.ts';

/** What holds in each country while a customer has said nothing: recording, surveys, offers, hours of rest. */
export function CountriesPart({ id }: PartProps) {
  const { t, i18n } = useTranslation(['settings', 'ui']);
  const { call } = useApi();
  const list = useQuery({ queryKey: ['country-rules'], queryFn: ({ signal }) => call(api.countries.list, {}, { signal }), staleTime: 30_000 });
  const name = (country: string) => (country === '*' ? t('countries.others') : nameOf(country, i18n.language));
  const words = (one: CountryItem) => [
    one.recording === null ? t('countries.recordAsNumber') : t(`countries.record.${one.recording}`),
    t(one.survey ? 'countries.surveyFree' : 'countries.surveyAsked'),
    one.marketing.length > 0 ? t('countries.offersFree', { channels: one.marketing.map((kind) => t(`ui:channel.${kind}`)).join(t('countries.join')) }) : t('countries.offersAsked'),
    one.quietFrom !== null && one.quietTo !== null ? t('countries.quietIs', { from: clock(one.quietFrom), to: clock(one.quietTo) }) : '',
  ].filter(Boolean).join(' · ');
  return (
    <Loaded of={[list]}>
      {({ items }) => {
        if (id !== null) {
          const others = items.find((one) => one.country === '*');
          const item = items.find((one) => one.country === id) ?? (/^[A-Z]{2}$/.test(id) && others ? { ...others, country: id, changed: null, shipped: false } : null);
          return item ? <CountryForm key={item.country} item={item} name={name(item.country)} /> : <EmptyState icon={<Globe size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        const sorted = items.toSorted((a, b) => (a.country === '*' ? 1 : b.country === '*' ? -1 : name(a.country).localeCompare(name(b.country), i18n.language)));
        return (
          <ListPage title={t('part.countries')} intro={t('countries.intro')} actions={<AddCountry taken={items.map((one) => one.country)} />}>
            <ul className="st-rows ac-panel">
              {sorted.map((one) => <Row key={one.country} to={`countries/${one.country}`} title={name(one.country)} sub={words(one)} full end={one.changed ? <Chip>{t('countries.changed')}</Chip> : null} />)}
            </ul>
          </ListPage>
        );
      }}
    </Loaded>
  );
}

function AddCountry({ taken }: { readonly taken: readonly string[] }) {
  const { t, i18n } = useTranslation('settings');
  const navigate = useNavigate();
  const options = useMemo(() => codes.filter((code) => !taken.includes(code)).map((code) => ({ value: code, label: nameOf(code, i18n.language), hint: code })).toSorted((a, b) => a.label.localeCompare(b.label, i18n.language)), [taken, i18n.language]);
  return (
    <Picker
      label={t('countries.add')} options={options} selected={() => false} onPick={(country) => void navigate({ to: '/settings/$', params: { _splat: `countries/${country}` } })}
      trigger={(props) => <Button {...props} kind="primary" icon={<Plus size={16} aria-hidden="true" />}>{t('countries.add')}</Button>}
    />
  );
}
