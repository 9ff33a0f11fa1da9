import { Button, Chip, Section, named, calendarDay } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../data/useQueries.ts';
import { type Order, useProductQueries } from './data.ts';
import { money } from './money.ts';
import { RegisterDialog } from './RegisterDialog.tsx';
import { UnitTable } from './UnitsPage.tsx';
import { loadProductWords } from './words.ts';
import './products.css';

await loadProductWords();

/** What a customer has and what they ordered. */
export function CustomerThings({ customerId }: { readonly customerId: number }) {
  const { t } = useTranslation('products');
  const may = useMay();
  const from = useProductQueries();
  const [registering, setRegistering] = useState(false);
  const units = useQuery({ ...from.unitsOf(customerId), enabled: may('products.read') });
  const orders = useQuery({ ...from.ordersOf(customerId), enabled: may('orders.read') });
  return (
    <>
      {units.isSuccess ? (
        <Section title={t('customer.units', { count: units.data.items.length })} action={may('products.write') ? <Button kind="link" size="small" icon={<Plus size={14} />} onClick={() => setRegistering(true)}>{t('units.register')}</Button> : null}>
          {units.data.items.length === 0 ? <p className="ac-faint">{t('customer.noUnits')}</p> : <UnitTable units={units.data.items} />}
        </Section>
      ) : null}
      {orders.isSuccess && orders.data.items.length > 0 ? <Section title={t('customer.orders', { count: orders.data.items.length })}><OrderTable orders={orders.data.items} /></Section> : null}
      {registering ? <RegisterDialog open customerId={customerId} onClose={() => setRegistering(false)} /> : null}
    </>
  );
}

function OrderTable({ orders }: { readonly orders: readonly Order[] }) {
  const { t, i18n } = useTranslation('products');
  return (
    <table className="cs-table">
      <thead><tr><th>{t('orders.number')}</th><th>{t('orders.goods')}</th><th className="cs-wide">{t('orders.shop')}</th><th className="cs-wide">{t('orders.parcel')}</th><th className="cs-wide">{t('orders.invoice')}</th><th>{t('orders.total')}</th><th>{t('field.status')}</th></tr></thead>
      <tbody>
        {orders.map((o) => (
          <tr key={o.id}>
            <td><Link to="/products/orders/$orderId" params={{ orderId: String(o.id) }}>{o.number}</Link><br /><span className="ac-faint ac-small">{calendarDay(o.orderedAt, i18n.language)}</span></td>
            <td>{o.lines.map((l) => <span key={l.id} className="pd-line">{l.title}{l.quantity > 1 ? ` × ${l.quantity}` : ''}{l.units.map((u) => <Link key={u.id} className="pd-serial" to="/products/units/$unitId" params={{ unitId: String(u.id) }} title={named(u.modelName, i18n.language)}>{u.serial}</Link>)}</span>)}</td>
            <td className="cs-wide ac-soft">{o.shop.name}</td>
            <td className="cs-wide ac-soft">{[o.carrier, o.tracking].filter(Boolean).join(' ') || '–'}</td>
            <td className="cs-wide ac-soft">{o.invoices.map((i) => (i.url ? <a key={i.number} href={i.url}>{i.number}</a> : <span key={i.number}>{i.number}</span>))}{o.invoices.length === 0 ? '–' : null}</td>
            <td className="pd-num">{money(o.totalMinor, o.currency, i18n.language)}</td>
            <td><Chip tone={o.status === 'delivered' ? 'done' : o.status === 'cancelled' || o.status === 'refunded' ? 'late' : 'plain'}>{t(`order.${o.status}`)}</Chip></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
