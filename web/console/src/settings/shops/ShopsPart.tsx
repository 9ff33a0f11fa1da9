import { api } from '@aftercare/contract';
import { Chip, EmptyState, Moment, useApi } from '@aftercare/ui';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Code, ShoppingBag, ShoppingCart } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AddKinds } from '../frame/AddKinds.tsx';
import { ListPage, Row } from '../frame/ListPage.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import type { PartProps } from '../parts.ts';
import { ShopForm } from './ShopForm.tsx';

const kinds = ['shopify', 'api'] as const;
export const shopIcons = { shopify: ShoppingBag, api: Code } as const;

/** Where orders come from. */
export function ShopsPart({ id }: PartProps) {
  const { t, i18n } = useTranslation('settings');
  const { call } = useApi();
  const shops = useQuery(queryOptions({ queryKey: ['shops'], queryFn: ({ signal }) => call(api.orders.shops, {}, { signal }), staleTime: 10_000 }));
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Loaded of={[shops]}>
      {({ items }) => {
        const fresh = kinds.find((kind) => id === `new-${kind}`);
        if (fresh) return <ShopForm kind={fresh} shop={null} taken={items.map((one) => one.key)} />;
        if (id !== null) {
          const shop = items.find((one) => one.key === id);
          return shop ? <ShopForm key={shop.key} kind={shop.kind === 'shopify' ? 'shopify' : 'api'} shop={shop} taken={[]} /> : <EmptyState icon={<ShoppingCart size={22} />} title={t('gone')} text={t('goneText')} />;
        }
        return (
          <ListPage title={t('part.shops')} intro={t('shops.intro')}>
            {items.length > 0 ? (
              <ul className="st-rows ac-panel">
                {items.map((shop) => {
                  const Icon = shopIcons[shop.kind === 'shopify' ? 'shopify' : 'api'];
                  return <Row key={shop.key} to={`shops/${shop.key}`} faded={!shop.active} lead={<span className="st-lead" aria-hidden="true"><Icon size={18} /></span>} title={<>{shop.name} <span className="ac-faint">{shop.key}</span></>} sub={<>{t('shops.orders', { count: shop.orders, number: number.format(shop.orders) })}{shop.lastAt ? <> · {t('shops.last')} <Moment at={shop.lastAt} /></> : null}</>} end={shop.failed > 0 ? <Chip tone="late">{t('shops.failed', { count: shop.failed })}</Chip> : shop.active ? null : <Chip>{t('off')}</Chip>} />;
                })}
              </ul>
            ) : null}
            <AddKinds title={t('shops.add')} part="shops" kinds={kinds.map((kind) => ({ key: kind, icon: shopIcons[kind], title: t(`shops.kind.${kind}`), what: t(`shops.what.${kind}`) }))} />
          </ListPage>
        );
      }}
    </Loaded>
  );
}
