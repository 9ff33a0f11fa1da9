import { formatMoney } from '@aftercare/contract/money';
import type { StepCost } from '@aftercare/contract/portal';
import { buttonClass } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { Banknote } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** What a step costs, and the way to say yes or to see it line by line. */
export function Cost({ cost }: { readonly cost: StepCost }) {
  const { t, i18n } = useTranslation();
  const words = t(`cost.${cost.state}`, { amount: formatMoney(cost.amountMinor, cost.currency, i18n.language) });
  const search = { t: new URL(cost.page).searchParams.get('t') ?? '' };
  return (
    <div className="p-cost" data-state={cost.state}>
      <p className="p-cost__words"><Banknote size={18} aria-hidden="true" />{words}</p>
      {cost.state === 'asked' ? <div><Link to="/quote" search={search} className={buttonClass('primary')}>{t('cost.answer')}</Link></div> : <Link to="/quote" search={search}>{t(cost.state === 'billed' ? 'cost.pay' : 'cost.see')}</Link>}
    </div>
  );
}
