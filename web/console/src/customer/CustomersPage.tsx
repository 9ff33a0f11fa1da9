import { Avatar, Button, DetailPage, EmptyState, ErrorState, Input, Loading, Skeleton, Tag, TierMark, buttonClass } from '@aftercare/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Contact, Search, Users } from 'lucide-react';
import { Suspense, lazy, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useQueries } from '../data/useQueries.ts';
import { useTitle } from '../shell/useTitle.ts';
import { phoneWords } from './phone.ts';
import './customer.css';

const AddCustomer = lazy(async () => ({ default: (await import('../profile/index.ts')).AddCustomer }));
const Show = lazy(async () => ({ default: (await import('../profile/index.ts')).Show }));

/** Everyone we serve, found by name, mail or phone. */
export function CustomersPage() {
  const { t } = useTranslation();
  const { q = '', kind, segment } = useSearch({ from: '/shell/customers' });
  const navigate = useNavigate();
  const [words, setWords] = useState(q);
  const list = useInfiniteQuery(useQueries().customers(q, { kind, segment }));
  const may = useMay();
  useTitle(t('command.customers'));
  useEffect(() => {
    if (words.trim() === q.trim()) return;
    const timer = setTimeout(() => void navigate({ to: '/customers', search: { q: words.trim() || undefined, kind, segment }, replace: true }), 250);
    return () => clearTimeout(timer);
  }, [words, q, kind, segment, navigate]);
  const people = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <DetailPage title={t('command.customers')} actions={may('customers.write') ? <><Link className={buttonClass('secondary')} to="/customers/duplicates"><Users size={16} aria-hidden="true" />{t('same.pairs')}</Link><Suspense fallback={null}><AddCustomer /></Suspense></> : null}>
      <Input type="search" autoFocus aria-label={t('customers.find')} placeholder={t('customers.find')} icon={<Search size={16} aria-hidden="true" />} value={words} onChange={(event) => setWords(event.target.value)} />
      <Suspense fallback={null}><Show kind={kind} segment={segment} onChange={(only) => void navigate({ to: '/customers', search: { q: words.trim() || undefined, ...only } })} /></Suspense>
      {list.isPending ? <Loading className="ac-stack">{[40, 55, 48, 60, 44].map((width) => <Skeleton key={width} width={`${width}%`} height="1.5rem" />)}</Loading> : null}
      {list.isError ? <ErrorState error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isSuccess && people.length === 0 ? <EmptyState icon={<Contact size={22} />} title={q ? t('search.noneTitle', { q }) : t('customers.emptyTitle')} text={q ? t('customers.noneText') : t('customers.emptyText')} /> : null}
      {people.length > 0 ? (
        <ul className="cs-people-list">
          {people.map((person) => (
            <li key={person.id}>
              <Link className="cs-person" to="/customers/$customerId" params={{ customerId: String(person.id) }}>
                <Avatar name={person.name} />
                <span className="cs-person__name"><span className="ac-row"><span className="ac-clip">{person.name}</span><TierMark tier={person.tier} /></span>{person.companyName ? <span className="ac-faint ac-small ac-clip">{person.companyName}</span> : null}</span>
                <span className="cs-person__ids ac-clip">{person.identities.filter((one) => one.kind !== 'chat').map((one) => (one.kind === 'phone' ? phoneWords(one.value) : one.value)).join(' · ')}</span>
                <span className="cs-person__tags">{person.tags.slice(0, 3).map((tag) => <Tag key={tag}>{tag}</Tag>)}</span>
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      {list.hasNextPage ? <Button kind="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('more')}</Button> : null}
    </DetailPage>
  );
}
