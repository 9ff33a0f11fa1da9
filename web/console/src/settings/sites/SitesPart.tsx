import { Chip, EmptyState, named, useApi } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Factory, Store, Truck, Warehouse, Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { useSettingsQueries } from '../data.ts';
import type { PartProps } from '../parts.ts';
import { SiteForm } from './SiteForm.tsx';

const icons = { shop: Store, centre: Wrench, depot: Factory, warehouse: Warehouse, van: Truck } as const;

/** Shops, service centres, warehouses and vans. */
export function SitesPart({ id }: PartProps) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const from = useSettingsQueries();
  const sites = useQuery(queryOptions({ queryKey: ['sites', 'all'], queryFn: ({ signal }) => call(api.sites.list, { query: {} }, { signal }), staleTime: 10_000 }));
  const of = [sites, useQuery(from.agents()), useQuery(from.calendars())] as const;
  return (
    <Loaded of={of}>
      {({ items }, { items: people }, { items: calendars }) => {
        const house = { sites: items, people, calendars };
        if (id === 'new') return <SiteForm site={null} house={house} />;
        if (id !== null) {
          const site = items.find((one) => String(one.id) === id);
          return site ? <SiteForm key={site.id} site={site} house={house} /> : <EmptyState icon={<Store size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        return (
          <ListPage title={t('part.sites')} intro={t('sites.intro')} add={{ label: t('sites.add'), to: 'sites/new' }}>
            {items.length === 0 ? <EmptyState icon={<Store size={22} />} title={t('sites.empty')} text={t('sites.emptyText')} /> : (
              <ul className="st-rows ac-panel">
                {items.map((site) => {
                  const Icon = icons[site.kind];
                  const driver = people.find((one) => one.id === site.agentId)?.name;
                  return <Row key={site.id} to={`sites/${site.id}`} faded={!site.active} lead={<span className="st-lead" aria-hidden="true"><Icon size={18} /></span>} title={<>{named(site.name, i18n.language)} <span className="ac-faint">{site.key}</span></>} sub={[site.address, driver, site.staff.length > 0 ? t('sites.staffCount', { count: site.staff.length }) : ''].filter(Boolean).join(' · ')} end={site.active ? <span className="ac-faint">{t(`sites.kinds.${site.kind}`)}</span> : <Chip>{t('off')}</Chip>} />;
                })}
              </ul>
            )}
          </ListPage>
        );
      }}
    </Loaded>
  );
}
