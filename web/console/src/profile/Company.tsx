import { api } from '@aftercare/contract';
import type { Member } from '@aftercare/contract/customers';
import { Button, Moment, Section, StatusMark, TierMark, useApi } from '@aftercare/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { phoneWords } from '../customer/phone.ts';
import { useMay } from '../data/useQueries.ts';

/** A company with its people, its subsidiaries and what all of them asked. */
export function Company({ customerId }: { readonly customerId: number }) {
  const { t } = useTranslation('profile');
  return (
    <>
      <Members customerId={customerId} kind="person" title={t('company.people')} none={t('company.noPeople')} />
      <Members customerId={customerId} kind="company" title={t('company.subsidiaries')} none="" />
      <Tickets customerId={customerId} />
    </>
  );
}

function Members({ customerId, kind, title, none }: { readonly customerId: number; readonly kind: Member['kind']; readonly title: string; readonly none: string }) {
  const { t, i18n } = useTranslation('profile');
  const { call } = useApi();
  const found = useInfiniteQuery({ queryKey: ['customer', customerId, 'members', kind], initialPageParam: '', staleTime: 30_000, queryFn: ({ pageParam, signal }) => call(api.customers.members, { params: { id: customerId }, query: { kind, limit: 20, ...(pageParam ? { after: pageParam } : {}) } }, { signal }), getNextPageParam: (last) => last.next });
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  const [first] = found.data?.pages ?? [];
  const number = new Intl.NumberFormat(i18n.language);
  if (!found.isSuccess || (items.length === 0 && none === '')) return null;
  return (
    <Section title={title}>
      {kind === 'person' && first && first.above.length > 0 ? <p className="ac-soft ac-small">{t('company.above')} {first.above.toReversed().map((c, i) => <span key={c.id}>{i > 0 ? ' › ' : ''}<Link translate="no" to="/customers/$customerId" params={{ customerId: String(c.id) }}>{c.name}</Link></span>)}</p> : null}
      {items.length === 0 ? <p className="ac-faint">{none}</p> : (
        <table className="pf-table">
          <thead><tr><th scope="col">{t('company.name')}</th>{kind === 'person' ? <><th scope="col">{t('company.role')}</th><th scope="col" className="pf-wide">{t('company.reach')}</th></> : <th scope="col">{t('company.size')}</th>}<th scope="col">{t('company.open')}</th></tr></thead>
          <tbody>
            {items.map((m) => (
              <tr key={m.id}>
                <td><span className="ac-row"><Link translate="no" to="/customers/$customerId" params={{ customerId: String(m.id) }}>{m.name}</Link><TierMark tier={m.tier} /></span></td>
                {kind === 'person' ? <><td translate="no">{m.role || '–'}</td><td className="pf-wide ac-soft" translate="no">{[m.phone ? phoneWords(m.phone) : '', m.email].filter(Boolean).join(' · ') || '–'}</td></> : <td>{m.people >= 1000 ? t('company.manyPeople') : number.format(m.people)}</td>}
                <td>{m.open >= 100 ? '100+' : number.format(m.open)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.hasNextPage ? <Button kind="quiet" size="small" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t('more')}</Button> : null}
    </Section>
  );
}

function Tickets({ customerId }: { readonly customerId: number }) {
  const { t } = useTranslation('profile');
  const { call } = useApi();
  const may = useMay();
  const found = useInfiniteQuery({ queryKey: ['customer', customerId, 'company-tickets'], enabled: may('tickets.read'), initialPageParam: '', staleTime: 15_000, queryFn: ({ pageParam, signal }) => call(api.desk.companyTickets, { params: { id: customerId }, query: { limit: 20, ...(pageParam ? { after: pageParam } : {}) } }, { signal }), getNextPageParam: (last) => last.next });
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  if (!found.isSuccess) return null;
  return (
    <Section title={t('company.tickets')}>
      {items.length === 0 ? <p className="ac-faint">{t('company.noTickets')}</p> : (
        <table className="pf-table">
          <thead><tr><th scope="col">{t('company.state')}</th><th scope="col">{t('company.subject')}</th><th scope="col">{t('company.who')}</th><th scope="col" className="pf-wide">{t('company.opened')}</th></tr></thead>
          <tbody>{items.map((one) => <tr key={one.id}><td><StatusMark status={one.status} /></td><td translate="no"><Link to="/tickets/$ticketId" params={{ ticketId: String(one.id) }}>{one.subject}</Link></td><td translate="no">{one.customerName}</td><td className="pf-wide"><Moment at={one.openedAt} as="compact" className="ac-soft" /></td></tr>)}</tbody>
        </table>
      )}
      {found.hasNextPage ? <Button kind="quiet" size="small" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t('more')}</Button> : null}
    </Section>
  );
}
