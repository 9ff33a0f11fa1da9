import { Button, Notice, Tooltip, absolute, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, CheckCheck, CircleHelp, Clock3, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../data/types.ts';
import { whyOf } from './reason.ts';

/** How far our message got; after a failure, or where nobody can tell, what to do. */
export function Delivery({ message, ticketId }: { readonly message: Message; readonly ticketId: number }) {
  const { t, i18n } = useTranslation();
  if (message.delivery === 'unsure' || message.delivery === 'failed') return <Trouble message={message} ticketId={ticketId} />;
  const read = message.readAt !== null;
  const Icon = read || message.delivery === 'delivered' ? CheckCheck : message.delivery === 'sent' ? Check : Clock3;
  const word = read ? t('delivery.read') : message.deliveryError === 'quiet-hours' ? t('delivery.why.quiet-hours') : t(`delivery.${message.delivery}`);
  return (
    <div className="cs-said__more ac-faint ac-small">
      <Tooltip text={message.readAt ? absolute(message.readAt, i18n.language) : absolute(message.at, i18n.language)}>
        <span className={`ac-mark ${read ? 'ac-mark--accent' : 'ac-mark--faint'}`}><Icon size={14} aria-hidden="true" />{word}</span>
      </Tooltip>
    </div>
  );
}

/** It did not arrive, or nobody knows. */
function Trouble({ message, ticketId }: { readonly message: Message; readonly ticketId: number }) {
  const { t, i18n } = useTranslation();
  const why = whyOf(message, (key) => i18n.exists(`delivery.why.${key}`));
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const after = { onError: (error: Error) => toasts.show({ kind: 'fault' as const, text: faultSentence(error) }), onSettled: () => client.invalidateQueries({ queryKey: ['ticket', ticketId] }) };
  const retry = useMutation({ mutationFn: () => call(api.conversations.retry, { params: { id: message.id } }), ...after });
  const arrived = useMutation({ mutationFn: () => call(api.conversations.arrived, { params: { id: message.id } }), ...after });
  return (
    <div className="cs-said__more">
      {message.delivery === 'unsure' ? (
        <Notice tone="due" role="alert" icon={<CircleHelp size={16} />}>
          <p>{t('delivery.unsure')}</p>
          <p><Button kind="link" busy={arrived.isPending} disabled={retry.isPending} onClick={() => arrived.mutate()}>{t('delivery.arrived')}</Button> <Button kind="link" busy={retry.isPending} disabled={arrived.isPending} onClick={() => retry.mutate()}>{t('delivery.retry')}</Button></p>
        </Notice>
      ) : (
        <Notice tone="late" role="alert" icon={<TriangleAlert size={16} />}>
          <p>{t('delivery.failed')} {why ? why.key ? t(`delivery.why.${why.key}`, why.values) : <span translate="no">{why.words}</span> : ''} <Button kind="link" busy={retry.isPending} onClick={() => retry.mutate()}>{t('delivery.retry')}</Button></p>
          {why?.key && why.words ? <p className="ac-small cs-said__theirs">{t('delivery.why.theirs')} <span translate="no">{why.words}</span></p> : null}
        </Notice>
      )}
    </div>
  );
}
