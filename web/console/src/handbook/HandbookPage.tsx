import { DetailPage, EmptyState, ErrorState, Input, Loading, Skeleton, buttonClass, listed, named, useNow } from '@aftercare/ui';
import { useQuery } from '@tanstack/react-query';
import { BookOpen, FileDown, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../shell/useTitle.ts';
import { type Handbook, useStepQueries } from '../steps/data.ts';
import { loadStepWords } from '../steps/words.ts';
import { HandbookStep } from './HandbookStep.tsx';
import { matching } from './matching.ts';
import './handbook.css';

await loadStepWords();
type Chapter = Handbook['chapters'][number];

/** The service handbook: every live process, step by step, as people should work it. */
export function HandbookPage() {
  const { t, i18n } = useTranslation('steps');
  const book = useQuery(useStepQueries().handbook());
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  useTitle(t('handbook.title'));
  const chapters = matching(book.data?.chapters ?? [], asked);
  const pdf = <a className={buttonClass()} href={`/api/v1/handbook.pdf?language=${i18n.language}`} target="_blank" rel="noreferrer"><FileDown size={16} aria-hidden="true" />{t('handbook.pdf')}</a>;
  return (
    <DetailPage title={t('handbook.title')} intro={t('handbook.intro')} actions={book.data && book.data.chapters.length > 0 ? pdf : null} width="wide">
      {book.isPending ? <Loading className="ac-stack">{[40, 90, 70, 84].map((width) => <Skeleton key={width} width={`${width}%`} height="1.5rem" />)}</Loading> : null}
      {book.isError ? <ErrorState error={book.error} retry={() => void book.refetch()} /> : null}
      {book.isSuccess && book.data.chapters.length === 0 ? <EmptyState icon={<BookOpen size={22} />} title={t('handbook.empty')} text={t('handbook.emptyText')} /> : null}
      {book.isSuccess && book.data.chapters.length > 0 ? (
        <div className="hb">
          <nav className="hb-nav" aria-label={t('handbook.chapters')}>
            <Input type="search" aria-label={t('handbook.find')} placeholder={t('handbook.find')} icon={<Search size={16} aria-hidden="true" />} value={words} onChange={(event) => setWords(event.target.value)} />
            <ol>{chapters.map((chapter) => <li key={chapter.key}><a href={`#${chapter.key}`}>{named(chapter.title, i18n.language)}<span className="ac-faint ac-small">{t('handbook.steps', { count: chapter.steps.length })}</span></a></li>)}</ol>
          </nav>
          <div className="hb-body">
            {chapters.length === 0 ? <EmptyState icon={<Search size={22} />} title={t('handbook.none', { q: asked })} /> : chapters.map((chapter) => <ChapterPart key={chapter.key} chapter={chapter} />)}
          </div>
        </div>
      ) : null}
    </DetailPage>
  );
}

function ChapterPart({ chapter }: { readonly chapter: Chapter }) {
  const { t, i18n } = useTranslation('steps');
  useNow();
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(chapter.deployedAt));
  return (
    <section className="hb-chapter" id={chapter.key} aria-labelledby={`${chapter.key}-title`}>
      <header className="hb-chapter__head">
        <h2 id={`${chapter.key}-title`} className="hb-chapter__title">{named(chapter.title, i18n.language)}</h2>
        <p className="ac-faint ac-small">{[t('handbook.version', { version: chapter.version }), day, chapter.types.length > 0 ? t('handbook.types', { types: listed(chapter.types.map((one) => named(one, i18n.language)), i18n.language) }) : ''].filter(Boolean).join(' · ')}</p>
        {chapter.about ? <p className="ac-soft">{named(chapter.about, i18n.language)}</p> : null}
      </header>
      <ol className="hb-steps">{chapter.steps.map((step, at) => <HandbookStep key={step.elementId} step={step} number={at + 1} />)}</ol>
    </section>
  );
}
