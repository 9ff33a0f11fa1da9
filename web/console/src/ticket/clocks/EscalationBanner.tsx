import { Button, Notice, absolute, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Hand } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TicketPage } from '../../data/types.ts';

/** Takes on what was escalated on a ticket: nobody further is told. */
export function useTakeOn() {
  const { t } = useTranslation();
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (ticketId: number) => call(api.sla.acknowledge, { params: { id: ticketId } }),
    onSuccess: async ({ acknowledged }, ticketId) => {
      toasts.show({ text: t(acknowledged > 0 ? 'escalation.taken' : 'escalation.nothing') });
      await Promise.all([['ticket', ticketId], ['clocks', ticketId], ['notices']].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: (error) => { toasts.show({ kind: 'fault', text: faultSentence(error) }); },
  });
}

/** Above the timeline, as long as a chain tells people and nobody has taken it on. */
export function EscalationBanner({ page }: { readonly page: TicketPage }) {
  const { t, i18n } = useTranslation();
  const take = useTakeOn();
  const open = page.clocks.filter((clock) => clock.escalation && !clock.escalation.acknowledged && (clock.state === 'running' || clock.state === 'breached' || clock.state === 'paused'));
  const [worst] = open.toSorted((a, b) => (b.escalation?.percent ?? 0) - (a.escalation?.percent ?? 0));
  if (!worst?.escalation) return null;
  return (
    <div className="cs-banner">
      <Notice tone={worst.escalation.percent >= 100 ? 'late' : 'due'} role="status">
        <span className="cs-banner__in">
          <span className="ac-grow"><strong>{t('escalation.open', { target: t(`target.${worst.target}`), percent: worst.escalation.percent })}</strong> <span className="ac-soft">{t('escalation.since', { at: absolute(worst.escalation.at, i18n.language) })}</span></span>
          {page.can.write ? <Button size="small" icon={<Hand size={16} aria-hidden="true" />} busy={take.isPending} onClick={() => take.mutate(page.ticket.id)}>{t('escalation.take')}</Button> : null}
        </span>
      </Notice>
    </div>
  );
}
