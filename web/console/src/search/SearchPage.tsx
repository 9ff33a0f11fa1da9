import { takeFilters } from '@aftercare/contract/search';
import { Button, Chip, DetailPage, EmptyState, ErrorState, Input, Loading, Skeleton } from '@aftercare/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueries } from '../data/useQueries.ts';
import { useTitle } from '../shell/useTitle.ts';
import { SearchHits } from './SearchHits.tsx';
import './search.css';

/** Hits of more frequent words are not counted by the server. */
const countedUpTo = 2000;
/** A ticket found by its number may be among the hits or beside them; then, too, nothing is counted. */
const isNumber = (q: string) => /^#?\d+$/.test(q.trim());

const chips = ['status:todo', 'owner:me', 'owner:none', 'priority:urgent', 'after:7d', 'kind:customer', 'kind:article'] as const;

/** Finds tickets, messages and customers by any word. The words live in the address, so that a search can be shared. */
export function SearchPage() {
  const { t, i18n } = useTranslation();
  const { q = '' } = useSearch({ from: '/shell/search' });
  const navigate = useNavigate();
  const [words, setWords] = useState(q);
  const search = useInfiniteQuery(useQueries().search(q));
  useTitle(q ? `${q} · ${t('command.search')}` : t('command.search'));
  useEffect(() => setWords(q), [q]);
  useEffect(() => {
    if (words.trim() === q.trim()) return;
    const timer = setTimeout(() => void navigate({ to: '/search', search: { q: words.trim() || undefined }, replace: true }), 250);
    return () => clearTimeout(timer);
  }, [words, q, navigate]);
  const typed = takeFilters(words).filters.map((f) => f.typed);
  const toggle = (filter: string) => setWords((typed.includes(filter) ? words.replace(filter, '') : `${words} ${filter} `).replace(/\s+/g, ' ').trimStart());
  const hits = search.data?.pages.flatMap((page) => page.items) ?? [];
  const first = search.data?.pages[0];
  // The server counts tickets; of everything else it sends all there is, or says that there is more.
  const others = hits.filter((hit) => hit.kind !== 'ticket').length;
  const total = first && first.total !== null ? first.total + others : null;
  const isAll = total !== null && first?.more.length === 0;
  const formatted = new Intl.NumberFormat(i18n.language).format(total ?? (isNumber(q) ? (first?.items.length ?? 0) : countedUpTo));
  return (
    <DetailPage title={t('command.search')} width="normal">
      <form role="search" onSubmit={(event) => { event.preventDefault(); void navigate({ to: '/search', search: { q: words.trim() || undefined }, replace: true }); }}>
        <Input type="search" autoFocus aria-label={t('search.label')} placeholder={t('search.placeholder')} icon={<Search size={16} aria-hidden="true" />} value={words} onChange={(event) => setWords(event.target.value)} />
      </form>
      <div className="cs-search__chips" role="group" aria-label={t('search.filtersLabel')}>
        {chips.map((filter) => <button key={filter} type="button" className="cs-search__chip" aria-pressed={typed.includes(filter)} onClick={() => toggle(filter)}>{t(`search.chips.${filter}`, { nsSeparator: false, keySeparator: '.' })}</button>)}
        {(first?.filters ?? []).filter((f) => !f.known).map((f) => <Chip key={f.typed} tone="late">{`${f.typed} – ${t('search.unknown')}`}</Chip>)}
      </div>
      {q === '' ? <EmptyState icon={<Search size={22} />} title={t('search.emptyTitle')} text={t('search.emptyText')} /> : null}
      {q !== '' && search.isPending ? <Loading className="ac-stack">{[60, 75, 50, 66].map((width) => <div key={width} className="ac-stack-tight"><Skeleton width={`${width}%`} /><Skeleton width="90%" /></div>)}</Loading> : null}
      {search.isError ? <ErrorState error={search.error} retry={() => void search.refetch()} /> : null}
      {search.isSuccess && hits.length === 0 ? <EmptyState icon={<Search size={22} />} title={t('search.noneTitle', { q })} text={t('search.noneText')} /> : null}
      {hits.length > 0 ? (
        <div>
          <p className="ac-faint" role="status">{isAll ? t('search.count', { count: total, formatted }) : t('search.countMore', { formatted })}</p>
          {first && first.similar.length > 0 ? <p className="ac-small" role="status">{t('search.similar', { words: first.similar.join(' · ') })}</p> : null}
          <SearchHits hits={hits} q={takeFilters(q).words} more={first?.more ?? []} onMore={(kind) => toggle(`kind:${kind}`)} />
          {search.hasNextPage ? <Button kind="quiet" busy={search.isFetchingNextPage} onClick={() => void search.fetchNextPage()}>{t('more')}</Button> : null}
        </div>
      ) : null}
    </DetailPage>
  );
}
