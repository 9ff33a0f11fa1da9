import { Chip, DetailPage, ErrorState, Facts, Loading, Moment, Section, Skeleton, StatusMark, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../../shell/useTitle.ts';
import { countryName } from '../country.ts';
import { useProductQueries } from '../data.ts';
import { money } from '../money.ts';
import { loadProductWords } from '../words.ts';
import { orderTone } from './OrdersPage.tsx';
import '../../customer/customer.css';
import '../products.css';

await loadProductWords();

/** One order: what was bought, which units went out, what was asked about them. */
export function OrderPage() {
  const { t, i18n } = useTranslation('products');
  const { orderId } = useParams({ from: '/shell/products/orders/$orderId' });
  const page = useQuery(useProductQueries().order(Number(orderId)));
  useTitle(page.data?.number);
  if (page.isPending) return <DetailPage title="…" width="wide"><Loading className="ac-stack"><Skeleton width="30%" height="1.5rem" /><Skeleton height="10rem" /></Loading></DetailPage>;
  if (page.isError) return <div className="cs-alone"><ErrorState error={page.error} retry={() => void page.refetch()} /></div>;
  const o = page.data;
  const amount = (minor: number) => money(minor, o.currency, i18n.language);
  return (
    <DetailPage title={t('orders.one', { number: o.number })} width="wide" intro={<Link to="/products/orders" className="pd-back"><ChevronLeft size={14} aria-hidden="true" />{t('part.orders')}</Link>} actions={<Chip tone={orderTone(o.status)}>{t(`order.${o.status}`)}</Chip>}>
      <div className="cs-profile">
        <div className="ac-stack pd-wide-gap">
          <Section title={t('orders.goods')}>
            <table className="cs-table">
              <thead><tr><th>{t('orders.article')}</th><th className="cs-wide">SKU</th><th className="pd-num">{t('orders.quantity')}</th><th className="pd-num cs-wide">{t('field.price')}</th><th>{t('part.units')}</th></tr></thead>
              <tbody>
                {o.lines.map((l) => (
                  <tr key={l.id}>
                    <td>{l.modelId ? <Link to="/products/models/$modelId" params={{ modelId: String(l.modelId) }}>{l.title}</Link> : l.title}{l.returned > 0 ? <> <Chip tone="late">{t('orders.returned', { count: l.returned })}</Chip></> : null}</td>
                    <td className="cs-wide pd-serial ac-soft">{l.sku || '–'}</td>
                    <td className="pd-num">{l.quantity}</td>
                    <td className="pd-num cs-wide">{amount(l.priceMinor)}</td>
                    <td>{l.units.map((u) => <span key={u.id} className="pd-line"><Link className="pd-serial" to="/products/units/$unitId" params={{ unitId: String(u.id) }} title={named(u.modelName, i18n.language)}>{u.serial}</Link><span className="ac-faint ac-small">{t(`status.${u.status}`)}</span></span>)}{l.units.length === 0 ? <span className="ac-faint">{l.modelId ? t('orders.noUnits') : t('orders.unknownSku')}</span> : null}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <Facts items={[[t('orders.shipping'), o.shippingMinor > 0 ? amount(o.shippingMinor) : null], [t('orders.tax'), o.taxMinor > 0 ? amount(o.taxMinor) : null], [t('orders.total'), <strong key="total">{amount(o.totalMinor)}</strong>]]} />
          </Section>
          <Section title={t('orders.tickets', { count: o.tickets.length })}>
            {o.tickets.length === 0 ? <p className="ac-faint">{t('orders.noTickets')}</p> : (
              <ul className="pd-lines">{o.tickets.map((ticket) => <li key={ticket.id}><Link to="/tickets/$ticketId" params={{ ticketId: String(ticket.id) }} className="ac-clip">#{ticket.id} {ticket.subject}</Link><span className="ac-row"><StatusMark status={ticket.status as never} /><span className="ac-faint"><Moment at={ticket.openedAt} /></span></span></li>)}</ul>
            )}
          </Section>
          {o.note ? <Section title={t('field.note')}><p className="pd-wordy">{o.note}</p></Section> : null}
        </div>
        <aside className="ac-panel cs-profile__side">
          <Facts items={[[t('field.owner'), <Link key="c" to="/customers/$customerId" params={{ customerId: String(o.customer.id) }}>{o.customer.name}</Link>], [t('orders.shop'), o.shop.name], [t('orders.ordered'), <Moment key="o" at={o.orderedAt} />], [t('orders.delivered'), o.deliveredAt ? <Moment key="d" at={o.deliveredAt} /> : null], [t('field.country'), countryName(o.country, i18n.language)], [t('orders.address'), o.address], [t('orders.parcel'), [o.carrier, o.tracking].filter(Boolean).join(' ')]]} />
          {o.invoices.length > 0 ? <Section title={t('orders.invoice')}><ul className="pd-lines">{o.invoices.map((i) => <li key={i.number}>{i.url ? <a href={i.url}>{i.number}</a> : <span>{i.number}</span>}<span className="pd-num">{i.totalMinor === null ? '' : amount(i.totalMinor)}</span></li>)}</ul></Section> : null}
        </aside>
      </div>
    </DetailPage>
  );
}
