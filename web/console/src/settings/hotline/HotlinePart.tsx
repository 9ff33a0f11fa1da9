import { Chip, EmptyState, buttonClass, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PhoneCall, SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSettingsQueries } from '../data.ts';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useMay } from '../../data/useQueries.ts';
import type { PartProps } from '../parts.ts';
import { NumberForm } from './NumberForm.tsx';
import { RulesForm } from './RulesForm.tsx';
import type { Place } from './StationFields.tsx';

/** Numbers that customers ring, each with its line and its menu. */
export function HotlinePart({ id }: PartProps) {
  const { t } = useTranslation('settings');
  const { call } = useApi();
  const from = useSettingsQueries();
  const of = [useQuery({ queryKey: ['hotline-numbers'], queryFn: ({ signal }) => call(api.hotline.numbers, {}, { signal }), staleTime: 5000 }), useQuery(from.teams()), useQuery(from.calendars()), useQuery({ queryKey: ['hotline-rules'], queryFn: ({ signal }) => call(api.hotline.rules, {}, { signal }), staleTime: 5000 })] as const;
  const vendors = useQuery({ queryKey: ['vendors', 'telephones'], queryFn: ({ signal }) => call(api.vendors.list, {}, { signal }), staleTime: 60_000, enabled: useMay()('vendors.read') });
  return (
    <Loaded of={of}>
      {({ items }, { items: teams }, { items: calendars }, rules) => {
        if (id === 'rules') return <RulesForm rules={rules} />;
        if (id !== null) {
          const places: Place[] = [...items.filter((one) => String(one.id) !== id).map((one) => ({ kind: 'number' as const, id: one.id, name: `${one.number} ${one.name}` })), ...(vendors.data?.items ?? []).filter((one) => one.phone !== '' && one.state === 'active').map((one) => ({ kind: 'vendor' as const, id: one.id, name: one.name }))];
          const number = items.find((one) => String(one.id) === id);
          return number || id === 'new' ? <NumberForm key={number?.version ?? 0} number={number ?? null} teams={teams} calendars={calendars} places={places} /> : <EmptyState icon={<PhoneCall size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        return (
          <ListPage title={t('part.hotline')} intro={t('hotline.intro')} actions={<Link className={buttonClass()} to="/settings/$" params={{ _splat: 'hotline/rules' }}><SlidersHorizontal size={16} aria-hidden="true" />{t('hotline.rulesTitle')}</Link>} add={{ label: t('hotline.add'), to: 'hotline/new' }}>
            {items.length === 0 ? <EmptyState icon={<PhoneCall size={22} />} title={t('hotline.empty')} text={t('hotline.emptyText')} /> : (
              <ul className="st-rows ac-panel">{items.map((one) => <Row key={one.id} to={`hotline/${one.id}`} title={one.number} sub={`${one.name} · ${t(`hotline.modes.${one.line.mode}`)}`} faded={!one.enabled} end={!one.enabled ? <Chip>{t('off')}</Chip> : one.fault ? <Chip tone="late">{one.fault}</Chip> : one.registered ? <Chip tone="done">{t('hotline.registered')}</Chip> : null} />)}</ul>
            )}
          </ListPage>
        );
      }}
    </Loaded>
  );
}
