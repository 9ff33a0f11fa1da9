import { Dialog, ErrorState, Loading, Skeleton } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Article } from './Article.tsx';
import { useHelpPage } from './useHelp.ts';
import { loadHelpWords } from './words.ts';
import './help.css';

await loadHelpWords();

/** Help beside the work: the page for where one is. What is open underneath keeps its place. */
export function HelpDrawer({ topic, onClose }: { readonly topic: string; readonly onClose: () => void }) {
  const { t } = useTranslation('help');
  const [shown, setShown] = useState(topic);
  const page = useHelpPage(shown);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => { body.current?.parentElement?.scrollTo(0, 0); }, [shown]);
  return (
    <Dialog open onClose={onClose} as="drawer" title={page.data?.title ?? t('title')} foot={<Link to="/help/$topic" params={{ topic: shown }} className="ac-link" onClick={onClose}>{t('all')}</Link>}>
      <div ref={body} className="ac-stack" aria-live="polite">
        {page.isPending ? <Loading className="ac-stack">{[90, 85, 70].map((width) => <Skeleton key={width} width={`${width}%`} />)}</Loading> : null}
        {page.isError ? <ErrorState error={page.error} retry={() => void page.refetch()} /> : null}
        {page.data ? <Article text={page.data.text} level={3} onLeave={onClose} topic={(key, words) => <button type="button" className="ac-link hp-way" onClick={() => setShown(key)}>{words}</button>} /> : null}
      </div>
    </Dialog>
  );
}
