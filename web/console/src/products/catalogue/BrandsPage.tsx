import { EmptyState, Button, Chip, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronLeft, Factory, Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../settings/frame/Loaded.tsx';
import { loadSettingsWords } from '../../settings/words.ts';
import { useMay } from '../../data/useQueries.ts';
import { useProductQueries } from '../data.ts';
import { ProductsFrame } from '../ProductsFrame.tsx';
import { BrandForm } from './BrandForm.tsx';
import '../../settings/settings.css';

await loadSettingsWords();

/** Brands, and how the serial numbers of each are made. */
export function BrandsPage() {
  const { t, i18n } = useTranslation('products');
  const may = useMay();
  const brands = useQuery(useProductQueries().brands());
  const [open, setOpen] = useState<string | null>(null);
  const manage = may('products.manage');
  const add = manage ? <Button kind="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setOpen('')}>{t('brands.add')}</Button> : null;
  return (
    <ProductsFrame intro={t('brands.intro')} actions={add}>
      <div><Link to="/products" className="pd-back"><ChevronLeft size={14} aria-hidden="true" />{t('part.catalogue')}</Link></div>
      <Loaded of={[brands]}>
        {({ items }) => (
          <>
            {items.length === 0 ? <EmptyState icon={<Factory size={22} />} title={t('brands.empty')} text={t('brands.emptyText')}>{add}</EmptyState> : (
              <ul className="pd-brands">
                {items.map((b) => (
                  <li key={b.id} className="pd-brand ac-panel">
                    <div className="ac-spread"><h2 className="ac-section__title">{named(b.name, i18n.language)} <span className="ac-faint">{b.key}</span> {b.active ? null : <Chip>{t('brands.off')}</Chip>}</h2>{manage ? <Button size="small" kind="quiet" icon={<Pencil size={14} aria-hidden="true" />} aria-label={t('brands.editWhat', { name: named(b.name, i18n.language) })} onClick={() => setOpen(b.key)}>{t('brands.edit')}</Button> : null}</div>
                    {b.serialRules.length === 0 ? <p className="ac-faint">{t('brands.anything')}</p> : b.serialRules.map((r) => <p key={`${r.pattern} ${r.check}`} className="pd-brand__rule"><code className="pd-code">{r.pattern}</code><span className="ac-soft">{t(`brands.check.${r.check}`)}</span>{r.note ? <span className="ac-faint">{r.note}</span> : null}</p>)}
                  </li>
                ))}
              </ul>
            )}
            {open === null ? null : <BrandForm brand={items.find((b) => b.key === open) ?? null} onClose={() => setOpen(null)} />}
          </>
        )}
      </Loaded>
    </ProductsFrame>
  );
}
