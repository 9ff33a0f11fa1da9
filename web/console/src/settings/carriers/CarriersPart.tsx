import { api } from '@aftercare/contract';
import { Chip, EmptyState, named, useApi } from '@aftercare/ui';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Footprints, Truck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AddKinds } from '../frame/AddKinds.tsx';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import type { PartProps } from '../parts.ts';
import { CarrierForm } from './CarrierForm.tsx';

const kinds = ['parcel', 'own'] as const;
const icons = { parcel: Truck, own: Footprints } as const;

/** Who brings parcels. */
export function CarriersPart({ id }: PartProps) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const carriers = useQuery(queryOptions({ queryKey: ['carriers'], queryFn: ({ signal }) => call(api.shipments.carriers, {}, { signal }), staleTime: 10_000 }));
  return (
    <Loaded of={[carriers]}>
      {({ items }) => {
        const fresh = kinds.find((kind) => id === `new-${kind}`);
        if (fresh) return <CarrierForm kind={fresh} carrier={null} />;
        if (id !== null) {
          const carrier = items.find((one) => String(one.id) === id);
          return carrier ? <CarrierForm key={carrier.id} kind={carrier.kind === 'own' ? 'own' : 'parcel'} carrier={carrier} /> : <EmptyState icon={<Truck size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        return (
          <ListPage title={t('part.carriers')} intro={t('carriers.intro')}>
            {items.length > 0 ? <ul className="st-rows ac-panel">{items.map((one) => { const Icon = icons[one.kind === 'own' ? 'own' : 'parcel']; return <Row key={one.id} to={`carriers/${one.id}`} faded={!one.enabled} lead={<span className="st-lead" aria-hidden="true"><Icon size={18} /></span>} title={<>{named(one.name, i18n.language)} <span className="ac-faint">{one.key}</span></>} sub={t(`carriers.kind.${one.kind === 'own' ? 'own' : 'parcel'}`)} end={one.enabled ? null : <Chip>{t('off')}</Chip>} />; })}</ul> : null}
            <AddKinds title={t('carriers.add')} part="carriers" kinds={kinds.map((kind) => ({ key: kind, icon: icons[kind], title: t(`carriers.kind.${kind}`), what: t(`carriers.what.${kind}`) }))} />
          </ListPage>
        );
      }}
    </Loaded>
  );
}
