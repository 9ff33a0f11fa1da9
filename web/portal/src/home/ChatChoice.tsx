import { ChevronRight, MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCompany } from '../queries.ts';
import { bringChat } from '../shell/chat.ts';
import './choices.css';

/** Talk now, where there is a chat: one item of a list of choices. */
export function ChatChoice() {
  const { t, i18n } = useTranslation();
  const { chatSite, openNow } = useCompany().data ?? {};
  if (!chatSite) return null;
  return (
    <li>
      <button type="button" className="p-choice p-choice--plain" onClick={() => bringChat(chatSite, i18n.language, true)}>
        <span className="p-choice__icon" aria-hidden="true"><MessagesSquare size={22} /></span>
        <span className="p-choice__words"><strong>{t('home.chat')}</strong><span>{t(openNow ? 'home.chatText' : 'home.chatClosed')}</span></span>
        <ChevronRight size={18} aria-hidden="true" className="p-choice__go" />
      </button>
    </li>
  );
}
