import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay, useQueries } from '../data/useQueries.ts';
import { MiniTicket } from '../ticket/side/MiniTicket.tsx';
import '../ticket/side/side.css';

const shown = 3;

/** Who rings, before one answers: how much is open, how content they were, what they asked last. */
export function CallerFacts({ customerId, except }: { readonly customerId: number; readonly except: number | null }) {
  const { t, i18n } = useTranslation('telephone');
  const allowed = useMay()('customers.read');
  const page = useQuery({ ...useQueries().customer(customerId), enabled: allowed });
  if (!page.data) return null;
  const { open, total, satisfaction, customer, tickets } = page.data;
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const others = tickets.filter((one) => one.id !== except).slice(0, shown);
  return (
    <div className="tp-caller">
      <div className="ac-small">{[t('caller.open', { count: open }), t('caller.total', { count: total }), ...(satisfaction === null ? [] : [t('caller.rated', { stars: number.format(satisfaction) })])].join(' · ')}</div>
      {customer.note ? <p className="ac-small tp-note">{customer.note}</p> : null}
      {others.length > 0 ? <div className="cs-mini">{others.map((one) => <MiniTicket key={one.id} id={one.id} subject={one.subject} status={one.status} />)}</div> : null}
    </div>
  );
}
