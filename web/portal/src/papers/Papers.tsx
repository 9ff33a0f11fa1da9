import { Button, EmptyState, ErrorState, Loading, Skeleton } from '@aftercare/ui';
import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PaperRow } from '../my/Rows.tsx';
import { usePapers } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import '../account/account.css';
import '../my/my.css';

/** Quotes, invoices and receipts, to read, answer and keep. */
export function Papers() {
  const { t } = useTranslation();
  const papers = usePapers();
  useTitle(t('my.papers'));
  if (papers.isError && !papers.data) return <ErrorState heading="h1" error={papers.error} retry={() => void papers.refetch()} />;
  if (!papers.data) return <Loading className="p-page">{[1, 2, 3].map((at) => <Skeleton key={at} height="4.5rem" />)}</Loading>;
  const items = papers.data.pages.flatMap((page) => page.items);
  return (
    <div className="p-page">
      <h1 className="p-title">{t('my.papers')}</h1>
      {items.length === 0 ? <EmptyState icon={<FileText size={22} />} title={t('papers.empty')} text={t('papers.emptyText')} /> : <ul className="p-mine">{items.map((paper) => <PaperRow key={`${paper.kind}${paper.id}`} paper={paper} />)}</ul>}
      {papers.hasNextPage ? <div><Button busy={papers.isFetchingNextPage} onClick={() => void papers.fetchNextPage()}>{t('my.more')}</Button></div> : null}
    </div>
  );
}
