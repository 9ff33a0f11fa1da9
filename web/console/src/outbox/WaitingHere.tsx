import { Button, Notice } from '@aftercare/ui';
import { Clock3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useOutbox } from './Outbox.tsx';

/** Above the place to write: what was sent on this ticket and has not left yet. */
export function WaitingHere({ ticketId }: { readonly ticketId: number }) {
  const { t } = useTranslation();
  const { waiting, takeBack } = useOutbox();
  return waiting.filter((one) => one.ticketId === ticketId).map((one) => (
    <Notice key={one.sent.key} tone="due" role="status" icon={<Clock3 size={16} aria-hidden="true" />}>
      {t(`outbox.${one.sent.kind}`)} <span className="ac-soft">“{one.sent.text.length > 80 ? `${one.sent.text.slice(0, 80)}…` : one.sent.text}”</span> <Button kind="link" onClick={() => takeBack(one)}>{t('outbox.takeBack')}</Button>
    </Notice>
  ));
}
