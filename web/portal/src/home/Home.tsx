import { Button, ErrorState, Notice, duration } from '@aftercare/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronRight, Clock3, PencilLine, Search } from 'lucide-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useVisitor } from '../account/visitor.ts';
import { useCompany } from '../queries.ts';
import { discardDraft, firstOpenStep, hasContent, keepDraft, loadDraft } from '../report/draft.ts';
import { useTitle } from '../shell/title.ts';
import { ChatChoice } from './ChatChoice.tsx';
import { TypeChoices } from './TypeChoices.tsx';

const MyHome = lazy(() => import('../my/MyHome.tsx').then(({ MyHome: Component }) => ({ default: Component })));

/** The front page: of who signed in all that is theirs, of everybody else the first question. */
export function Home() {
  return useVisitor() ? <Suspense><MyHome /></Suspense> : <Front />;
}

/** What is it about? And the way back to what was reported before. */
function Front() {
  const { t, i18n } = useTranslation();
  useTitle('');
  const company = useCompany();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(loadDraft);
  const { openNow, firstResponseMinutes } = company.data ?? {};

  if (company.isError && !company.data) return <ErrorState error={company.error} retry={() => void company.refetch()} />;
  return (
    <div className="p-page p-page--wide">
      <div>
        <h1 className="p-title">{t('home.title')}</h1>
        <p className="p-intro">{t('home.intro')}</p>
        {openNow && firstResponseMinutes ? <p className="p-promise"><Clock3 size={16} aria-hidden="true" />{t('home.fast', { time: duration(firstResponseMinutes * 60, i18n.language, 'long') })}</p> : null}
      </div>
      {hasContent(draft) ? (
        <Notice tone="accent" icon={<PencilLine size={18} aria-hidden="true" />}>
          <span className="ac-spread">
            <span>{t('home.draft')}</span>
            <span className="ac-row">
              <Button size="small" onClick={() => void navigate({ to: '/report/$step', params: { step: firstOpenStep(draft) } })}>{t('home.draftGo')}</Button>
              <Button size="small" kind="quiet" onClick={() => { discardDraft(); setDraft(loadDraft()); }}>{t('home.draftDrop')}</Button>
            </span>
          </span>
        </Notice>
      ) : null}
      <TypeChoices types={company.data?.types} onChoose={(type) => { keepDraft({ ...draft, type }); void navigate({ to: '/report/$step', params: { step: 'product' } }); }} />
      <ul className="p-choices">
        <li>
          <Link to="/sign-in" className="p-choice p-choice--plain">
            <span className="p-choice__icon" aria-hidden="true"><Search size={22} /></span>
            <span className="p-choice__words"><strong>{t('home.look')}</strong><span>{t('home.lookText')}</span></span>
            <ChevronRight size={18} aria-hidden="true" className="p-choice__go" />
          </Link>
        </li>
        <ChatChoice />
      </ul>
    </div>
  );
}
