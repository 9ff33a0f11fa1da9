import { api } from '@aftercare/contract';
import { Chip, EmptyState, Moment, useApi } from '@aftercare/ui';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Code, Plus, ShoppingBag, ShoppingCart } from 'lucide-react';
import { useTranslation } from 'react-i18next';
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
            <section className="ac-stack-tight">
              <h2 className="st-sub">{t('shops.add')}</h2>
              <ul className="st-doors">
                {kinds.map((kind) => {
                  const Icon = shopIcons[kind];
                  return (
                    <li key={kind}>
                      <Link className="st-door ac-panel" to="/settings/$" params={{ _splat: `shops/new-${kind}` }}>
                        <span className="st-lead"><Icon size={20} aria-hidden="true" /></span>
                        <span className="st-row__words"><span className="st-row__title">{t(`shops.kind.${kind}`)}</span><span className="st-row__sub st-row__sub--full">{t(`shops.what.${kind}`)}</span></span>
                        <Plus size={16} aria-hidden="true" className="st-row__go" />
                      </Link>
                    </li>
                  );
                })}
              </ul>
            </section>
          </ListPage>
        );
      }}
    </Loaded>
  );
}
