import { Link } from '@tanstack/react-router';
import { ChevronRight, Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ChatChoice } from './ChatChoice.tsx';
import './choices.css';

/** The two ways to a person: report it, or talk now. */
export function Help() {
  const { t } = useTranslation();
  return (
    <ul className="p-choices" aria-label={t('my.help')}>
      <li>
        <Link to="/report/$step" params={{ step: 'what' }} className="p-choice p-choice--plain">
          <span className="p-choice__icon" aria-hidden="true"><Wrench size={22} /></span>
          <span className="p-choice__words"><strong>{t('mine.report')}</strong><span>{t('my.reportText')}</span></span>
          <ChevronRight size={18} aria-hidden="true" className="p-choice__go" />
        </Link>
      </li>
      <ChatChoice />
    </ul>
  );
}
