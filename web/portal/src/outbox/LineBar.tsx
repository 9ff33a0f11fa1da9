import { Button } from '@aftercare/ui';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CloudOff, Hourglass, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useOutbox, useWaiting } from './OutboxProvider.tsx';
import './outbox.css';

/** Whether there is a line, and what waits for one. Nothing while all is well. */
export function LineBar() {
  const { t } = useTranslation();
  const outbox = useOutbox();
  const { online, waiting, refused, sent, sending, signedOut } = useWaiting();
  const quiet = online && waiting.length === 0 && refused.length === 0 && sent.length === 0;
  return (
    <div className="p-line" role="status" hidden={quiet}>
      {online ? null : <span className="p-line__part"><CloudOff size={18} aria-hidden="true" />{t('line.off')}</span>}
      {waiting.length > 0 ? (
        <span className="p-line__part"><Hourglass size={18} aria-hidden="true" />
          {sending ? t('line.sending') : signedOut ? t('line.signIn', { count: waiting.length }) : t('line.waiting', { count: waiting.length })}
          {signedOut ? <Link to="/sign-in">{t('nav.signIn')}</Link> : <Link to="/waiting">{t('line.see')}</Link>}
        </span>
      ) : null}
      {refused.length > 0 ? <span className="p-line__part"><TriangleAlert size={18} aria-hidden="true" /><Link to="/waiting">{t('line.refused', { count: refused.length })}</Link></span> : null}
      {sent.map((one) => (
        <span key={one.key} className="p-line__part"><CircleCheck size={18} aria-hidden="true" />{t('line.sent', { id: one.id })}
          <Link to="/t/$id" params={{ id: String(one.id) }} search={{ t: one.token }} onClick={() => void outbox.seen(one.key)}>{t('done.open')}</Link>
        </span>
      ))}
      {online && waiting.length > 0 && !sending && !signedOut ? <Button size="small" onClick={() => void outbox.send()}>{t('line.send')}</Button> : null}
    </div>
  );
}
