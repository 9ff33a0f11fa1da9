import { Button, buttonClass, EmptyState, ErrorState, Input, Loading, Skeleton, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Box, Factory, Plus, Search, Upload } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { useProductQueries } from './data.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { ProductsFrame } from './ProductsFrame.tsx';

/** Everything we make, by category. */
export function CataloguePage() {
  const { t, i18n } = useTranslation('products');
  const may = useMay();
  const [q, setQ] = useState('');
  const [importing, setImporting] = useState(false);
  const list = useQuery(useProductQueries().models(useDeferredValue(q.trim())));
  const groups = Map.groupBy(list.data?.items ?? [], (m) => m.category);
  const add = <Link className={buttonClass('primary')} to="/products/models/new"><Plus size={16} aria-hidden="true" />{t('modelEdit.add')}</Link>;
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <ProductsFrame intro={t('catalogue.intro')} actions={may('products.manage') ? <><Link className={buttonClass()} to="/products/brands"><Factory size={16} aria-hidden="true" />{t('brands.title')}</Link><Button icon={<Upload size={16} />} onClick={() => setImporting(true)}>{t('import.models')}</Button>{add}</> : null}>
      <Input type="search" aria-label={t('catalogue.find')} placeholder={t('catalogue.find')} icon={<Search size={16} aria-hidden="true" />} value={q} onChange={(event) => setQ(event.target.value)} />
      {list.isPending ? <Loading className="pd-grid">{[1, 2, 3, 4, 5, 6].map((at) => <Skeleton key={at} height="6rem" />)}</Loading> : null}
      {list.isError ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isSuccess && list.data.items.length === 0 ? <EmptyState icon={<Box size={22} />} title={q ? t('catalogue.none', { q }) : t('catalogue.empty')} text={t('catalogue.emptyText')}>{!q && may('products.manage') ? add : null}</EmptyState> : null}
      {[...groups].map(([category, models]) => (
        <section key={category} className="ac-section">
          <h2 className="ac-section__title">{t(`category.${category}`, { defaultValue: category || t('category.other') })}</h2>
          <ul className="pd-grid">
            {models.map((m) => (
              <li key={m.id}>
                <Link className="pd-model" to="/products/models/$modelId" params={{ modelId: String(m.id) }}>
                  <span className="pd-model__picture" aria-hidden="true">{m.imageUrl ? <img src={m.imageUrl} alt="" loading="lazy" /> : <Box size={22} />}</span>
                  <span className="pd-model__words"><span className="pd-model__key">{m.key}{m.active ? null : <span className="ac-faint ac-small"> {t('modelEdit.off')}</span>}</span><span className="ac-soft ac-clip">{named(m.name, i18n.language)}</span><span className="ac-faint ac-small">{t('catalogue.units', { count: m.units, number: number.format(m.units) })}</span></span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <ImportDialog what="models" open={importing} onClose={() => setImporting(false)} />
    </ProductsFrame>
  );
}
