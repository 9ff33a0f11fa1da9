import { Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWaiting } from './OutboxProvider.tsx';
import './outbox.css';

/** What was answered to a request on this device and waits for a line. */
export function PendingReplies({ ticketId }: { readonly ticketId: number }) {
  const { t } = useTranslation();
  const { waiting, sending } = useWaiting();
  const mine = waiting.filter((item) => item.kind === 'reply' && item.ticketId === ticketId);
  if (mine.length === 0) return null;
  return (
    <ul className="p-pending" aria-label={t('waiting.title')}>
      {mine.map((item) => <li key={item.seq}>{item.text}<span className="p-pending__state"><Hourglass size={14} aria-hidden="true" />{t(sending ? 'line.sending' : 'waiting.here')}</span></li>)}
    </ul>
  );
}
