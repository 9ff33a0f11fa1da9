import { takeFilters } from '@aftercare/contract/search';
import { Button, Chip, DetailPage, EmptyState, ErrorState, Loading, Notice, Skeleton } from '@aftercare/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueries } from '../data/useQueries.ts';
import { useTitle } from '../shell/useTitle.ts';
import { moveTo } from './arrows.ts';
import { finished } from './complete.ts';
import { SearchBox } from './SearchBox.tsx';
import { SearchHits } from './SearchHits.tsx';
import './search.css';

const chips = ['status:todo', 'owner:me', 'owner:none', 'priority:urgent', 'after:7d', 'kind:customer', 'kind:article'] as const;

/** Finds tickets, messages and customers by any word. The words live in the address, so that a search can be shared. */
export function SearchPage() {
  const { t, i18n } = useTranslation();
  const { q = '' } = useSearch({ from: '/shell/search' });
  const navigate = useNavigate();
  const [words, setWords] = useState(q);
  const asked = finished(q);
  const results = useRef<HTMLDivElement>(null);
  const search = useInfiniteQuery(useQueries().search(asked));
  useTitle(q ? `${q} · ${t('command.search')}` : t('command.search'));
  // A space at the end is where the next word begins.
  useEffect(() => setWords((typed) => (typed.trim() === q.trim() ? typed : q)), [q]);
  useEffect(() => {
    if (words.trim() === q.trim()) return;
    const timer = setTimeout(() => void navigate({ to: '/search', search: { q: words.trim() || undefined }, replace: true }), 250);
    return () => clearTimeout(timer);
  }, [words, q, navigate]);
  const typed = takeFilters(words).filters.map((f) => f.typed);
  const toggle = (filter: string) => setWords((typed.includes(filter) ? words.replace(filter, '') : `${words} ${filter} `).replace(/\s+/g, ' ').trimStart());
  const hits = search.data?.pages.flatMap((page) => page.items) ?? [];
  const first = search.data?.pages[0];
  // A page may be empty although older tickets were not looked at yet: with words and filters that rarely meet.
  const goesOn = hits.length === 0 && search.hasNextPage && !search.isFetching && !search.isError;
  const { fetchNextPage } = search;
  useEffect(() => { if (goesOn) void fetchNextPage(); }, [goesOn, fetchNextPage]);
  // The server counts tickets where that costs little; of everything else it sends all there is, or says that there is more.
  const others = hits.filter((hit) => hit.kind !== 'ticket').length;
  const total = first && first.total !== null ? first.total + others : null;
  const isAll = total !== null && first?.more.length === 0;
  // More than was counted stands there: what is spelt alike was added to it.
  const exactly = total !== null && hits.length > total ? total : null;
  const formatted = new Intl.NumberFormat(i18n.language).format(total ?? hits.length);
  return (
    <DetailPage title={t('command.search')} width="normal">
      <SearchBox words={words} onWords={setWords} onSubmit={() => void navigate({ to: '/search', search: { q: words.trim() || undefined }, replace: true })} onDown={() => moveTo(results.current, 'first')} />
      <div className="cs-search__chips" role="group" aria-label={t('search.filtersLabel')}>
        {chips.map((filter) => <button key={filter} type="button" className="cs-search__chip" aria-pressed={typed.includes(filter)} onClick={() => toggle(filter)}>{t(`search.chips.${filter}`, { nsSeparator: false, keySeparator: '.' })}</button>)}
        {(first?.filters ?? []).filter((f) => !f.known).map((f) => <Chip key={f.typed} tone="late">{`${f.typed} – ${t('search.unknown')}`}</Chip>)}
      </div>
      {first?.rebuilding ? <Notice tone="wait" role="status">{t('search.rebuilding', { percent: new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(Math.min(1, first.rebuilding.done / Math.max(1, first.rebuilding.of))) })}</Notice> : null}
      {asked === '' ? <EmptyState icon={<Search size={22} />} title={t('search.emptyTitle')} text={t('search.emptyText')} /> : null}
      {asked !== '' && (search.isPending || (hits.length === 0 && search.hasNextPage)) && !search.isError ? <Loading className="ac-stack">{[60, 75, 50, 66].map((width) => <div key={width} className="ac-stack-tight"><Skeleton width={`${width}%`} /><Skeleton width="90%" /></div>)}</Loading> : null}
      {search.isError ? <ErrorState error={search.error} retry={() => void search.refetch()} /> : null}
      {search.isSuccess && hits.length === 0 && !search.hasNextPage ? <EmptyState icon={<Search size={22} />} title={t('search.noneTitle', { q: asked })} text={t('search.noneText')} /> : null}
      {hits.length > 0 ? (
        <div ref={results}>
          <p className="ac-faint" role="status">{exactly !== null ? t(exactly === 0 ? 'search.onlyAlike' : 'search.withAlike', { count: exactly }) : isAll ? t('search.count', { count: total, formatted }) : t('search.countMore', { formatted })}</p>
          {first && first.similar.length > 0 ? <p className="ac-small" role="status">{t('search.similar', { words: first.similar.join(' · ') })}</p> : null}
          <SearchHits hits={hits} q={takeFilters(asked).words} more={first?.more ?? []} onMore={(kind) => toggle(`kind:${kind}`)} />
          {search.hasNextPage ? <Button kind="quiet" busy={search.isFetchingNextPage} onClick={() => void search.fetchNextPage()}>{t('more')}</Button> : null}
        </div>
      ) : null}
    </DetailPage>
  );
}
