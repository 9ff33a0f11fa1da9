import { DetailPage, EmptyState, ErrorState, Input, Loading, Skeleton, buttonClass } from '@aftercare/ui';
import { Link, useParams } from '@tanstack/react-router';
import { CircleHelp, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../shell/useTitle.ts';
import { Article } from './Article.tsx';
import { findPages } from './find.ts';
import { topicGroups, topics } from './topics.ts';
import { useHelpPage, useHelpPages } from './useHelp.ts';
import { loadHelpWords } from './words.ts';
import './help.css';

await loadHelpWords();

/** All help: a list to look through or search, and the page one chose. */
export function HelpPage() {
  const { t } = useTranslation('help');
  const { topic } = useParams({ strict: false });
  const [query, setQuery] = useState('');
  return (
    <DetailPage title={t('title')} intro={t('intro')} width="wide">
      <div className="hp" data-open={topic !== undefined}>
        <nav className="hp__list" aria-label={t('pages')}>
          <Input type="search" icon={<Search size={16} aria-hidden="true" />} aria-label={t('find')} placeholder={t('find')} value={query} onChange={(event) => setQuery(event.target.value)} />
          <List query={query} current={topic} />
        </nav>
        {topic === undefined ? null : <OnePage key={topic} topic={topic} />}
      </div>
    </DetailPage>
  );
}

function List({ query, current }: { readonly query: string; readonly current: string | undefined }) {
  const { t } = useTranslation('help');
  const pages = useHelpPages();
  const words = useDeferredValue(query.trim());
  if (pages.isPending) return <Loading className="ac-stack">{[70, 55, 80, 60, 65].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading>;
  if (pages.isError) return <ErrorState error={pages.error} retry={() => void pages.refetch()} />;
  const way = (key: string, title: string, hint?: string) => (
    <Link key={key} to="/help/$topic" params={{ topic: key }} className="hp__link" aria-current={key === current ? 'page' : undefined}><span>{title}</span>{hint ? <span className="ac-faint ac-small hp__hint">{hint}</span> : null}</Link>
  );
  if (words !== '') {
    const hits = findPages(pages.data, words);
    return hits.length === 0 ? <EmptyState icon={<Search size={22} />} title={t('none')} text={t('noneText')} /> : <><p className="ac-faint ac-small" role="status">{t('found', { count: hits.length })}</p>{hits.map((hit) => way(hit.page.key, hit.page.title, hit.words))}</>;
  }
  return topicGroups.map((group) => (
    <section key={group} className="hp__group">
      <h2 className="ac-faint ac-small">{t(`group.${group}`)}</h2>
      {topics.filter((topic) => topic.group === group).map(({ key }) => way(key, pages.data.find((page) => page.key === key)?.title ?? key))}
    </section>
  ));
}

function OnePage({ topic }: { readonly topic: string }) {
  const { t } = useTranslation('help');
  const page = useHelpPage(topic);
  useTitle(page.data ? `${page.data.title} · ${t('title')}` : t('title'));
  if (page.isPending) return <Loading className="ac-stack hp__page">{[40, 90, 85, 70].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading>;
  if (page.isError) return <ErrorState error={page.error} retry={() => void page.refetch()} />;
  if (!page.data) return <EmptyState icon={<CircleHelp size={22} />} title={t('missing')} text={t('noneText')}><Link to="/help" className={buttonClass('primary')}>{t('all')}</Link></EmptyState>;
  return (
    <article className="hp__page ac-panel">
      <Link to="/help" className="ac-link hp__back">{t('all')}</Link>
      <h2 className="hp__title">{page.data.title}</h2>
      <Article text={page.data.text} level={3} onLeave={() => undefined} topic={(key, words) => <Link className="ac-link" to="/help/$topic" params={{ topic: key }}>{words}</Link>} />
    </article>
  );
}
