import { Button, EmptyState, ErrorState, Loading, Skeleton, buttonClass } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { Package, ScanBarcode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useUnits } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import { UnitCard } from './UnitCard.tsx';
import '../home/choices.css';
import './my.css';

/** All my products. */
export function Units() {
  const { t } = useTranslation();
  const units = useUnits();
  useTitle(t('my.units'));
  if (units.isError && !units.data) return <ErrorState heading="h1" error={units.error} retry={() => void units.refetch()} />;
  if (!units.data) return <Loading className="p-page p-page--wide"><Skeleton width="40%" height="2rem" /><div className="p-choices">{[1, 2, 3, 4].map((at) => <Skeleton key={at} height="6rem" />)}</div></Loading>;
  const items = units.data.pages.flatMap((page) => page.items);
  return (
    <div className="p-page p-page--wide">
      <div className="p-part__head"><h1 className="p-title">{t('my.units')}</h1><Link to="/register" className={buttonClass('secondary')}><ScanBarcode size={18} aria-hidden="true" />{t('my.add')}</Link></div>
      {items.length === 0 ? <EmptyState icon={<Package size={22} />} title={t('my.noUnits')} text={t('my.noUnitsText')} /> : <ul className="p-choices">{items.map((unit) => <li key={unit.id}><UnitCard unit={unit} /></li>)}</ul>}
      {units.hasNextPage ? <div><Button busy={units.isFetchingNextPage} onClick={() => void units.fetchNextPage()}>{t('my.more')}</Button></div> : null}
    </div>
  );
}
