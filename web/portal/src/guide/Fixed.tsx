import { buttonClass } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { discardDraft } from '../report/draft.ts';
import { useTitle } from '../shell/title.ts';
import '../report/report.css';

/** Mended at home: nothing was sent, nothing is to be done. */
export function Fixed() {
  const { t } = useTranslation();
  useTitle(t('guide.fixedTitle'));
  useEffect(() => discardDraft(), []);
  return (
    <div className="p-page p-page--narrow">
      <div className="p-done">
        <CircleCheck size={40} className="p-done__sign" aria-hidden="true" />
        <h1 className="p-title">{t('guide.fixedTitle')}</h1>
        <p className="p-intro">{t('guide.fixedText')}</p>
      </div>
      <div className="p-acts"><Link to="/" className={buttonClass('primary', 'large')}>{t('notFound.home')}</Link></div>
    </div>
  );
}
