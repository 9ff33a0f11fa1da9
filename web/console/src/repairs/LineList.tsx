import { useTranslation } from 'react-i18next';
import type { Repair, WorkLine } from './data.ts';
import { formatMoney } from './money.ts';

/** What is done and fitted, with what it would cost. */
export function LineList({ repair }: { readonly repair: Repair }) {
  const { t, i18n } = useTranslation('repairs');
  if (repair.lines.length === 0) return null;
  const price = (line: WorkLine) => (line.kind === 'labour' ? Math.round((line.unitMinor * line.minutes) / 60) : Math.round(line.unitMinor * line.quantity));
  const free = repair.owed?.covered === true && (repair.diagnosis?.damage ?? 'none') === 'none';
  return (
    <ul className="rp-lines">
      {repair.lines.map((line) => (
        <li key={line.id} data-state={line.state}>
          <span className="ac-clip">{line.description}</span>
          <span className="ac-faint">{line.kind === 'labour' ? t('plan.minutesOf', { count: line.minutes }) : `× ${line.quantity}`}</span>
          <span className="rp-line-state">{line.kind === 'part' ? t(`line.${line.state}`) : ''}</span>
          <span className="rp-price" data-free={free}>{formatMoney(price(line), repair.currency, i18n.language)}</span>
        </li>
      ))}
      <li className="rp-lines__sum"><span>{t(free ? 'plan.byWarranty' : 'plan.sum')}</span><span /><span /><span className="rp-price" data-free={free}>{formatMoney(repair.netMinor, repair.currency, i18n.language)}</span></li>
    </ul>
  );
}
