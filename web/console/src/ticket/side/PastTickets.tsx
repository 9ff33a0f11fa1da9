import { Loading, Moment, Section, Skeleton } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay, useQueries } from '../../data/useQueries.ts';
import { MiniTicket } from './MiniTicket.tsx';

const shown = 5;

/** What else this customer has asked. */
export function PastTickets({ customerId, except }: { readonly customerId: number; readonly except: number }) {
  const { t } = useTranslation();
  const may = useMay();
  const page = useQuery({ ...useQueries().customer(customerId), enabled: may('customers.read') });
  if (!may('customers.read')) return null;
  const others = (page.data?.tickets ?? []).filter((ticket) => ticket.id !== except);
  return (
    <Section title={t('side.past')} action={page.data && page.data.total > shown + 1 ? <Link className="ac-small" to="/customers/$customerId" params={{ customerId: String(customerId) }}>{t('side.all', { count: page.data.total })}</Link> : null}>
      {page.isPending ? <Loading className="ac-stack-tight">{[85, 70, 78].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading> : null}
      {page.isError ? <p className="ac-faint">{t('side.pastFault')}</p> : null}
      {page.isSuccess && others.length === 0 ? <p className="ac-faint">{t('side.first')}</p> : null}
      <div className="cs-mini">{others.slice(0, shown).map((ticket) => <MiniTicket key={ticket.id} id={ticket.id} subject={ticket.subject} status={ticket.status} end={<Moment at={ticket.openedAt} as="compact" />} />)}</div>
    </Section>
  );
}
