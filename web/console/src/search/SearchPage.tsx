import { Avatar, Button, DetailPage, EmptyState, ErrorState, Input, Loading, Moment, Skeleton, StatusMark } from '@aftercare/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '../data/types.ts';
import { useQueries } from '../data/useQueries.ts';
import { useTitle } from '../shell/useTitle.ts';
import { marked } from './marked.ts';
import './search.css';

/** Hits of more frequent words are not counted by the server. */
const countedUpTo = 2000;
/** A ticket found by its number may be among the hits or beside them; then, too, nothing is counted. */
const isNumber = (q: string) => /^#?\d+$/.test(q.trim());

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
  const hits = search.data?.pages.flatMap((page) => page.items) ?? [];
  const first = search.data?.pages[0];
  const total = first?.total ?? null;
  const formatted = new Intl.NumberFormat(i18n.language).format(total ?? (isNumber(q) ? (first?.items.length ?? 0) : countedUpTo));
  return (
    <DetailPage title={t('command.search')} width="normal">
      <form role="search" onSubmit={(event) => { event.preventDefault(); void navigate({ to: '/search', search: { q: words.trim() || undefined }, replace: true }); }}>
        <Input type="search" autoFocus aria-label={t('search.label')} placeholder={t('search.placeholder')} icon={<Search size={16} aria-hidden="true" />} value={words} onChange={(event) => setWords(event.target.value)} />
      </form>
      {q === '' ? <EmptyState icon={<Search size={22} />} title={t('search.emptyTitle')} text={t('search.emptyText')} /> : null}
      {q !== '' && search.isPending ? <Loading className="ac-stack">{[60, 75, 50, 66].map((width) => <div key={width} className="ac-stack-tight"><Skeleton width={`${width}%`} /><Skeleton width="90%" /></div>)}</Loading> : null}
      {search.isError ? <ErrorState error={search.error} retry={() => void search.refetch()} /> : null}
      {search.isSuccess && hits.length === 0 ? <EmptyState icon={<Search size={22} />} title={t('search.noneTitle', { q })} text={t('search.noneText')} /> : null}
      {hits.length > 0 ? (
        <div>
          <p className="ac-faint" role="status">{total === null ? t('search.countMore', { formatted }) : t('search.count', { count: total, formatted })}</p>
          <ul className="cs-hits">{hits.map((hit) => <Hit key={`${hit.kind}${hit.id}`} hit={hit} q={q} />)}</ul>
          {search.hasNextPage ? <Button kind="quiet" busy={search.isFetchingNextPage} onClick={() => void search.fetchNextPage()}>{t('more')}</Button> : null}
        </div>
      ) : null}
    </DetailPage>
  );
}

function Hit({ hit, q }: { readonly hit: SearchHit; readonly q: string }) {
  const { t } = useTranslation();
  const inside = (
    <>
      <span className="cs-hit__sign">{hit.kind === 'ticket' && hit.status ? <StatusMark status={hit.status} words={false} /> : <Avatar name={hit.title} size="small" />}</span>
      <span className="cs-hit__words">
        <span className="cs-hit__title"><Marked text={hit.title} q={q} /></span>
        {hit.snippet ? <span className="cs-hit__snippet"><Marked text={hit.snippet} q={q} /></span> : null}
        <span className="ac-faint ac-small">{hit.kind === 'ticket' ? `#${hit.id}${hit.customerName ? ` · ${hit.customerName}` : ''}` : t('side.customer')} · <Moment at={hit.at} as="compact" /></span>
      </span>
    </>
  );
  return <li>{hit.kind === 'ticket' ? <Link className="cs-hit" to="/tickets/$ticketId" params={{ ticketId: String(hit.id) }}>{inside}</Link> : <Link className="cs-hit" to="/customers/$customerId" params={{ customerId: String(hit.id) }}>{inside}</Link>}</li>;
}

function Marked({ text, q }: { readonly text: string; readonly q: string }) {
  return marked(text, q).map((piece, at) => (piece.hit ? <mark key={at}>{piece.text}</mark> : piece.text));
}
