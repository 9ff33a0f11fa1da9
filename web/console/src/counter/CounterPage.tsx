import { EmptyState, ErrorState, Input, Loading, Select, Skeleton, Tabs, named } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { MonitorPlay, Store, TabletSmartphone } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRenewal } from '../data/useRenewal.ts';
import { useTitle } from '../shell/useTitle.ts';
import { CustomerDesk } from './CustomerDesk.tsx';
import { ItemList } from './ItemList.tsx';
import { QueuePane } from './QueuePane.tsx';
import { useCounter } from './data.ts';
import { loadCounterWords } from './words.ts';
import './counter.css';

await loadCounterWords();

const kept = (key: string) => { try { return localStorage.getItem(`counter.${key}`) ?? ''; } catch { return ''; } };
const keep = (key: string, value: string) => { try { localStorage.setItem(`counter.${key}`, value); } catch { /* private window: asked again next time */ } };

/** A clerk's one screen: who waits at the left, who stands here at the right. */
export function CounterPage() {
  const { t, i18n } = useTranslation('counter');
  const counter = useCounter();
  const sites = useQuery(counter.sites);
  const [chosen, setChosen] = useState(Number(kept('site')) || 0);
  const [desk, setDesk] = useState(kept('desk'));
  const [tab, setTab] = useState('customer');
  const [itemId, setItemId] = useState<number | null>(null);
  const siteId = sites.data?.items.find((s) => s.id === chosen)?.id ?? sites.data?.items[0]?.id ?? 0;
  const board = useQuery(counter.board(siteId));
  useTitle(t('title'));
  useRenewal(`counter:${siteId}`, [['counter', siteId], ['counter-item']], 250);
  useEffect(() => { if (siteId) keep('site', String(siteId)); }, [siteId]);
  if (sites.isError || board.isError) return <div className="cs-alone"><ErrorState error={sites.error ?? board.error} retry={() => void (sites.isError ? sites : board).refetch()} /></div>;
  if (sites.data?.items.length === 0) return <div className="cs-alone"><EmptyState heading="h1" icon={<Store size={22} />} title={t('noSite')} text={t('noSiteText')} /></div>;
  const current = board.data?.called.find((n) => n.mine) ?? null;
  const open = (id: number) => { setItemId(id); setTab('customer'); };
  return (
    <div className="ct-page">
      <header className="ct-head">
        <h1 className="ct-head__title">{t('title')}</h1>
        {sites.data ? <Select aria-label={t('site')} value={String(siteId)} choices={sites.data.items.map((s) => ({ value: String(s.id), label: named(s.name, i18n.language) }))} onChange={(value) => { setChosen(Number(value)); setItemId(null); }} /> : <Skeleton width="8rem" />}
        <label className="ct-head__desk"><span className="ac-faint">{t('desk')}</span><Input value={desk} maxLength={20} inputMode="numeric" onChange={(event) => { setDesk(event.target.value); keep('desk', event.target.value); }} /></label>
        {board.data ? (
          <span className="ct-head__links">
            <a className="ac-button ac-button--quiet" href={board.data.site.kioskUrl} target="_blank" rel="noreferrer"><TabletSmartphone size={16} aria-hidden="true" />{t('kiosk.open')}</a>
            <a className="ac-button ac-button--quiet" href={board.data.site.displayUrl} target="_blank" rel="noreferrer"><MonitorPlay size={16} aria-hidden="true" />{t('display.open')}</a>
          </span>
        ) : null}
      </header>
      {board.data ? (
        <div className="ct-body">
          <QueuePane board={board.data} desk={desk} current={current} onCalled={() => { setTab('customer'); setItemId(null); }} />
          <section className="ct-work">
            <Tabs
              label={t('work')} open={tab} onOpen={setTab}
              tabs={[
                { key: 'customer', label: current ? t('tab.current', { code: current.code }) : t('tab.customer'), content: () => <CustomerDesk key={current?.id ?? 0} site={board.data.site} current={current} itemId={itemId} onItem={setItemId} /> },
                { key: 'here', label: t('tab.here', { count: board.data.items.here }), content: () => <ItemList siteId={siteId} part="here" onOpen={open} /> },
                { key: 'coming', label: t('tab.coming', { count: board.data.items.coming }), content: () => <ItemList siteId={siteId} part="coming" onOpen={open} /> },
                { key: 'away', label: t('tab.away'), content: () => <ItemList siteId={siteId} part="away" onOpen={open} /> },
                { key: 'returned', label: t('tab.returned'), content: () => <ItemList siteId={siteId} part="returned" onOpen={open} /> },
              ]}
            />
          </section>
        </div>
      ) : <Loading className="ct-body"><Skeleton height="20rem" /><Skeleton height="20rem" /></Loading>}
    </div>
  );
}
