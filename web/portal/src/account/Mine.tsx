import { ApiError } from '@aftercare/contract/client';
import type { portal } from '@aftercare/contract/portal';
import type { CallOutput } from '@aftercare/contract/route';
import { Chip, EmptyState, ErrorState, Loading, Moment, Skeleton, buttonClass } from '@aftercare/ui';
import type { Tone } from '@aftercare/ui';
import { Link, Navigate } from '@tanstack/react-router';
import { ChevronRight, Inbox } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMine } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import './account.css';

type Item = CallOutput<typeof portal.mine>['items'][number];
const tones: Partial<Record<Item['status'], Tone>> = { pending: 'wait', solved: 'done' };

function Rows({ title, items }: { readonly title: string; readonly items: readonly Item[] }) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  return (
    <section className="p-form" aria-label={title}>
      <h2 className="p-mine__head">{title}</h2>
      <ul className="p-mine">
        {items.map((item) => (
          <li key={item.id}>
            <Link to="/t/$id" params={{ id: String(item.id) }} className="p-mine__row">
              <span className="ac-grow">
                <strong className="p-mine__subject">{item.subject}</strong>
                <span className="p-mine__more"><Chip tone={tones[item.status] ?? 'plain'}>{t(`status.${item.status}`)}</Chip><span>{[t('ticket.number', { id: item.id }), item.product].filter(Boolean).join(' · ')}</span><Moment at={item.updatedAt} /></span>
              </span>
              <ChevronRight size={18} aria-hidden="true" className="p-choice__go" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** All requests of whoever signed in, those under way first. */
export function Mine() {
  const { t } = useTranslation();
  const mine = useMine(true);
  useTitle(t('mine.title'));
  if (mine.error instanceof ApiError && mine.error.problem.status === 401) return <Navigate to="/sign-in" search={{ next: '/tickets' }} replace />;
  if (mine.isError && !mine.data) return <ErrorState error={mine.error} retry={() => void mine.refetch()} />;
  if (!mine.data) return <Loading className="p-page">{[1, 2, 3].map((at) => <Skeleton key={at} height="4rem" />)}</Loading>;
  const past = (item: Item) => item.status === 'closed';
  return (
    <div className="p-page">
      <div>
        <h1 className="p-title">{t('mine.title')}</h1>
        <p className="p-intro p-mine__who">{t('mine.hello', { name: mine.data.name })}</p>
      </div>
      {mine.data.items.length === 0 ? (
        <EmptyState icon={<Inbox size={22} />} title={t('mine.empty')} text={t('mine.emptyText')}><Link to="/" className={buttonClass('primary')}>{t('mine.report')}</Link></EmptyState>
      ) : null}
      <Rows title={t('mine.open')} items={mine.data.items.filter((item) => !past(item))} />
      <Rows title={t('mine.past')} items={mine.data.items.filter(past)} />
    </div>
  );
}
