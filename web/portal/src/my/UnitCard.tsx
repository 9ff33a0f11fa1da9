import type { MyUnit } from '@aftercare/contract/portal-home';
import { named } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { ChevronRight, Package } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { WarrantyLine } from './WarrantyLine.tsx';

export function UnitPicture({ unit, large }: { readonly unit: Pick<MyUnit, 'imageUrl'>; readonly large?: boolean }) {
  return <span className="p-picture" data-large={large || undefined} aria-hidden="true">{unit.imageUrl ? <img src={unit.imageUrl} alt="" /> : <Package size={large ? 40 : 26} strokeWidth={1.5} />}</span>;
}

/** One product of mine: what it is, what it is owed, and whether something is under way. */
export function UnitCard({ unit }: { readonly unit: MyUnit }) {
  const { t, i18n } = useTranslation();
  const away = unit.status === 'returned' || unit.status === 'replaced' || unit.status === 'scrapped';
  return (
    <Link to="/u/$id" params={{ id: String(unit.id) }} className="p-choice p-unit">
      <UnitPicture unit={unit} />
      <span className="p-choice__words">
        <strong>{unit.model} {named(unit.name, i18n.language)}</strong>
        <span className="p-unit__serial">{unit.serial}</span>
        {away ? <span className="p-warranty" data-look="over">{t(`unit.status.${unit.status}`)}</span> : <WarrantyLine warranty={unit.warranty} />}
        {unit.ticketId ? <span className="p-unit__busy">{t('unit.underWay')}</span> : null}
      </span>
      <ChevronRight size={18} aria-hidden="true" className="p-choice__go" />
    </Link>
  );
}
