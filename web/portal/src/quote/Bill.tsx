import type { PublicQuote } from '@aftercare/contract/charges';
import { formatMoney } from '@aftercare/contract/money';
import { useTranslation } from 'react-i18next';

/** Lines and sums, as on the paper. */
export function Bill({ quote }: { readonly quote: PublicQuote }) {
  const { t, i18n } = useTranslation();
  const money = (minor: number) => formatMoney(minor, quote.currency, i18n.language);
  return (
    <section className="p-bill" aria-label={t('quote.lines')}>
      <ul className="p-bill__lines">
        {quote.lines.map((line, i) => (
          <li key={i}>
            <span className="p-bill__what"><span>{line.description}</span>{line.quantity === 1 ? null : <span className="ac-faint ac-small">{line.quantity} × {money(line.unitMinor)}</span>}</span>
            <span className="p-bill__amount">{money(line.netMinor)}</span>
          </li>
        ))}
      </ul>
      <dl className="p-bill__sums">
        <div><dt>{t('quote.net')}</dt><dd>{money(quote.netMinor)}</dd></div>
        {quote.taxes.filter((tax) => tax.rate > 0).map((tax) => <div key={tax.rate}><dt>{t('quote.tax', { rate: tax.rate / 100 })}</dt><dd>{money(tax.taxMinor)}</dd></div>)}
        <div className="p-bill__total"><dt>{t('quote.total')}</dt><dd>{money(quote.grossMinor)}</dd></div>
      </dl>
    </section>
  );
}
