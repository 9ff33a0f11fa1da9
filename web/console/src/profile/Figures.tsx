import type { CustomerValue } from '@aftercare/contract/customer-page';
import { useTranslation } from 'react-i18next';
import { money } from '../products/money.ts';

/** What a customer brought, the currency they mostly buy in first. */
export function ValueFigure({ value }: { readonly value: readonly CustomerValue[] }) {
  const { t, i18n } = useTranslation('profile');
  const [main, ...others] = value;
  const sum = (v: CustomerValue) => money(v.valueMinor, v.currency, i18n.language);
  return (
    <div className="cs-number">
      <span className="cs-number__value">{main ? sum(main) : '–'}{others.length > 0 ? <span className="ac-soft ac-small"> + {others.map(sum).join(' + ')}</span> : null}</span>
      <span className="ac-faint ac-small">{t('value.name')}{main ? ` · ${[t('value.orders', { count: main.orders, sum: money(main.ordersMinor, main.currency, i18n.language) }), main.invoicedMinor > 0 ? t('value.invoices', { sum: money(main.invoicedMinor, main.currency, i18n.language) }) : '', main.creditMinor > 0 ? t('value.credit', { sum: money(main.creditMinor, main.currency, i18n.language) }) : ''].filter(Boolean).join(' · ')}` : ''}</span>
    </div>
  );
}
