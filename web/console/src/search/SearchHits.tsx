import { Avatar, Moment, StatusMark } from '@aftercare/ui';
import { searchKinds } from '@aftercare/contract/search';
import { Link } from '@tanstack/react-router';
import { BookOpen, Package, ShoppingBag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '../data/types.ts';
import { hitClass, onArrow } from './arrows.ts';
import { pathOf } from './goTo.ts';
import { marked } from './marked.ts';

/** What was found, kind by kind; things with names first, for they are few. */
export function SearchHits({ hits, q, more, onMore }: { readonly hits: readonly SearchHit[]; readonly q: string; readonly more: readonly SearchHit['kind'][]; readonly onMore: (kind: SearchHit['kind']) => void }) {
  const { t } = useTranslation();
  const groups = [...searchKinds.filter((k) => k !== 'ticket'), 'ticket' as const].map((kind) => ({ kind, hits: hits.filter((h) => h.kind === kind) })).filter((g) => g.hits.length > 0);
  return groups.map(({ kind, hits: some }) => (
    <section key={kind} aria-labelledby={`cs-hits-${kind}`}>
      {/* Tickets alone need no word to be known. */}
      <h2 id={`cs-hits-${kind}`} className={groups.length > 1 || kind !== 'ticket' ? 'cs-hits__kind' : 'ac-unseen'}>{t(`search.groups.${kind}`)}</h2>
      <ul className="cs-hits">{some.map((hit) => <Hit key={`${hit.kind}${hit.id}${hit.path ?? ''}`} hit={hit} q={q} />)}</ul>
      {more.includes(kind) ? <button type="button" className="cs-hits__more" onClick={() => onMore(kind)}>{t('search.moreOf')}</button> : null}
    </section>
  ));
}

function Hit({ hit, q }: { readonly hit: SearchHit; readonly q: string }) {
  return (
    <li>
      <Link className={hitClass} to={pathOf(hit)} onKeyDown={onArrow}>
        <span className="cs-hit__sign"><Sign hit={hit} /></span>
        <span className="cs-hit__words" translate="no">
          <span className="cs-hit__title"><Marked text={hit.title} q={q} /></span>
          {hit.snippet ? <span className="cs-hit__snippet"><Marked text={hit.snippet} q={q} /></span> : null}
          {hit.kind === 'article' || hit.kind === 'colleague' ? null : <span className="ac-faint ac-small">{[hit.kind === 'ticket' ? `#${hit.id}` : '', hit.customerName ?? ''].filter(Boolean).join(' · ')}{hit.kind === 'ticket' || hit.customerName ? ' · ' : ''}<Moment at={hit.at} as="compact" /></span>}
        </span>
      </Link>
    </li>
  );
}

function Sign({ hit }: { readonly hit: SearchHit }) {
  if (hit.kind === 'ticket' && hit.status) return <StatusMark status={hit.status} words={false} />;
  if (hit.kind === 'unit') return <Package size={18} aria-hidden="true" />;
  if (hit.kind === 'order') return <ShoppingBag size={18} aria-hidden="true" />;
  if (hit.kind === 'article') return <BookOpen size={18} aria-hidden="true" />;
  return <Avatar name={hit.title} size="small" />;
}

function Marked({ text, q }: { readonly text: string; readonly q: string }) {
  return marked(text, q).map((piece, at) => (piece.hit ? <mark key={at}>{piece.text}</mark> : piece.text));
}
