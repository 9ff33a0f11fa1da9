import { Button, Notice, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { BellRing } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueries } from '../data/useQueries.ts';
import { isTalk } from '../data/renewal.ts';
import { useRenewal } from '../data/useRenewal.ts';

/** The ticket was given to me and waits to be taken: how long still, and the two answers. */
export function OfferBanner({ ticketId, mine }: { readonly ticketId: number; readonly mine: boolean }) {
  return mine ? <Offer ticketId={ticketId} /> : null;
}

function Offer({ ticketId }: { readonly ticketId: number }) {
  const { t } = useTranslation();
  const { call } = useApi();
  const toasts = useToasts();
  const client = useQueryClient();
  const offers = useQuery(useQueries().offers());
  useRenewal(`ticket:${ticketId}`, [['offers']], 300, isTalk);
  const offer = offers.data?.items.find((one) => one.ticketId === ticketId);
  const left = useSecondsTo(offer?.expiresAt);
  const answer = useMutation({
    mutationFn: (take: boolean) => call(api.routing.take, { params: { id: ticketId }, body: { take } }),
    onSuccess: (_, take) => toasts.show({ text: t(take ? 'offer.taken' : 'offer.passed') }),
    onError: () => toasts.show({ text: t('offer.gone') }),
    onSettled: () => { void client.invalidateQueries({ queryKey: ['offers'] }); void client.invalidateQueries({ queryKey: ['ticket', ticketId] }); },
  });
  if (!offer || left === null || left <= 0) return null;
  return (
    <Notice tone="due" icon={<BellRing size={16} aria-hidden="true" />}>
      <span className="ac-row">
        <span className="ac-grow" role="timer">{t('offer.text', { time: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}` })}</span>
        <Button kind="primary" size="small" busy={answer.isPending} onClick={() => answer.mutate(true)}>{t('offer.take')}</Button>
        <Button kind="quiet" size="small" disabled={answer.isPending} onClick={() => answer.mutate(false)}>{t('offer.pass')}</Button>
      </span>
    </Notice>
  );
}

function useSecondsTo(when: string | undefined): number | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!when) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [when]);
  return when ? Math.ceil((Date.parse(when) - now) / 1000) : null;
}
