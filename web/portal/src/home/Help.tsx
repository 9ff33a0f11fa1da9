import { Link } from '@tanstack/react-router';
import { ChevronRight, MessagesSquare, Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCompany } from '../queries.ts';
import { bringChat } from '../shell/chat.ts';
import './choices.css';

/** The two ways to a person: report it, or talk now. */
export function Help() {
  const { t, i18n } = useTranslation();
  const { chatSite, openNow } = useCompany().data ?? {};
  return (
    <ul className="p-choices" aria-label={t('my.help')}>
      <li>
        <Link to="/report/$step" params={{ step: 'what' }} className="p-choice p-choice--plain">
          <span className="p-choice__icon" aria-hidden="true"><Wrench size={22} /></span>
          <span className="p-choice__words"><strong>{t('mine.report')}</strong><span>{t('my.reportText')}</span></span>
          <ChevronRight size={18} aria-hidden="true" className="p-choice__go" />
        </Link>
      </li>
      {chatSite ? (
        <li>
          <button type="button" className="p-choice p-choice--plain" onClick={() => bringChat(chatSite, i18n.language, true)}>
            <span className="p-choice__icon" aria-hidden="true"><MessagesSquare size={22} /></span>
            <span className="p-choice__words"><strong>{t('home.chat')}</strong><span>{t(openNow ? 'home.chatText' : 'home.chatClosed')}</span></span>
            <ChevronRight size={18} aria-hidden="true" className="p-choice__go" />
          </button>
        </li>
      ) : null}
    </ul>
  );
}
