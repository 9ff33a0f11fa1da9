import type { Scorecard } from '@aftercare/contract/vendors';
import { useTranslation } from 'react-i18next';
import { money, percent } from './data.ts';

/** How a vendor did in the last 90 days: five numbers. */
export function Score({ score }: { readonly score: Scorecard }) {
  const { t, i18n } = useTranslation('vendors');
  const mark = score.satisfaction === null ? '–' : new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(score.satisfaction);
  const items: readonly (readonly [string, string, string])[] = [
    ['acceptance', percent(score.acceptance, i18n.language), t('score.of', { count: score.offers })], ['onTime', percent(score.onTime, i18n.language), score.late > 0 ? t('score.late', { count: score.late }) : t('score.noneLate')],
    ['reopened', percent(score.reopened, i18n.language), t('score.redone', { share: percent(score.redone, i18n.language) })], ['satisfaction', mark === '–' ? mark : `${mark} / 5`, score.disputes > 0 ? t('score.disputes', { count: score.disputes }) : t('score.noDisputes')],
    ['cost', money(score.costMinor, score.currency, i18n.language), t('score.jobs', { count: score.jobs })],
  ];
  return <dl className="vn-score">{items.map(([key, value, more]) => <div key={key}><dt>{t(`score.${key}`)}</dt><dd className="vn-score__value">{value}</dd><dd className="ac-faint ac-small">{more}</dd></div>)}</dl>;
}
