import { Chip, DetailPage, EmptyState, ErrorState, Loading, Moment, Skeleton, Tabs } from '@aftercare/ui';
import type { MyJobRow } from '@aftercare/contract/vendors';
import { useQuery } from '@tanstack/react-query';
import { ClipboardList } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRenewal } from '../../data/useRenewal.ts';
import { useTitle } from '../../shell/useTitle.ts';
import { Score } from '../Score.tsx';
import { SettlementLine } from '../Settlements.tsx';
import { jobTones, money, useVendors } from '../data.ts';
import { loadVendorWords } from '../words.ts';
import { MyJobDrawer } from './MyJobDrawer.tsx';
import '../vendors.css';

await loadVendorWords();

/** A vendor's own page: what they are asked, what they work on, what they are paid. */
export function MyJobsPage() {
  const { t } = useTranslation('vendors');
  const vendors = useVendors();
  const me = useQuery(vendors.me);
  const [tab, setTab] = useState<string | null>(null);
  useTitle(t('mine.title'));
  useRenewal(`vendor:${me.data?.vendor.id ?? 0}`, [['my-vendor']], 500);
  if (me.isError) return <div className="cs-alone"><ErrorState error={me.error} retry={() => void me.refetch()} /></div>;
  if (!me.data) return <DetailPage title={t('mine.title')}><Loading className="ac-stack">{[40, 80, 70].map((w) => <Skeleton key={w} width={`${w}%`} height="2.5rem" />)}</Loading></DetailPage>;
  const { counts } = me.data;
  return (
    <DetailPage title={t('mine.title')} intro={t('mine.intro', { vendor: me.data.vendor.name, company: me.data.company })}>
      <Tabs
        label={t('mine.title')} open={tab ?? (counts.offers > 0 ? 'offers' : 'open')} onOpen={setTab}
        tabs={[
          { key: 'offers', label: t('mine.offers', { count: counts.offers }), content: () => <List part="offers" /> },
          { key: 'open', label: t('mine.open', { count: counts.open }), content: () => <List part="open" /> },
          { key: 'done', label: t('mine.done'), content: () => <List part="done" /> },
          { key: 'money', label: t('tab.settlements'), content: () => <Money /> },
          { key: 'score', label: t('mine.score'), content: () => <div className="vn-pad"><Score score={me.data.score} /></div> },
        ]}
      />
    </DetailPage>
  );
}

function List({ part }: { readonly part: 'offers' | 'open' | 'done' }) {
  const { t } = useTranslation('vendors');
  const list = useQuery(useVendors().mine(part));
  const [open, setOpen] = useState<number | null>(null);
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Loading className="ac-stack vn-pad">{[90, 80].map((w) => <Skeleton key={w} width={`${w}%`} height="4rem" />)}</Loading>;
  return (
    <>
      {list.data.items.length === 0 ? <EmptyState icon={<ClipboardList size={22} />} title={t(`mine.none.${part}`)} text={t(`mine.noneText.${part}`)} /> : <ul className="vn-cards">{list.data.items.map((job) => <li key={job.id}><Card job={job} onOpen={() => setOpen(job.id)} /></li>)}</ul>}
      <MyJobDrawer id={open} onClose={() => setOpen(null)} />
    </>
  );
}

function Card({ job, onOpen }: { readonly job: MyJobRow; readonly onOpen: () => void }) {
  const { t, i18n } = useTranslation('vendors');
  const by = job.mine ? job.dueAt : job.offer.answerBy;
  return (
    <button type="button" className="vn-card" onClick={onOpen}>
      <span className="vn-card__head"><b>{t(`kind.${job.kind}`)} · {job.product || '–'}</b><span className="vn-card__sum">{money(job.amountMinor ?? job.offer.amountMinor, job.currency, i18n.language)}</span></span>
      <span className="ac-soft vn-card__text">{job.summary}</span>
      <span className="ac-row"><Chip tone={jobTones[job.state] ?? 'plain'}>{job.mine ? t(`job.${job.state}`) : t('mine.asked')}</Chip>{job.region ? <span className="ac-faint ac-small">{job.region}</span> : null}{by && job.state !== 'checked' && job.state !== 'cancelled' ? <span className="ac-small">{job.mine ? t('mine.dueBy') : t('mine.answerBy')} <Moment at={by} as="compact" /></span> : null}</span>
    </button>
  );
}

function Money() {
  const { t } = useTranslation('vendors');
  const list = useQuery(useVendors().mySettlements);
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (list.data?.items.length === 0) return <EmptyState icon={<ClipboardList size={22} />} title={t('empty.settlements')} text={t('mine.noneText.money')} />;
  return <ul className="vn-settlements vn-pad">{(list.data?.items ?? []).map((s) => <li key={s.id}><SettlementLine settlement={s} exportPath={`/api/v1/vendor/settlements/${s.id}/export`} /></li>)}</ul>;
}
