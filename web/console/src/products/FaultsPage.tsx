import { EmptyState, ErrorState, Loading, Select, Skeleton, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { ChartColumn } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FaultRates, useProductQueries } from './data.ts';
import { ProductsFrame } from './ProductsFrame.tsx';
import { RateChart } from './RateChart.tsx';

const ways = ['model', 'batch', 'part', 'fault', 'age'] as const;

/** What the field tells product design: which model, batch, part and age fails how often. */
export function FaultsPage() {
  const { t, i18n } = useTranslation('products');
  const from = useProductQueries();
  const [by, setBy] = useState<FaultRates['by']>('model');
  const [model, setModel] = useState('');
  const models = useQuery(from.models(''));
  const rates = useQuery(from.rates(by, model ? Number(model) : null));
  const told = (rates.data?.items ?? []).filter((i) => by === 'age' || i.units >= (by === 'batch' ? 5 : 1));
  const items = by === 'age' ? told.filter((i) => i.units >= 40) : told.filter((i) => i.faults > 0).toSorted((a, b) => b.rate - a.rate).slice(0, 40);
  const worst = items[0];
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (
    <ProductsFrame intro={t('rates.intro')}>
      <div className="pd-choices">
        <Select aria-label={t('rates.by')} value={by} choices={ways.map((value) => ({ value, label: t(`rates.ways.${value}`) }))} onChange={setBy} />
        <Select aria-label={t('field.model')} value={model} choices={[{ value: '', label: t('rates.all') }, ...(models.data?.items ?? []).map((m) => ({ value: String(m.id), label: `${m.key} · ${named(m.name, i18n.language)}` }))]} onChange={setModel} />
      </div>
      {rates.isPending ? <Loading className="ac-stack">{[90, 70, 55, 40].map((width) => <Skeleton key={width} width={`${width}%`} height="1.5rem" />)}</Loading> : null}
      {rates.isError ? <ErrorState error={rates.error} retry={() => void rates.refetch()} /> : null}
      {rates.isSuccess && items.length === 0 ? <EmptyState icon={<ChartColumn size={22} />} title={t('rates.none')} text={t('rates.noneText')} /> : null}
      {items.length > 0 && worst && by !== 'age' ? <p className="pd-finding">{t('rates.finding', { what: named(worst.label, i18n.language), rate: number.format(worst.rate) })}</p> : null}
      {items.length > 0 ? <RateChart items={items} ages={by === 'age'} /> : null}
    </ProductsFrame>
  );
}
