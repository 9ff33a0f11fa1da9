import { Button, EmptyState, Moment, Notice, buttonClass } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../shell/title.ts';
import { useOutbox, useWaiting } from './OutboxProvider.tsx';
import './outbox.css';

/** What was written here and has not arrived, or was not taken: to read, to take back. */
export function WaitingPage() {
  const { t } = useTranslation();
  const outbox = useOutbox();
  const { waiting, refused, online } = useWaiting();
  useTitle(t('waiting.title'));
  const all = [...refused.map((item) => ({ item, store: 'refused' as const })), ...waiting.map((item) => ({ item, store: 'waiting' as const }))];
  return (
    <div className="p-page">
      <div><h1 className="p-title">{t('waiting.title')}</h1><p className="p-intro">{t(online ? 'waiting.online' : 'waiting.offline')}</p></div>
      {all.length === 0 ? <EmptyState icon={<CircleCheck size={22} />} title={t('waiting.none')} text={t('waiting.noneText')}><Link to="/" className={buttonClass('primary', 'large')}>{t('notFound.home')}</Link></EmptyState> : null}
      <ul className="p-form">
        {all.map(({ item, store }) => (
          <li key={`${store}${item.seq}`} className="p-panel p-written">
            <p className="ac-faint ac-small">{item.kind === 'reply' ? t('waiting.reply', { id: item.ticketId }) : t('waiting.report')} · <Moment at={new Date(item.at).toISOString()} /></p>
            <p className="p-words">{item.text}</p>
            {item.files.length > 0 ? <p className="ac-faint ac-small">{t('report.contact.files', { count: item.files.length })}</p> : null}
            {'why' in item && typeof item.why === 'string' ? <Notice tone="late">{t('waiting.why', { why: item.why })}</Notice> : null}
            <div className="p-acts"><Button kind="quiet" onClick={() => void outbox.drop(store, item.seq)}>{t(store === 'refused' ? 'waiting.read' : 'waiting.drop')}</Button></div>
          </li>
        ))}
      </ul>
    </div>
  );
}
