import { named } from '@aftercare/ui';
import { useTranslation } from 'react-i18next';
import type { FaultRates } from './data.ts';

/** Faults per hundred units as bars from zero, each with its own words. */
export function RateChart({ items, ages }: { readonly items: FaultRates['items']; readonly ages?: boolean }) {
  const { t, i18n } = useTranslation('products');
  const top = Math.max(...items.map((i) => i.rate), 0.01);
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  if (ages) {
    const worst = items.reduce((a, b) => (b.rate > a.rate ? b : a), items[0] as FaultRates['items'][number]);
    return (
      <figure className="pd-ages">
        <figcaption className="ac-soft">{t('rates.worstAge', { month: Number(worst.key) + 1, rate: number.format(worst.rate) })}</figcaption>
        <div className="pd-ages__bars" role="img" aria-label={items.map((i) => `${t('rates.month', { month: Number(i.key) + 1 })}: ${number.format(i.rate)}%`).join(', ')}>
          {items.map((i) => <span key={i.key} className="pd-ages__bar" data-worst={i === worst} style={{ blockSize: `${Math.max((i.rate / top) * 100, 1)}%` }} title={`${t('rates.month', { month: Number(i.key) + 1 })} · ${number.format(i.rate)}% · ${i.faults}/${i.units}`} />)}
        </div>
        <div className="pd-ages__foot ac-faint ac-small"><span>{t('rates.month', { month: 1 })}</span><span>{t('rates.month', { month: items.length })}</span></div>
      </figure>
    );
  }
  return (
    <table className="cs-table pd-rates">
      <thead><tr><th>{t('rates.what')}</th><th>{t('rates.rate')}</th><th className="cs-wide pd-num">{t('rates.faults')}</th><th className="cs-wide pd-num">{t('field.units')}</th><th className="cs-wide pd-num">{t('rates.covered')}</th><th className="cs-wide pd-num">{t('rates.minutes')}</th></tr></thead>
      <tbody>
        {items.map((i) => (
          <tr key={`${i.modelId} ${i.key}`}>
            <td>{named(i.label, i18n.language)}{i.label.en !== i.key && i.modelId && !i.label.en.includes(i.key) ? <span className="ac-faint"> {i.key}</span> : null}</td>
            <td className="pd-rates__cell"><span className="pd-rates__bar" style={{ inlineSize: `${(i.rate / top) * 60}%` }} /><strong>{number.format(i.rate)}%</strong></td>
            <td className="cs-wide pd-num">{i.faults}</td><td className="cs-wide pd-num">{i.units}</td><td className="cs-wide pd-num">{i.faults > 0 ? `${Math.round((i.covered / i.faults) * 100)}%` : '–'}</td><td className="cs-wide pd-num">{i.minutes === null ? '–' : Math.round(i.minutes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
