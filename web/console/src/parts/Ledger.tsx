import { Button, ErrorState, Loading, Moment, Section, Skeleton, named } from '@aftercare/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePartQueries } from './data.ts';

/** Every move of a part, newest first. Nothing in it is ever changed. */
export function Ledger({ partId }: { readonly partId: number }) {
  const { t, i18n } = useTranslation('parts');
  const moves = useInfiniteQuery(usePartQueries().moves(partId));
  const rows = moves.data?.pages.flatMap((page) => page.items) ?? [];
  const change = (m: (typeof rows)[number]) => {
    const number = m.onHand || m.reserved || m.inTransit || m.defective;
    return `${number > 0 ? '+' : '−'}${Math.abs(number)}`;
  };
  return (
    <Section title={t('ledger')}>
      {moves.isPending ? <Loading className="ac-stack">{[70, 60, 66].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading> : null}
      {moves.isError ? <ErrorState error={moves.error} retry={() => void moves.refetch()} /> : null}
      {rows.length > 0 ? (
        <div className="ps-scroll ac-panel">
          <table className="ps-table">
            <thead><tr><th scope="col">{t('when')}</th><th scope="col">{t('what')}</th><th scope="col" className="ps-num">{t('change')}</th><th scope="col">{t('site')}</th><th scope="col">{t('for')}</th><th scope="col">{t('who')}</th></tr></thead>
            <tbody>{rows.map((m) => (
              <tr key={m.id}>
                <td data-label={t('when')}><Moment at={m.at} /></td>
                <th scope="row" data-label={t('what')}>{t(`kindOfMove.${m.kind}`)}</th>
                <td data-label={t('change')} className="ps-num">{change(m)}</td>
                <td data-label={t('site')}>{named(m.siteName, i18n.language)}</td>
                <td data-label={t('for')}>{m.ticketId ? <Link to="/tickets/$ticketId" params={{ ticketId: String(m.ticketId) }}>#{m.ticketId}</Link> : null} {[m.reason, m.serials.join(' ')].filter(Boolean).join(' · ')}</td>
                <td data-label={t('who')} className="ac-soft">{m.actorName}</td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      ) : null}
      {moves.hasNextPage ? <Button kind="quiet" busy={moves.isFetchingNextPage} onClick={() => void moves.fetchNextPage()}>{t('more')}</Button> : null}
    </Section>
  );
}
