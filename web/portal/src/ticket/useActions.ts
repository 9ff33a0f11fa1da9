import { ApiError } from '@aftercare/contract/client';
import { portal } from '@aftercare/contract/portal';
import type { PortalTicket } from '@aftercare/contract/portal';
import type { CallInput } from '@aftercare/contract/route';
import { faultSentence, useApi, useToasts } from '@aftercare/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

type Rating = CallInput<typeof portal.rate>['body'];

/** What a customer can do with their ticket. Each answers with the ticket as it is then, which is shown at once. */
export function useActions(id: number, token: string | undefined) {
  const { call } = useApi();
  const { t } = useTranslation();
  const toasts = useToasts();
  const queries = useQueryClient();
  const where = { params: { id }, query: token ? { token } : {} };

  function settle(told: string) {
    return {
      onSuccess: (ticket: PortalTicket) => {
        queries.setQueriesData({ queryKey: ['ticket', id, token ?? null] }, ticket);
        void queries.invalidateQueries({ queryKey: ['mine'] });
        toasts.show({ text: t(told) });
      },
      onError: (error: Error) => void toasts.show({ kind: 'fault', text: faultSentence(error) }),
    };
  }
  return {
    reply: useMutation({
      mutationFn: ({ key, ...body }: { text: string; files: string[]; key: string }) => call(portal.reply, { ...where, body }, { idempotencyKey: key }), ...settle('ticket.replied'),
      // What fails for want of a line is kept and sent later; that is told where it waits.
      onError: (error: Error) => { if (error instanceof ApiError) toasts.show({ kind: 'fault', text: faultSentence(error) }); },
    }),
    close: useMutation({ mutationFn: () => call(portal.close, where), ...settle('ticket.closed') }),
    reopen: useMutation({ mutationFn: (text: string) => call(portal.reopen, { ...where, body: { text } }), ...settle('ticket.reopened') }),
    rate: useMutation({ mutationFn: (body: Rating) => call(portal.rate, { ...where, body }), ...settle('rate.thanks') }),
  };
}
export type TicketActions = ReturnType<typeof useActions>;
