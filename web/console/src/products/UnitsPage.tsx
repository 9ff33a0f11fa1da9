import { Button, EmptyState, ErrorState, Input, Loading, Skeleton, calendarDay, named } from '@aftercare/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus, ScanBarcode, Search, Upload } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { type Unit, useProductQueries } from './data.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { ProductsFrame } from './ProductsFrame.tsx';
import { RegisterDialog } from './RegisterDialog.tsx';

/** Each product in a customer's hands, found by its number or its owner. */
export function UnitsPage() {
  const { t } = useTranslation('products');
  const may = useMay();
  const [q, setQ] = useState('');
  const [open, setOpen] = useState<'register' | 'import' | null>(null);
  const list = useInfiniteQuery(useProductQueries().units(useDeferredValue(q.trim())));
  const units = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <ProductsFrame intro={t('units.intro')} actions={may('products.write') ? <><Button icon={<Upload size={16} />} onClick={() => setOpen('import')}>{t('import.units')}</Button><Button kind="primary" icon={<Plus size={16} />} onClick={() => setOpen('register')}>{t('units.register')}</Button></> : null}>
      <Input type="search" autoFocus aria-label={t('units.find')} placeholder={t('units.find')} icon={<Search size={16} aria-hidden="true" />} value={q} onChange={(event) => setQ(event.target.value)} />
      {list.isPending ? <Loading className="ac-stack">{[80, 92, 75, 88, 70].map((width) => <Skeleton key={width} width={`${width}%`} height="2rem" />)}</Loading> : null}
      {list.isError ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isSuccess && units.length === 0 ? <EmptyState icon={<ScanBarcode size={22} />} title={q ? t('units.none', { q }) : t('units.empty')} text={q ? t('units.noneText') : t('units.emptyText')}>{may('products.write') ? <Button kind="primary" onClick={() => setOpen('register')}>{t('units.register')}</Button> : null}</EmptyState> : null}
      {units.length > 0 ? <UnitTable units={units} owner /> : null}
      {list.hasNextPage ? <Button kind="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('more')}</Button> : null}
      <ImportDialog what="units" open={open === 'import'} onClose={() => setOpen(null)} />
      <RegisterDialog open={open === 'register'} onClose={() => setOpen(null)} />
    </ProductsFrame>
  );
}

/** Units as rows. */
export function UnitTable({ units, owner }: { readonly units: readonly Unit[]; readonly owner?: boolean }) {
  const { t, i18n } = useTranslation('products');
  return (
    <table className="cs-table">
      <thead><tr><th>{t('field.serial')}</th><th>{t('field.model')}</th>{owner ? <th className="cs-wide">{t('field.owner')}</th> : null}<th className="cs-wide">{t('field.purchasedOn')}</th><th className="cs-wide">{t('field.seller')}</th><th>{t('field.status')}</th></tr></thead>
      <tbody>
        {units.map((u) => (
          <tr key={u.id}>
            <td><Link className="pd-serial" to="/products/units/$unitId" params={{ unitId: String(u.id) }}>{u.serial}</Link></td>
            <td><strong>{u.model.key}</strong> <span className="ac-soft">{named(u.model.name, i18n.language)}</span></td>
            {owner ? <td className="cs-wide">{u.customerId && u.customerName ? <Link to="/customers/$customerId" params={{ customerId: String(u.customerId) }}>{u.customerName}</Link> : <span className="ac-faint">–</span>}</td> : null}
            <td className="cs-wide">{u.purchasedOn ? calendarDay(u.purchasedOn, i18n.language) : <span className="ac-faint">–</span>}{u.purchasedOn && !u.proven ? <span className="ac-faint ac-small"> {t('unproven')}</span> : null}</td>
            <td className="cs-wide ac-soft">{u.seller || '–'}</td>
            <td className="ac-soft">{t(`status.${u.status}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
